package dev.tapmine.taps;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Exact counts of byte pairs, of either sign, that grows with what it holds: sorted lists of pairs
/// and 32-bit counts first, 65,536 32-bit counts when the lists would cost a third of that, 64-bit
/// counts when so much has been counted that one could overflow.
final class Histogram {
  private static final int SPARSE_BINS = 14_000;
  private static final char[] NO_BINS = {};
  private static final int[] NO_COUNTS = {};
  private static final int OBJECT = 104;

  private final PassMemory memory;
  private char[] bins = NO_BINS;
  private int[] counts = NO_COUNTS;
  private int length;
  private int @Nullable [] dense;
  private long @Nullable [] wide;
  private long total;

  Histogram(PassMemory memory) {
    this.memory = memory;
    memory.takeHeap(OBJECT);
  }

  /// Takes over all counts of `from`, which is empty afterwards.
  ///
  /// @param events no count of `from` is farther from 0 than this
  void add(PairCounter from, long events) {
    total += events;
    if (wide == null && total > Integer.MAX_VALUE) {
      widen();
    }
    if (wide != null) {
      addWide(from, wide);
    } else if (dense != null) {
      addDense(from, dense);
    } else if (from.length() < length / 8) {
      addFew(from);
    } else {
      addMany(from);
    }
    from.reset();
  }

  /// The dense table, to count up to `events` pairs into, when there is one that can take them.
  int @Nullable [] direct(long events) {
    if (dense == null || total + events > Integer.MAX_VALUE) {
      return null;
    }
    total += events;
    return dense;
  }

  private static void addWide(PairCounter from, long[] into) {
    for (int i = 0; i < from.length(); i++) {
      int bin = from.touched(i);
      into[bin] += from.take(bin);
    }
  }

  private static void addDense(PairCounter from, int[] into) {
    for (int i = 0; i < from.length(); i++) {
      int bin = from.touched(i);
      into[bin] += from.take(bin);
    }
  }

  private void addFew(PairCounter from) {
    int missing = 0;
    for (int i = 0; i < from.length(); i++) {
      int bin = from.touched(i);
      int at = Arrays.binarySearch(bins, 0, length, (char) bin);
      if (at >= 0) {
        counts[at] += from.take(bin);
      } else {
        missing++;
      }
    }
    insert(from, missing);
  }

  private void addMany(PairCounter from) {
    int matched = 0;
    for (int i = 0; i < length; i++) {
      int count = from.take(bins[i]);
      if (count != 0) {
        counts[i] += count;
        matched++;
      }
    }
    insert(from, from.length() - matched);
  }

  /// Merges the pairs that the lists do not have yet.
  private void insert(PairCounter from, int atMost) {
    if (atMost <= 0) {
      return;
    }
    char[] newBins = new char[atMost];
    int added = from.remaining(newBins);
    int[] newCounts = new int[added];
    for (int i = 0; i < added; i++) {
      newCounts[i] = from.take(newBins[i]);
    }
    if (length + added > SPARSE_BINS) {
      int[] into = densify();
      for (int i = 0; i < added; i++) {
        into[newBins[i]] += newCounts[i];
      }
    } else if (added > 0) {
      merge(newBins, newCounts, added);
    }
  }

  private void merge(char[] newBins, int[] newCounts, int added) {
    reserve(length + added);
    int old = length - 1;
    int fresh = added - 1;
    for (int at = length + added - 1; fresh >= 0; at--) {
      if (old >= 0 && bins[old] > newBins[fresh]) {
        bins[at] = bins[old];
        counts[at] = counts[old--];
      } else {
        bins[at] = newBins[fresh];
        counts[at] = newCounts[fresh--];
      }
    }
    length += added;
  }

  private void reserve(int wanted) {
    if (wanted > bins.length) {
      int room = length == 0 ? wanted : Math.min(SPARSE_BINS, wanted + wanted / 4);
      memory.takeHeap(6L * (room - bins.length));
      bins = Arrays.copyOf(bins, room);
      counts = Arrays.copyOf(counts, room);
    }
  }

  private int[] densify() {
    int[] into = new int[PairCounter.BINS];
    for (int i = 0; i < length; i++) {
      into[bins[i]] = counts[i];
    }
    memory.takeHeap(4L * PairCounter.BINS - 6L * bins.length);
    bins = NO_BINS;
    counts = NO_COUNTS;
    length = 0;
    dense = into;
    return into;
  }

  private void widen() {
    int[] narrow = dense == null ? densify() : dense;
    long[] into = new long[PairCounter.BINS];
    for (int i = 0; i < narrow.length; i++) {
      into[i] = narrow[i];
    }
    memory.takeHeap(4L * PairCounter.BINS);
    dense = null;
    wide = into;
  }

  /// Adds all counts to `into`, and keeps them.
  void addTo(PairSum into) {
    for (int i = 0; i < length; i++) {
      addTo(into, bins[i], counts[i]);
    }
    for (int bin = 0; bin < PairCounter.BINS; bin++) {
      if (wide != null) {
        addTo(into, bin, wide[bin]);
      } else if (dense != null) {
        addTo(into, bin, dense[bin]);
      } else {
        return;
      }
    }
  }

  private static void addTo(PairSum into, int bin, long count) {
    if (count != 0) {
      into.add(bin, count);
    }
  }
}
