package dev.tapmine.questions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapmine.taps.Direction;
import dev.tapmine.taps.OutputRow;
import dev.tapmine.taps.WantedOutputs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CompletionTest {
  private static final long RING = 0xffff_8880_0010_0000L;
  private static final Exemplar EXEMPLAR =
      Exemplar.of(
          List.of("a line of a log, number 0123456789\n".getBytes(StandardCharsets.US_ASCII)));

  private final List<OutputRow> rows = new ArrayList<>();

  private void row(int context, long time, long address, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    rows.add(new OutputRow(context, rows.size(), address, time, time + bytes.length, 0, 0, bytes));
  }

  private static WantedOutputs.Context context(Direction direction, int space, boolean user) {
    return new WantedOutputs.Context(direction, 0x1000, List.of(), space, user);
  }

  /// Completes what context 0 has left; the others are a sibling, a reader, and another space's.
  private Completion completed() {
    WantedOutputs wanted =
        new WantedOutputs(
            List.of(
                context(Direction.WRITE, 0, false),
                context(Direction.WRITE, 0, false),
                context(Direction.READ, 0, false),
                context(Direction.WRITE, 5, true)),
            0,
            Long.MAX_VALUE);
    OutputTable table = OutputTable.of(wanted, rows, EXEMPLAR);
    int[] chosen =
        IntStream.range(0, table.size()).filter(row -> table.contextOf(row) == 0).toArray();
    return Completion.of(table, chosen);
  }

  @Test
  void shouldAddWhatASiblingLeavesInTheSameRegion() {
    row(0, 10, RING, "a line of a log ");
    row(1, 40, RING + 16, "number 1\n");
    row(0, 70, RING + 25, "a line of a log\n");
    Completion completion = completed();
    assertThat(completion.siblings()).containsExactly(1);
    assertThat(completion.rows()).hasSize(3);
  }

  @Test
  void shouldNotAddWhatIsThereAlready() {
    row(0, 10, RING, "a line of a log\n");
    row(1, 12, RING + 2, "line of a log");
    assertThat(completed().siblings()).isEmpty();
  }

  @Test
  void shouldNotAddACopyThatWasMovedALittle() {
    row(0, 10, RING, "a line of a log\n");
    row(1, 90, RING + 3, "line of a log");
    assertThat(completed().siblings()).isEmpty();
  }

  @Test
  void shouldAddASiblingsTextOnceThatItLeavesAndThenPutsMoreBefore() {
    row(0, 10, RING, "0001 a line of a log\n");
    row(1, 40, RING, "number 2");
    row(1, 50, RING, "0002 number 2\n");
    row(1, 70, RING, "number 33");
    row(1, 90, RING, "0033 number 33\n");
    Completion completion = completed();
    assertThat(completion.siblings()).containsExactly(1);
    assertThat(completion.rows()).hasSize(3);
  }

  @Test
  void shouldAddALineThatASiblingSaysTwice() {
    row(0, 10, RING, "a line of a log\n");
    row(1, 40, RING, "number 2\n");
    row(1, 90, RING, "number 2\n");
    assertThat(completed().rows()).hasSize(3);
  }

  @Test
  void shouldAddALineThatALaterOneHappensToHold() {
    row(0, 10, RING, "a line of a log\n");
    row(1, 100, RING + 64, "number 2\n");
    row(1, 900_000, RING + 71, "a number 2\n");
    row(1, 900_100, RING + 128, "of\n");
    row(1, 900_200, RING + 128, "a log, line of\n");
    assertThat(completed().rows()).hasSize(5);
  }

  @Test
  void shouldNotAddOtherRegionsReadersOrSpaces() {
    row(0, 10, RING, "a line of a log\n");
    row(1, 40, RING + 4096, "number 1\n");
    row(2, 50, RING + 16, "number 2\n");
    row(3, 60, RING + 32, "number 3\n");
    assertThat(completed().siblings()).isEmpty();
  }

  @Test
  void shouldNotAddWhatIsHardlyText() {
    row(0, 10, RING, "a line of a log\n");
    row(1, 40, RING + 16, "n\u0001\u0002\u0003m\u0004\u0005\u0006");
    assertThat(completed().siblings()).isEmpty();
  }
}
