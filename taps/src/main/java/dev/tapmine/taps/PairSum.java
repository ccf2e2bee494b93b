package dev.tapmine.taps;

/// A histogram that is put together to be read: the sum of what is counted, what is staged, and
/// what is still content.
final class PairSum {
  private static final int WORDS = PairCounter.BINS / 64;

  private final PairCounter counter = new PairCounter();
  private final long[] sums = new long[PairCounter.BINS];
  private final long[] used = new long[WORDS];
  private final char[] bins = new char[PairCounter.BINS];
  private final long[] counts = new long[PairCounter.BINS];

  /// A scratch whose counts belong to the sum.
  PairCounter counter() {
    return counter;
  }

  void add(int bin, long by) {
    sums[bin] += by;
    used[bin >>> 6] |= 1L << bin;
  }

  /// Delivers the sum, unless it is nothing, and starts from nothing again.
  void deliver(int key, HistogramSink sink) {
    for (int i = 0; i < counter.length(); i++) {
      int bin = counter.touched(i);
      add(bin, counter.take(bin));
    }
    counter.reset();
    int length = 0;
    for (int word = 0; word < WORDS; word++) {
      for (long bits = used[word]; bits != 0; bits &= bits - 1) {
        int bin = (word << 6) + Long.numberOfTrailingZeros(bits);
        if (sums[bin] != 0) {
          bins[length] = (char) bin;
          counts[length++] = sums[bin];
          sums[bin] = 0;
        }
      }
      used[word] = 0;
    }
    if (length > 0) {
      sink.accept(key, bins, counts, length);
    }
  }
}
