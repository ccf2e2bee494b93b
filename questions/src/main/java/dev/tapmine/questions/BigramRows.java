package dev.tapmine.questions;

import dev.tapmine.taps.TapSource;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// The byte pairs of many folds, sparse and one after the other: six bytes a bin. No more are kept
/// than a bound allows; which, if not all, is drawn by lot.
final class BigramRows {
  /// Folds at the most.
  static final int MOST = 150_000;

  private static final int MOST_BINS = 48 << 20;

  private char[] bins = new char[1 << 16];
  private float[] weights = new float[1 << 16];
  private int[] ends = new int[1024];
  private int[] folds = new int[1024];
  private double @Nullable [] rarity;
  private int size;

  /// Reads the histograms of folds.
  ///
  /// @param wanted folds that may be chosen, ascending
  static BigramRows of(TapSource source, Folds folds, int[] wanted, long seed) throws IOException {
    boolean[] chosen = new boolean[folds.size()];
    for (int fold : chosen(wanted, MOST, seed)) {
      chosen[fold] = true;
    }
    BigramRows rows = new BigramRows();
    new FoldHistograms(
            folds,
            fold -> chosen[fold],
            _ -> true,
            (fold, bins, counts, length, total) -> rows.add(fold, bins, counts, length, total))
        .from(source);
    return rows;
  }

  /// At most so many, drawn without putting back.
  static int[] chosen(int[] among, int most, long seed) {
    int[] all = among.clone();
    SplittableRandom random = new SplittableRandom(seed);
    int take = Math.min(most, all.length);
    for (int i = 0; i < take && take < all.length; i++) {
      int other = i + random.nextInt(all.length - i);
      int swapped = all[i];
      all[i] = all[other];
      all[other] = swapped;
    }
    return Arrays.copyOf(all, take);
  }

  void add(int fold, char[] rowBins, long[] counts, int length, long total) {
    int from = end(size - 1);
    if (length == 0 || from + length > MOST_BINS) {
      return;
    }
    if (from + length > bins.length) {
      int room = (int) Math.min(MOST_BINS, Math.max(from + length, bins.length * 2L));
      bins = Arrays.copyOf(bins, room);
      weights = Arrays.copyOf(weights, room);
    }
    if (size == folds.length) {
      folds = Arrays.copyOf(folds, size * 2);
      ends = Arrays.copyOf(ends, size * 2);
    }
    for (int i = 0; i < length; i++) {
      bins[from + i] = rowBins[i];
      weights[from + i] = (float) ((double) counts[i] / total);
    }
    folds[size] = fold;
    ends[size++] = from + length;
  }

  int size() {
    return size;
  }

  /// The fold of a row.
  int fold(int row) {
    return folds[row];
  }

  int begin(int row) {
    return end(row - 1);
  }

  int end(int row) {
    return row < 0 ? 0 : ends[row];
  }

  char bin(int at) {
    return bins[at];
  }

  float weight(int at) {
    return weights[at];
  }

  /// What a bin of this share weighs; up to a factor, which changes no comparison.
  float weight(char bin, double share) {
    return (float) (rarity == null ? share : share * rarity[bin]);
  }

  /// Turns shares into what the published script compares: the term frequency times the logarithm
  /// of how rare the pair is, scaled to length 1.
  void weighByRarity() {
    int[] rows = new int[Exemplar.BINS];
    for (int at = 0; at < end(size - 1); at++) {
      rows[bins[at]]++;
    }
    double[] logs = new double[Exemplar.BINS];
    for (int bin = 0; bin < logs.length; bin++) {
      logs[bin] = Math.log((1.0 + size) / (1 + rows[bin])) + 1;
    }
    rarity = logs;
    for (int row = 0; row < size; row++) {
      double squares = 0;
      for (int at = begin(row); at < end(row); at++) {
        weights[at] *= (float) logs[bins[at]];
        squares += (double) weights[at] * weights[at];
      }
      for (int at = begin(row); at < end(row); at++) {
        weights[at] /= (float) Math.sqrt(squares);
      }
    }
  }
}
