package dev.tapmine.questions;

import dev.tapmine.taps.Trait;
import java.util.Arrays;

/// Where a tap lies among others by what it carries: the point that k-means and the map go by.
///
/// People see that half of the pointers are null and still say pointers; so the classes are shares
/// of the values that are not 0, and the share of zeros is a dimension of less weight. A tap that
/// repeats one value lies apart from all others, whatever the value.
final class Features {
  static final int DIMENSIONS = 11;

  private static final double ZEROS = 0.4;

  /// What ideal taps of each content look like, the commonest first: where k-means begins.
  private static final double[][] IDEAL = {
    {0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0}, // constants
    {0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0}, // pointers
    {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, // small integers
    {0.4, 0, 0.4, 0, 0, 0.2, 0.1, 0, 0, 0, 0}, // pointers and integers
    {0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0}, // flags and table entries
    {0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0}, // text
    {0.8, 0, 0, 0, 0, 0.2, 0, 0, 0.9, 0, 0}, // counters
    {0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0}, // random
    {0, 0, 0, 0, 0.2, 0.8, 0, 0, 0.9, 0, 0}, // timestamps
    {0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0}, // UTF-16
    {0, 0, 0, 0, 0.7, 0.3, 0, 0, 0, 0, 0.7}, // machine code
  };

  private static final int COMMON = 10;

  private Features() {}

  /// The ideal points, one after the other; none for fewer clusters than there are common ones,
  /// since what has no point of its own would go to one it has nothing to do with.
  ///
  /// @param k clusters wanted
  static double[] ideal(int k) {
    return k < COMMON
        ? new double[0]
        : Arrays.stream(IDEAL).flatMapToDouble(Arrays::stream).toArray();
  }

  /// Puts a tap's point at `from`.
  static void put(Shares shares, float[] points, int from) {
    double varied = 1 - shares.constant();
    double wide = shares.utf16() < 0.5 ? 0 : shares.utf16();
    double[] point = {
      varied * shares.ofNonZero(Trait.SMALL) * (1 - wide),
      varied * shares.ofNonZero(Trait.NEGATIVE),
      varied * shares.ofNonZero(Trait.POINTER),
      varied * shares.ofNonZero(Trait.PRINTABLE) * (1 - wide),
      varied * shares.ofNonZero(Trait.DENSE),
      varied * shares.ofNonZero(Trait.SPARSE),
      varied * shares.of(Trait.ZERO) * ZEROS,
      shares.constant(),
      varied * (shares.counting() < Shares.ORDERED ? 0 : shares.counting()),
      varied * wide,
      varied * shares.of(Trait.FETCHED) * shares.of(Trait.DENSE),
    };
    for (int i = 0; i < DIMENSIONS; i++) {
      points[from + i] = (float) point[i];
    }
  }

  /// The points of folds, one after the other.
  static float[] of(Profiles profiles, int[] folds) {
    float[] points = new float[Math.multiplyExact(folds.length, DIMENSIONS)];
    for (int i = 0; i < folds.length; i++) {
      put(profiles.of(folds[i]), points, i * DIMENSIONS);
    }
    return points;
  }
}
