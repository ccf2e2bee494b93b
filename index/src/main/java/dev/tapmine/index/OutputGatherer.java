package dev.tapmine.index;

import dev.tapmine.taps.OutputRow;
import java.util.Arrays;

/// Gathers outputs of a context into rows of the table of outputs. A row ends with its context, or
/// after 256 KB or 8192 outputs, at the end of an output.
final class OutputGatherer {
  private static final int ROW = 256 << 10;
  private static final int MOST = 8192;

  private final TableWriter writer;
  private int context = -1;
  private int outputs;
  private int filled;
  private final int[] activations = new int[MOST];
  private final long[] addresses = new long[MOST];
  private final long[] firsts = new long[MOST];
  private final long[] lasts = new long[MOST];
  private final int[] firstTaps = new int[MOST];
  private final int[] lastTaps = new int[MOST];
  private final int[] lengths = new int[MOST];
  private byte[] bytes = new byte[ROW];

  OutputGatherer(TableWriter writer) {
    this.writer = writer;
  }

  void add(OutputRow output) {
    if (output.context() != context || filled >= ROW || outputs == MOST) {
      finish();
      context = output.context();
    }
    int length = output.bytes().length;
    if (length > bytes.length - filled) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, filled + length));
    }
    activations[outputs] = output.activation();
    addresses[outputs] = output.address();
    firsts[outputs] = output.first();
    lasts[outputs] = output.last();
    firstTaps[outputs] = output.firstTap();
    lastTaps[outputs] = output.lastTap();
    lengths[outputs++] = length;
    System.arraycopy(output.bytes(), 0, bytes, filled, length);
    filled += length;
  }

  void finish() {
    if (outputs == 0) {
      return;
    }
    writer.add(
        40L * outputs + filled + 100,
        row ->
            row.append(context)
                .append(outputs)
                .append(Arrays.copyOf(activations, outputs))
                .append(Arrays.copyOf(addresses, outputs))
                .append(Arrays.copyOf(firsts, outputs))
                .append(Arrays.copyOf(lasts, outputs))
                .append(Arrays.copyOf(firstTaps, outputs))
                .append(Arrays.copyOf(lastTaps, outputs))
                .append(Arrays.copyOf(lengths, outputs))
                .append(Arrays.copyOf(bytes, filled)));
    outputs = 0;
    filled = 0;
  }
}
