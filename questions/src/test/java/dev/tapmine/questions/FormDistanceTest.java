package dev.tapmine.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tapmine.taps.Direction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Lines of two logs that share their form but no day, host or program, and lines of the first's
/// words without its form.
class FormDistanceTest {
  private static final String[] LOGIN = {"sshd", "session", "opened", "accepted", "guest", "root"};
  private static final String[] MAIL = {"qmgr", "removed", "queue", "bounced", "relay", "lmtp"};

  private final Exemplar exemplar =
      Exemplar.of(
          List.of(
              text(400, 1, LOGIN, "Nov 30 09:%02d:%02d mercury %s[%d]: %s %s\n")
                  .getBytes(StandardCharsets.US_ASCII)));
  private final FormDistance form = new FormDistance(exemplar);

  private static String text(int lines, long seed, String[] words, String format) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      text.append(
          format.formatted(
              i / 60,
              i % 60,
              words[random.nextInt(words.length)],
              random.nextInt(1000),
              words[random.nextInt(words.length)],
              words[random.nextInt(words.length)]));
    }
    return text.toString();
  }

  private static Channel channel(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    Carrier carrier =
        new Carrier.OfOutputs(
            Direction.WRITE,
            false,
            0,
            1,
            List.of(),
            List.of(),
            0,
            bytes.length,
            Layout.REGION,
            List.of());
    List<Piece> pieces = List.of(new Piece(0, 1, 0, bytes));
    return new Channel("c", 0, carrier, pieces, bytes.length, 0, true, List.of(), List.of());
  }

  private double exact(Channel channel) {
    return new PieceDistance(exemplar).of(channel.pieces(), 0);
  }

  @Test
  void shouldFindALogOfOtherWordsNearerThanItsWordsInAnotherForm() {
    Channel log = channel(text(300, 2, MAIL, "Mar 17 16:%02d:%02d gate %s[%d]: %s %s\n"));
    Channel script = channel(text(300, 3, LOGIN, "%3$s %5$s %6$s {%3$s;%5$s;%6$s;}"));
    assertThat(exact(log)).isGreaterThan(exact(script));
    assertThat(form.of(log, 1)).isLessThan(form.of(script, 1) - 0.05);
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 100, 400})
  void shouldBeNearNothingForMoreOfTheSame(int lines) {
    Channel more = channel(text(lines, 4, LOGIN, "Nov 30 11:%02d:%02d mercury %s[%d]: %s %s\n"));
    assertThat(form.of(more, 1)).isCloseTo(0, within(0.02));
  }

  @Test
  void shouldNotTellNumbersApart() {
    UnaryOperator<String> others = text -> text.replaceAll("[0-9]", "7");
    String log = text(300, 2, MAIL, "Mar 17 16:%02d:%02d gate %s[%d]: %s %s\n");
    assertThat(form.of(channel(others.apply(log)), 1)).isEqualTo(form.of(channel(log), 1));
  }

  @Test
  void shouldBeFarthestFromWhatSharesNothing() {
    List<String> marks = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      marks.add("<>{}()");
    }
    assertThat(form.of(channel(String.join("", marks)), 1))
        .isCloseTo(JensenShannon.NOTHING_SHARED, within(1e-9));
  }
}
