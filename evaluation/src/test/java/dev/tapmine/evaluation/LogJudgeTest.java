package dev.tapmine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapmine.questions.Carrier;
import dev.tapmine.questions.Channel;
import dev.tapmine.questions.Layout;
import dev.tapmine.questions.Piece;
import dev.tapmine.taps.Direction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogJudgeTest {
  private final LogJudge judge =
      new LogJudge(
          """
          <6>[    0.000000] Linux version 6.1.0 for all who read

          [    0.013370] Calibrating delay loop, as ever
          [   12.100000] Run /init as init process
          without a time: the last line
          """);

  private static Channel channel(String... pieces) {
    List<Piece> all = new ArrayList<>();
    long text = 0;
    for (String piece : pieces) {
      all.add(new Piece(text, text, text, piece.getBytes(StandardCharsets.ISO_8859_1)));
      text += piece.length();
    }
    Carrier carrier =
        new Carrier.OfOutputs(
            Direction.WRITE, false, 0, 1, List.of(), List.of(), 0, text, Layout.REGION, List.of());
    return new Channel("c000000000000", 0, carrier, all, text, 0, true, List.of(), List.of());
  }

  @Test
  void shouldFindLinesWithoutTheTimesAReaderAdds() {
    Channel ring =
        channel(
            "Linux version 6.1.0 for all who read",
            "Calibrating delay loop, as ever",
            "Run /init as init process\n",
            "without a time: the last line");
    assertThat(judge.lines()).isEqualTo(4);
    assertThat(judge.lineRecall(ring)).isEqualTo(1);
    assertThat(judge.linePrecision(ring)).isEqualTo(1);
    assertThat(judge.missing(ring)).isEmpty();
    assertThat(judge.relevant(ring)).isTrue();
  }

  @Test
  void shouldTakeATimeAndLevelOfTheStreamForTheLines() {
    Channel console = channel("<5>[    9.999999] Run /init as init process\n");
    assertThat(judge.linePrecision(console)).isEqualTo(1);
    assertThat(judge.lineRecall(console)).isEqualTo(0.25);
  }

  @Test
  void shouldNotCountALineThatIsBroken() {
    Channel pieces = channel("Calibrating delay", " loop, as ever");
    assertThat(judge.lineRecall(pieces)).isZero();
    assertThat(judge.linePrecision(pieces)).isZero();
    assertThat(judge.missing(pieces)).hasSize(4).contains("Calibrating delay loop, as ever");
    assertThat(judge.relevant(pieces)).as("most of it is parts of lines").isTrue();
  }

  @Test
  void shouldCountWhatIsNoLineAgainstTheStream() {
    Channel half = channel("Run /init as init process\n", "x".repeat(21) + "\n");
    assertThat(judge.linePrecision(half)).isEqualTo(0.5);
    Channel noise = channel("Run /init as init process\n", "x".repeat(22) + "\n");
    assertThat(judge.relevant(half)).isTrue();
    assertThat(judge.relevant(noise)).isFalse();
  }

  @Test
  void shouldRankTheFirstThatIsRelevant() {
    Channel good = channel("Run /init as init process\n");
    Channel bad = channel("nothing that anybody has ever said\n");
    assertThat(judge.rank(List.of(bad, good, good))).isEqualTo(2);
    assertThat(judge.rank(List.of(bad))).isZero();
    assertThat(judge.precision(List.of(bad, good, good, bad))).isEqualTo(0.5);
    assertThat(judge.precision(List.of())).isZero();
    assertThat(judge.relevant(channel())).isFalse();
    assertThat(judge.linePrecision(channel())).isZero();
  }
}
