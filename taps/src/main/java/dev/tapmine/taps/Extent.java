package dev.tapmine.taps;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A stretch of memory that an activation has written or read, with the bytes as they stand.
///
/// Mutable and pooled; it belongs to one list of an activation at a time. It grows at both ends, up
/// to [#MOST] bytes, and keeps room before and behind, so that growing by single accesses costs a
/// constant amount each on the average.
final class Extent {
  /// Bytes of an extent at the most; what goes on behind is another extent.
  static final int MOST = 64 << 10;

  /// No content has been stored that equals the bytes as they stand.
  static final long UNSTORED = -1;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int SMALLEST = 32;

  long start;
  int length;

  /// Bytes that it can have without moving and without running into the next extent.
  int room;

  /// Where `start` lies in `bytes`.
  int at;

  byte[] bytes = new byte[SMALLEST];

  /// Time of the first and of the last access.
  long first;

  long last;

  /// Taps of the first access and of the last.
  int firstTap;

  int lastTap;

  /// Returns it has outlived.
  int level;

  /// Where its bytes have been stored, or [#UNSTORED].
  long stored;

  void begin(long time, int tap, long address) {
    start = address;
    length = 0;
    at = 0;
    room = bytes.length;
    first = time;
    last = time;
    firstTap = tap;
    lastTap = tap;
    level = 0;
    stored = UNSTORED;
  }

  long end() {
    return start + length;
  }

  /// Whether the bytes from `address` on touch it or lie in it.
  boolean touches(long address, int size) {
    long distance = address - start;
    return distance <= length && distance >= -size;
  }

  /// Makes room for bytes up to `size` from the start on.
  void reserve(int size) {
    if (size > bytes.length - at) {
      byte[] larger = new byte[Math.min(Math.max(size * 2, SMALLEST), 2 * MOST)];
      System.arraycopy(bytes, at, larger, 0, length);
      bytes = larger;
      at = 0;
    }
    room = Math.min(MOST, bytes.length - at);
  }

  /// Has it begin `more` bytes earlier; what stands there is for the caller to fill.
  void growDown(int more) {
    if (more > at) {
      int gap = Math.min(MOST, Math.max(length, SMALLEST));
      byte[] larger = new byte[gap + more + length + SMALLEST];
      System.arraycopy(bytes, at, larger, gap + more, length);
      bytes = larger;
      at = gap + more;
    }
    at -= more;
    start -= more;
    length += more;
    room = Math.min(MOST, bytes.length - at);
  }

  /// Puts an access's bytes at an offset that has been made room for.
  void put(int offset, int size, long value, long high) {
    int to = at + offset;
    switch (size) {
      case 1 -> bytes[to] = (byte) value;
      case 2 -> SHORT.set(bytes, to, (short) value);
      case 4 -> INT.set(bytes, to, (int) value);
      case 8 -> LONG.set(bytes, to, value);
      default -> {
        LONG.set(bytes, to, value);
        LONG.set(bytes, to + 8, high);
      }
    }
  }

  void copyFrom(Extent other, int otherOffset, int offset, int count) {
    System.arraycopy(other.bytes, other.at + otherOffset, bytes, at + offset, count);
  }

  /// Bytes that it shares with another.
  int overlap(Extent other) {
    if (!touches(other.start, other.length)) {
      return 0;
    }
    long from = Math.max(0, other.start - start);
    long to = Math.min(length, other.start - start + other.length);
    return (int) Math.max(0, to - from);
  }

  /// Whether another's bytes are this one's moved down to its start by some bytes, as text is moved
  /// when a prefix is cut off in place; what is behind them is stale then. Two bytes may differ.
  boolean isShiftedBy(Extent moved) {
    if (moved.start != start || moved.length < 2 || moved.length > length) {
      return false;
    }
    int difference = length - moved.length;
    for (int shift = Math.max(1, difference - 2); shift <= Math.min(64, difference + 2); shift++) {
      int common = Math.min(moved.length, length - shift);
      int first = at + shift;
      if (common + 2 >= moved.length
          && common >= 2
          && Arrays.equals(
              bytes, first, first + common, moved.bytes, moved.at, moved.at + common)) {
        return true;
      }
    }
    return false;
  }

  /// Gives up a large array before it goes back to the pool.
  void trim() {
    if (bytes.length > 1024) {
      bytes = new byte[SMALLEST];
    }
  }
}
