package dev.tapmine.questions;

import java.util.Arrays;
import java.util.List;

/// A sample of the twelve-byte windows of a stream's pieces, by hash, each with the time at which
/// it stood there first. Two streams that carry the same text share most of theirs, whatever comes
/// between and before.
///
/// Every fourth window is in the sample, told by its hash, so the same in all streams. Immutable.
final class Shingles {
  private static final int WINDOW = 12;
  private static final long SAMPLE = 3;

  /// More of one stream say nothing new; the first are taken.
  private static final int MOST = 1 << 14;

  private static final long BASE = 0x100000001b3L;
  private static final long LEADING = power(WINDOW - 1);

  private final long[] hashes;
  private final long[] times;
  private final int windows;

  private Shingles(long[] hashes, long[] times, int windows) {
    this.hashes = hashes;
    this.times = times;
    this.windows = windows;
  }

  private static long power(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= BASE;
    }
    return power;
  }

  /// The finalizer of SplitMix64 (Steele, Lea and Flood 2014).
  private static long mix(long key) {
    long z = (key ^ (key >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /// @param pieces in time order
  static Shingles of(List<Piece> pieces) {
    long[] found = new long[1024];
    long[] when = new long[1024];
    int count = 0;
    for (Piece piece : pieces) {
      byte[] bytes = piece.bytes();
      long hash = 0;
      for (int i = 0; i < bytes.length && count < MOST; i++) {
        if (i >= WINDOW) {
          hash -= LEADING * ((bytes[i - WINDOW] & 0xff) + 1);
        }
        hash = hash * BASE + (bytes[i] & 0xff) + 1;
        long mixed = mix(hash);
        if (i >= WINDOW - 1 && (mixed & SAMPLE) == 0) {
          if (count == found.length) {
            found = Arrays.copyOf(found, count * 2);
            when = Arrays.copyOf(when, count * 2);
          }
          found[count] = mixed;
          when[count++] = piece.last();
        }
      }
    }
    return sorted(found, when, count);
  }

  private static Shingles sorted(long[] found, long[] when, int count) {
    int[] order = new int[count];
    Arrays.setAll(order, i -> i);
    // Found in time order, so the earlier of two equal ones comes first.
    order = RowSort.sorted(order, (a, b) -> Long.compare(found[a], found[b]));
    long[] hashes = new long[count];
    long[] times = new long[count];
    int kept = 0;
    for (int i : order) {
      if (kept == 0 || hashes[kept - 1] != found[i]) {
        hashes[kept] = found[i];
        times[kept++] = when[i];
      }
    }
    return new Shingles(Arrays.copyOf(hashes, kept), Arrays.copyOf(times, kept), count);
  }

  int size() {
    return hashes.length;
  }

  /// Windows in the sample, the same one as often as it stands there.
  int windows() {
    return windows;
  }

  long hash(int index) {
    return hashes[index];
  }

  long time(int index) {
    return times[index];
  }

  /// Where a hash stands, or a negative number.
  int find(long hash) {
    return Arrays.binarySearch(hashes, hash);
  }

  /// How many two have in common.
  int shared(Shingles other) {
    int shared = 0;
    int j = 0;
    for (int i = 0; i < hashes.length && j < other.hashes.length; i++) {
      while (j < other.hashes.length && other.hashes[j] < hashes[i]) {
        j++;
      }
      shared += j < other.hashes.length && other.hashes[j] == hashes[i] ? 1 : 0;
    }
    return shared;
  }
}
