package dev.tapmine.questions;

import java.util.Arrays;
import java.util.List;

/// The distribution of byte pairs in bytes that look like what is wanted. Immutable.
public final class Exemplar {
  /// Number of different byte pairs.
  static final int BINS = 1 << 16;

  private final long[] counts;
  private final long pairs;

  private Exemplar(long[] counts, long pairs) {
    this.counts = counts;
    this.pairs = pairs;
  }

  /// The pairs of all files together; none spans two of them.
  ///
  /// @throws QuestionException when there is not one pair
  public static Exemplar of(List<byte[]> files) {
    long[] counts = new long[BINS];
    long pairs = 0;
    for (byte[] file : files) {
      for (int i = 1; i < file.length; i++) {
        counts[((file[i - 1] & 0xff) << 8) | (file[i] & 0xff)]++;
      }
      pairs += Math.max(0, file.length - 1);
    }
    if (pairs == 0) {
      throw new QuestionException(
          "The exemplar is empty: give at least one file with two bytes or more.");
    }
    return new Exemplar(counts, pairs);
  }

  /// What was kept of files before.
  public static Exemplar of(PairCounts kept) {
    long[] counts = new long[BINS];
    for (int bin = 0; bin < BINS; bin++) {
      counts[bin] = kept.count(bin);
    }
    return new Exemplar(counts, kept.pairs());
  }

  /// The pairs of a stream that have been counted already.
  ///
  /// @param counts one for each bin, not all 0; owned by the exemplar
  static Exemplar counted(long[] counts) {
    return new Exemplar(counts, Arrays.stream(counts).sum());
  }

  /// Number of pairs.
  public long pairs() {
    return pairs;
  }

  /// How often a pair occurs.
  ///
  /// @param bin previous byte * 256 + byte
  long count(int bin) {
    return counts[bin];
  }
}
