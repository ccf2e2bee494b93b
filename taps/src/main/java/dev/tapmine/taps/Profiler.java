package dev.tapmine.taps;

import java.util.Arrays;

/// Counts the [Trait]s of one tap after the other, from the runs that are kept of its beginning.
///
/// A value is what one access carried, in the guest's byte order. Accesses wider than an address,
/// which move several values at once, are taken apart into pieces as wide as one. Not thread-safe.
final class Profiler {
  /// Bytes of a stream looked at.
  static final int BYTES = 1024;

  private static final int LONG_RUN = 16;

  private final TouchedBlocks blocks;
  private final boolean bigEndian;
  private final byte[] stream = new byte[BYTES];
  private final long[] values = new long[BYTES];
  private int[] counts = new int[Trait.values().length];
  private int space;
  private int length;
  private int valueCount;

  /// @param bigEndian the guest's byte order
  Profiler(TouchedBlocks blocks, boolean bigEndian) {
    this.blocks = blocks;
    this.bigEndian = bigEndian;
  }

  /// Goes on to the next tap.
  ///
  /// @param of address space of the tap, 0 for the kernel
  void begin(int of) {
    counts = new int[Trait.values().length];
    space = of;
    length = 0;
    valueCount = 0;
  }

  /// Takes the next run; what is beyond the first kilobyte is passed over.
  void run(RunRow run) {
    int take = Math.min(run.bytes().length, BYTES - length);
    System.arraycopy(run.bytes(), 0, stream, length, take);
    int width = Math.min(run.width(), blocks.addressBytes());
    for (int at = 0; at + width <= take; at += width) {
      value(value(run.bytes(), at, width), width, run.address() + at);
    }
    length += take;
  }

  private long value(byte[] bytes, int at, int width) {
    long value = 0;
    for (int i = 0; i < width; i++) {
      value = value << 8 | (bytes[bigEndian ? at + i : at + width - 1 - i] & 0xff);
    }
    return value;
  }

  private void value(long value, int width, long address) {
    boolean points = width == blocks.addressBytes() && blocks.touched(space, value);
    add(ValueClass.of(value, width, points), 1);
    add(Trait.FETCHED, blocks.fetched(space, address) ? 1 : 0);
    if (valueCount > 0) {
      long before = values[valueCount - 1];
      add(Trait.SAME, value == before ? 1 : 0);
      add(Trait.RISING, Long.compareUnsigned(value, before) > 0 ? 1 : 0);
      if (valueCount > 1 && value != before) {
        add(Trait.STEADY, value - before == before - values[valueCount - 2] ? 1 : 0);
      }
    }
    values[valueCount++] = value;
  }

  /// The counts of the tap whose runs came since [#begin].
  ///
  /// @param tap its id
  ProfileRow row(int tap) {
    add(Trait.BYTES, length);
    add(Trait.VALUES, valueCount);
    repetitions();
    bytes();
    return new ProfileRow(tap, counts);
  }

  private void repetitions() {
    Arrays.sort(values, 0, valueCount);
    int commonest = 0;
    int distinct = 0;
    for (int from = 0; from < valueCount; ) {
      int to = from + 1;
      while (to < valueCount && values[to] == values[from]) {
        to++;
      }
      commonest = Math.max(commonest, to - from);
      distinct++;
      from = to;
    }
    add(Trait.COMMONEST, commonest);
    add(Trait.DISTINCT, distinct);
  }

  private void bytes() {
    int run = 0;
    for (int i = 0; i < length; i++) {
      byte b = stream[i];
      add(Trait.ZERO_BYTES, b == 0 ? 1 : 0);
      add(Trait.REPEAT_2, i >= 2 && stream[i - 2] == b ? 1 : 0);
      add(Trait.REPEAT_4, i >= 4 && stream[i - 4] == b ? 1 : 0);
      add(Trait.REPEAT_8, i >= 8 && stream[i - 8] == b ? 1 : 0);
      boolean repeated = i > 0 && stream[i - 1] == b;
      add(Trait.REPEAT_1, repeated ? 1 : 0);
      run = repeated ? run + 1 : 1;
      if (run >= LONG_RUN) {
        add(Trait.LONG_RUNS, run == LONG_RUN ? LONG_RUN : 1);
      }
      if ((i & 1) == 1) {
        add(Trait.UTF16_LE, b == 0 && ValueClass.printable(stream[i - 1] & 0xff) ? 1 : 0);
        add(Trait.UTF16_BE, stream[i - 1] == 0 && ValueClass.printable(b & 0xff) ? 1 : 0);
      }
    }
  }

  private void add(Trait trait, int count) {
    counts[trait.index()] += count;
  }
}
