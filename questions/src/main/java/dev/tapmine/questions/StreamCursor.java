package dev.tapmine.questions;

import dev.tapmine.taps.RunRow;
import java.util.Arrays;
import java.util.List;

/// Tells time and address of offsets in a stream.
final class StreamCursor {
  private final List<RunRow> runs;
  private final int[] starts;

  StreamCursor(List<RunRow> runs) {
    this.runs = runs;
    this.starts = new int[runs.size()];
    for (int run = 1; run < starts.length; run++) {
      starts[run] = starts[run - 1] + runs.get(run - 1).bytes().length;
    }
  }

  /// The address of a byte; of one behind the end, where the last run would go on.
  long address(int offset) {
    int index = run(offset);
    return runs.get(index).address() + offset - starts[index];
  }

  private int run(int offset) {
    int found = Arrays.binarySearch(starts, Math.max(0, offset));
    int index = found >= 0 ? found : -found - 2;
    // Where runs are empty several start at one offset; the last of them holds the byte.
    while (index + 1 < starts.length && starts[index + 1] == offset) {
      index++;
    }
    return index;
  }

  /// The place of a stretch.
  ///
  /// @param around bytes of context on each side
  /// @param shown bytes of the stretch at the most that go into the context
  SearchHit.Place place(byte[] stream, int offset, int length, int around, int shown) {
    int index = run(offset);
    RunRow run = runs.get(index);
    int inRun = offset - starts[index];
    int from = Math.max(0, offset - around);
    int to = Math.min(stream.length, offset + Math.min(length, shown) + around);
    return new SearchHit.Place(
        offset,
        run.time(),
        run.address() + inRun,
        inRun + length <= run.bytes().length,
        Arrays.copyOfRange(stream, from, to),
        offset - from);
  }
}
