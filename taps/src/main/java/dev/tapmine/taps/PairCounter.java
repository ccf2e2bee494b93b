package dev.tapmine.taps;

import java.util.Arrays;

/// A scratch histogram over the 65,536 byte pairs that knows which of its counts are in use, so
/// that emptying it costs what filling it did. Whoever takes its counts leaves it empty.
final class PairCounter {
  static final int BINS = 1 << 16;
  static final long BYTES = BINS * 6L;

  private final int[] counts = new int[BINS];
  private char[] touched = new char[BINS];
  private int length;

  /// Counts the pairs of a stretch of a stream.
  ///
  /// @param previous the byte before the stretch, or -1 at the start of the stream
  /// @return the stretch's last byte, or `previous` when it is empty
  int count(byte[] bytes, int from, int to, int previous) {
    if (from >= to) {
      return previous;
    }
    int at = from;
    int last = previous;
    if (last < 0) {
      last = bytes[at++] & 0xff;
    }
    int used = length;
    final int[] into = counts;
    final char[] list = touched;
    for (; at < to; at++) {
      int bin = last << 8 | (bytes[at] & 0xff);
      int old = into[bin];
      if (old == 0) {
        list[used++] = (char) bin;
      }
      into[bin] = old + 1;
      last = bin & 0xff;
    }
    length = used;
    return last;
  }

  /// Counts the pairs of a stretch of a stream into a dense table.
  ///
  /// @param previous the byte before the stretch
  /// @return the stretch's last byte, or `previous` when it is empty
  static int count(byte[] bytes, int length, int previous, int[] into) {
    int last = previous;
    for (int at = 0; at < length; at++) {
      int bin = last << 8 | (bytes[at] & 0xff);
      into[bin]++;
      last = bin & 0xff;
    }
    return last;
  }

  /// Adds to one pair; `by` may be negative, and a pair may come and go.
  void add(int bin, int by) {
    if (counts[bin] == 0) {
      if (length == touched.length) {
        touched = Arrays.copyOf(touched, length * 2);
      }
      touched[length++] = (char) bin;
    }
    counts[bin] += by;
  }

  /// How many entries [#touched(int)] has; a pair may be listed more than once when counts
  /// cancelled each other out, and then all but its first [#take(int)] give 0.
  int length() {
    return length;
  }

  int touched(int index) {
    return touched[index];
  }

  /// The count of a pair, which is 0 from then on.
  int take(int bin) {
    int count = counts[bin];
    counts[bin] = 0;
    return count;
  }

  void sort() {
    Arrays.sort(touched, 0, length);
  }

  /// Forgets the list of pairs, all of which have been taken.
  void reset() {
    length = 0;
  }
}
