package dev.tapmine.questions;

import java.util.Arrays;

/// How often the first few different values of a fold's streams occur: whether it is one value, or
/// a handful of them. A tap's profile says that of the tap alone; its callers may each bring
/// another value.
///
/// A value is the bytes of one access, in memory order, eight at the most. The first [#SLOTS]
/// different ones are counted each, all others together.
final class ValueCounts {
  /// Different values that are told apart.
  static final int SLOTS = 16;

  /// Bytes of one tap's stream looked at, as in its profile.
  private static final int BYTES = 1024;

  private final long[] values = new long[SLOTS];
  private final int[] counts = new int[SLOTS];
  private int used;
  private int total;

  /// Counts the beginning of a tap's stream.
  ///
  /// @param width bytes of the tap's usual access
  void add(byte[] stream, int width) {
    int step = Math.min(width, Long.BYTES);
    for (int at = 0; at + step <= Math.min(stream.length, BYTES); at += step) {
      long value = 0;
      for (int i = 0; i < step; i++) {
        value = value << 8 | (stream[at + i] & 0xff);
      }
      count(value);
    }
  }

  private void count(long value) {
    total++;
    for (int i = 0; i < used; i++) {
      if (values[i] == value) {
        counts[i]++;
        return;
      }
    }
    if (used < SLOTS) {
      values[used] = value;
      counts[used++] = 1;
    }
  }

  /// Share of the `most` commonest values in all.
  double commonest(int most) {
    int[] sorted = counts.clone();
    Arrays.sort(sorted);
    int sum = 0;
    for (int i = 0; i < most; i++) {
      sum += sorted[SLOTS - 1 - i];
    }
    return total == 0 ? 0 : (double) sum / total;
  }
}
