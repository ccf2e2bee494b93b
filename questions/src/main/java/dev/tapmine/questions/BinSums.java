package dev.tapmine.questions;

/// Sums counts by bin and gives them back in ascending order.
final class BinSums {
  private final long[] sums = new long[Exemplar.BINS];
  private final long[] touched = new long[Exemplar.BINS >> 6];
  private final long[] touchedWords = new long[Exemplar.BINS >> 12];

  void add(int bin, long count) {
    sums[bin] += count;
    touched[bin >> 6] |= 1L << bin;
    touchedWords[bin >> 12] |= 1L << (bin >> 6);
  }

  /// Moves what was summed into the arrays, without zeros, and starts anew.
  int drain(char[] bins, long[] counts) {
    int length = 0;
    for (int high = 0; high < touchedWords.length; high++) {
      for (long words = touchedWords[high]; words != 0; words &= words - 1) {
        int word = (high << 6) | Long.numberOfTrailingZeros(words);
        for (long bits = touched[word]; bits != 0; bits &= bits - 1) {
          int bin = (word << 6) | Long.numberOfTrailingZeros(bits);
          if (sums[bin] != 0) {
            bins[length] = (char) bin;
            counts[length++] = sums[bin];
          }
          sums[bin] = 0;
        }
        touched[word] = 0;
      }
      touchedWords[high] = 0;
    }
    return length;
  }
}
