package dev.tapmine.index;

import dev.tapmine.taps.RunRow;
import java.util.Arrays;

/// Gathers runs of a tap into rows of the table of runs. A row ends with its tap, or after 256 KB,
/// at the end of a run.
final class RunGatherer {
  private static final int ROW = 256 << 10;

  private final TableWriter writer;
  private int tap = -1;
  private int runs;
  private int filled;
  private long[] times = new long[64];
  private long[] addresses = new long[64];
  private byte[] widths = new byte[64];
  private int[] lengths = new int[64];
  private byte[] bytes = new byte[1024];

  RunGatherer(TableWriter writer) {
    this.writer = writer;
  }

  void add(RunRow run) {
    if (run.tap() != tap || filled >= ROW) {
      finish();
      tap = run.tap();
    }
    if (runs == times.length) {
      int larger = runs * 2;
      times = Arrays.copyOf(times, larger);
      addresses = Arrays.copyOf(addresses, larger);
      widths = Arrays.copyOf(widths, larger);
      lengths = Arrays.copyOf(lengths, larger);
    }
    int length = run.bytes().length;
    if (length > bytes.length - filled) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, filled + length));
    }
    times[runs] = run.time();
    addresses[runs] = run.address();
    widths[runs] = (byte) run.width();
    lengths[runs++] = length;
    System.arraycopy(run.bytes(), 0, bytes, filled, length);
    filled += length;
  }

  void finish() {
    if (runs == 0) {
      return;
    }
    writer.add(
        21L * runs + filled + 100,
        row ->
            row.append(tap)
                .append(runs)
                .append(Arrays.copyOf(times, runs))
                .append(Arrays.copyOf(addresses, runs))
                .appendByteArray(Arrays.copyOf(widths, runs))
                .append(Arrays.copyOf(lengths, runs))
                .append(Arrays.copyOf(bytes, filled)));
    runs = 0;
    filled = 0;
  }
}
