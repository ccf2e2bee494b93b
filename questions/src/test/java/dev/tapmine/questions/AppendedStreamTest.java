package dev.tapmine.questions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapmine.taps.Direction;
import dev.tapmine.taps.OutputRow;
import dev.tapmine.taps.PassOptions;
import dev.tapmine.taps.TapPass;
import dev.tapmine.taps.WantedOutputs;
import dev.tapmine.trace.Account;
import dev.tapmine.trace.Ending;
import dev.tapmine.trace.TraceEnd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A function stores lines; those with a level go through another, which moves them.
class AppendedStreamTest {
  private static final long RING = 0xffff_8880_0010_0000L;
  private static final int STORE = 0;
  private static final int MOVE = 1;

  private final List<OutputRow> rows = new ArrayList<>();
  private final List<String> moved = new ArrayList<>();
  private final List<String> all = new ArrayList<>();
  private long time = 1000;

  /// One line in so many is moved.
  private int everyOther = 5;

  /// What is stored behind each line.
  private String behind = "";

  /// @param head bytes between a line and the next
  /// @param appended whether lines follow each other, or all are put in one place
  private void store(int lines, int head, boolean appended) {
    Random random = new Random(2);
    long at = RING;
    for (int i = 0; i < lines; i++) {
      boolean ofDevice = i % everyOther == 0;
      String line =
          ofDevice
              ? "device %d: found at 0x%x\n".formatted(i, random.nextInt())
              : "sensor %d reads %d\n".formatted(random.nextInt(9), random.nextInt(9999));
      all.add(line);
      if (ofDevice) {
        moved.add(line);
        row(MOVE, at, line);
      }
      row(STORE, at, line + behind);
      time += 500;
      at = appended ? at + line.length() + behind.length() + head : RING;
    }
  }

  private void row(int context, long address, String line) {
    rows.add(
        new OutputRow(
            context,
            rows.size(),
            address,
            context == STORE ? time : time + 10,
            context == STORE ? time + 100 : time + 90,
            0,
            1,
            line.getBytes(StandardCharsets.US_ASCII)));
  }

  private static WantedOutputs.Context context(long callee) {
    return new WantedOutputs.Context(Direction.WRITE, callee, List.of(), 0, false);
  }

  private static ContextPaths noCallers() throws IOException {
    try (TapPass pass =
        new TapPass(new PassOptions(2, true, true, false, 1 << 16, 64 << 20, 16 << 20))) {
      return ContextPaths.of(
          pass.finish(
              new TraceEnd(Ending.WHOLE, new Account(Map.of()), "x86_64", false, 1, 1, "")));
    }
  }

  private Optional<OutputCandidate> aroundTheMoved() throws IOException {
    Exemplar exemplar =
        Exemplar.of(List.of(String.join("", moved).getBytes(StandardCharsets.US_ASCII)));
    OutputTable table =
        OutputTable.of(
            new WantedOutputs(List.of(context(0x1000), context(0x2000)), RING, RING + (1 << 20)),
            rows,
            exemplar);
    int[] own = new int[table.rows(MOVE)];
    for (int i = 0; i < own.length; i++) {
      own[i] = table.from(MOVE) + i;
    }
    return new AppendedStream(table, noCallers(), new PieceDistance(exemplar))
        .around(
            new OutputCandidate(
                MOVE, 0, Layout.SPREAD, own, 0, String.join("", moved).length(), 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 24, 200})
  void shouldHaveAllThatIsAppendedToTheRing(int head) throws IOException {
    store(200, head, true);
    OutputCandidate stream = aroundTheMoved().orElseThrow();
    assertThat(stream.context()).isEqualTo(STORE);
    assertThat(stream.rows()).hasSize(200);
    assertThat(stream.text()).isEqualTo(String.join("", all).length());
    assertThat(stream.layout()).isEqualTo(Layout.REGION);
    assertThat(stream.distance()).isPositive();
  }

  @Test
  void shouldLeaveABufferThatIsUsedAgainForEachLine() throws IOException {
    store(200, 0, false);
    assertThat(aroundTheMoved()).isEmpty();
  }

  @Test
  void shouldLeaveLinesThatLieFarApart() throws IOException {
    store(200, 300, true);
    assertThat(aroundTheMoved()).isEmpty();
  }

  @Test
  void shouldHaveItThoughOneLineOfThePartLiesInLowMemory() throws IOException {
    row(MOVE, 0x1000, "device 7: found at 0x7\n");
    store(200, 24, true);
    assertThat(aroundTheMoved().orElseThrow().rows()).hasSize(200);
  }

  @Test
  void shouldLeaveAPartThatHasNearlyAll() throws IOException {
    everyOther = 1;
    store(200, 24, true);
    assertThat(moved).hasSize(200);
    assertThat(aroundTheMoved()).isEmpty();
  }

  @Test
  void shouldNotTakeAFewStretchesForAppended() throws IOException {
    store(7, 24, true);
    assertThat(aroundTheMoved()).isEmpty();
  }

  @Test
  void shouldLeaveWhatHasMuchBesideText() throws IOException {
    String rubbish = "\u0001".repeat(30);
    behind = rubbish;
    store(200, 0, true);
    assertThat(aroundTheMoved()).isEmpty();
  }
}
