package dev.tapmine.taps;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A scratch histogram over the 65,536 byte pairs that knows which of its counts are in use, so
/// that emptying it costs what filling it did. Whoever takes its counts leaves it empty.
final class PairCounter {
  static final int BINS = 1 << 16;
  static final long BYTES = BINS * 6L;

  /// Eight bytes of a stream, the first one highest, so that any two neighbours are a shift away.
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /// Times a byte: eight of it.
  private static final long REPEATED = 0x0101_0101_0101_0101L;

  private final int[] counts = new int[BINS];
  private final long[] marks = new long[BINS >>> 6];
  private final long[] marked = new long[BINS >>> 12];
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
    for (; at <= to - Long.BYTES; at += Long.BYTES) {
      long word = (long) WORD.get(bytes, at);
      if (word == last * REPEATED) {
        used = count(into, list, used, last * 0x101, Long.BYTES);
      } else {
        used = count(into, list, used, last << 8 | (int) (word >>> 56), 1);
        used = count(into, list, used, (int) (word >>> 48) & 0xffff, 1);
        used = count(into, list, used, (int) (word >>> 40) & 0xffff, 1);
        used = count(into, list, used, (int) (word >>> 32) & 0xffff, 1);
        used = count(into, list, used, (int) (word >>> 24) & 0xffff, 1);
        used = count(into, list, used, (int) (word >>> 16) & 0xffff, 1);
        used = count(into, list, used, (int) (word >>> 8) & 0xffff, 1);
        used = count(into, list, used, (int) word & 0xffff, 1);
        last = (int) word & 0xff;
      }
    }
    for (; at < to; at++) {
      int bin = last << 8 | (bytes[at] & 0xff);
      used = count(into, list, used, bin, 1);
      last = bin & 0xff;
    }
    length = used;
    return last;
  }

  private static int count(int[] into, char[] list, int used, int bin, int times) {
    int old = into[bin];
    into[bin] = old + times;
    if (old != 0) {
      return used;
    }
    list[used] = (char) bin;
    return used + 1;
  }

  /// Counts the pairs of a stretch of a stream into a dense table.
  ///
  /// @param previous the byte before the stretch
  /// @return the stretch's last byte, or `previous` when it is empty
  static int count(byte[] bytes, int length, int previous, int[] into) {
    int last = previous;
    int at = 0;
    for (; at <= length - Long.BYTES; at += Long.BYTES) {
      long word = (long) WORD.get(bytes, at);
      if (word == last * REPEATED) {
        into[last * 0x101] += Long.BYTES;
      } else {
        into[last << 8 | (int) (word >>> 56)]++;
        into[(int) (word >>> 48) & 0xffff]++;
        into[(int) (word >>> 40) & 0xffff]++;
        into[(int) (word >>> 32) & 0xffff]++;
        into[(int) (word >>> 24) & 0xffff]++;
        into[(int) (word >>> 16) & 0xffff]++;
        into[(int) (word >>> 8) & 0xffff]++;
        into[(int) word & 0xffff]++;
        last = (int) word & 0xff;
      }
    }
    for (; at < length; at++) {
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

  /// Lists the pairs that are still counted, in their order. They are marked in a bit map of two
  /// levels, which costs less than sorting a list does.
  ///
  /// @param into has room for all of them
  /// @return how many they are
  int remaining(char[] into) {
    for (int i = 0; i < length; i++) {
      int bin = touched[i];
      if (counts[bin] != 0) {
        marks[bin >>> 6] |= 1L << bin;
        marked[bin >>> 12] |= 1L << (bin >>> 6);
      }
    }
    int found = 0;
    for (int high = 0; high < marked.length; high++) {
      for (long words = marked[high]; words != 0; words &= words - 1) {
        int word = (high << 6) + Long.numberOfTrailingZeros(words);
        for (long bits = marks[word]; bits != 0; bits &= bits - 1) {
          into[found++] = (char) ((word << 6) + Long.numberOfTrailingZeros(bits));
        }
        marks[word] = 0;
      }
      marked[high] = 0;
    }
    return found;
  }

  /// Forgets the list of pairs, all of which have been taken.
  void reset() {
    length = 0;
  }
}
