package dev.tapmine.questions;

import dev.tapmine.questions.BigramMeans.Geometry;
import dev.tapmine.taps.TapSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Draws taps for people to label.
public final class Samples {
  /// How far from a cluster's centre the seed paper drew, in standard deviations.
  private static final double[] DEVIATIONS = {0, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2};

  private Samples() {}

  /// Draws as the seed paper did: `k` clusters of byte pairs, and of each up to eight taps, at 0 to
  /// 2 standard deviations from the centre, fewer where its taps do not spread so far. When that is
  /// more than wanted, lots decide.
  ///
  /// @param most taps at the most
  /// @return numbers of folds, ascending
  public static List<Integer> asInThePaper(
      TapSource source, Folds folds, TapFilter filter, int k, int most, long seed)
      throws IOException {
    BigramRows rows = BigramRows.of(source, folds, accepted(folds, filter), seed);
    BigramMeans means = BigramMeans.of(rows, Geometry.JENSEN_SHANNON, k, seed);
    TreeSet<Integer> drawn = new TreeSet<>();
    for (int centre = 0; centre < means.k(); centre++) {
      int cluster = centre;
      List<Integer> members =
          IntStream.range(0, rows.size())
              .filter(row -> means.nearest(row) == cluster)
              .boxed()
              .sorted(Comparator.comparingDouble(means::distance))
              .toList();
      draw(members, means).stream().map(rows::fold).forEach(drawn::add);
    }
    return some(new ArrayList<>(drawn), most, seed);
  }

  /// The members nearest to each of the distances; distances are roots of divergences.
  private static List<Integer> draw(List<Integer> members, BigramMeans means) {
    double deviation = Math.sqrt(members.stream().mapToDouble(means::distance).average().orElse(0));
    List<Integer> drawn = new ArrayList<>();
    for (double step : DEVIATIONS) {
      double wanted = step * deviation;
      members.stream()
          .filter(row -> !drawn.contains(row))
          .min(Comparator.comparingDouble(row -> Math.abs(Math.sqrt(means.distance(row)) - wanted)))
          .filter(row -> Math.sqrt(means.distance(row)) >= wanted - deviation / 8)
          .ifPresent(drawn::add);
    }
    return drawn;
  }

  /// Draws from all taps alike.
  ///
  /// @param most taps at the most
  /// @return numbers of folds, ascending
  public static List<Integer> uniform(Folds folds, TapFilter filter, int most, long seed) {
    return some(IntStream.of(accepted(folds, filter)).boxed().toList(), most, seed);
  }

  private static int[] accepted(Folds folds, TapFilter filter) {
    return IntStream.range(0, folds.size()).filter(fold -> folds.accepted(fold, filter)).toArray();
  }

  private static List<Integer> some(List<Integer> of, int most, long seed) {
    int[] all = of.stream().mapToInt(Integer::intValue).toArray();
    return IntStream.of(BigramRows.chosen(all, most, new SplittableRandom(seed).nextLong()))
        .sorted()
        .boxed()
        .toList();
  }
}
