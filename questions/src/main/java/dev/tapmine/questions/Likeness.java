package dev.tapmine.questions;

import dev.tapmine.taps.TapSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// The taps that are most like a given one.
///
/// The distance of two taps is the mean of two that both lie between 0 and 1: how much the kinds of
/// their values differ (half the sum of the differences of their [Features]), and the
/// Jensen-Shannon divergence of their byte pairs over its greatest value. The first brings together
/// what is of one kind, the second what is the same.
///
/// A tap that is near one that is *not* wanted is pushed away by as much as it is nearer than 1.
public final class Likeness {
  private static final double PUSH = 0.5;

  private final Folds folds;
  private final Profiles profiles;
  private final int[] asked;
  private final double[][] distances;

  private Likeness(Folds folds, Profiles profiles, int[] asked) {
    this.folds = folds;
    this.profiles = profiles;
    this.asked = asked;
    this.distances = new double[asked.length][folds.size()];
  }

  /// A tap and how far it is.
  ///
  /// @param distance 0 for the same; more than 1 is possible for what is not wanted
  public record Near(double distance, FoldedTap tap) {}

  /// The nearest, nearest first, without the taps asked for.
  ///
  /// @param like the tap that others are compared with
  /// @param not taps that the answer should not be like
  /// @param limit how many
  /// @throws QuestionException when one of them has no byte pair
  public static List<Near> nearest(
      TapSource source, Folds folds, TapName like, List<TapName> not, TapFilter filter, int limit)
      throws IOException {
    int[] asked = new int[1 + not.size()];
    for (int i = 0; i < asked.length; i++) {
      TapName name = i == 0 ? like : not.get(i - 1);
      asked[i] = folds.foldOf(folds.named(name).name().id());
    }
    Likeness likeness = new Likeness(folds, Profiles.of(source, folds), asked);
    likeness.compare(source, filter);
    return likeness.answer(limit);
  }

  private void compare(TapSource source, TapFilter filter) throws IOException {
    JensenShannon[] pairs = pairs(source);
    for (double[] row : distances) {
      Arrays.fill(row, Double.POSITIVE_INFINITY);
    }
    float[][] points = new float[asked.length][Features.DIMENSIONS];
    for (int i = 0; i < asked.length; i++) {
      Features.put(profiles.of(asked[i]), points[i], 0);
    }
    float[] point = new float[Features.DIMENSIONS];
    new FoldHistograms(
            folds,
            fold -> folds.accepted(fold, filter),
            _ -> true,
            (fold, bins, counts, length, total) -> {
              Features.put(profiles.of(fold), point, 0);
              for (int i = 0; i < asked.length; i++) {
                double divergence =
                    pairs[i].distance(bins, counts, length, total) / JensenShannon.NOTHING_SHARED;
                distances[i][fold] = (difference(points[i], point) + divergence) / 2;
              }
            })
        .from(source);
  }

  private JensenShannon[] pairs(TapSource source) throws IOException {
    long[][] counts = new long[asked.length][];
    new FoldHistograms(
            folds,
            fold -> Arrays.stream(asked).anyMatch(a -> a == fold),
            _ -> true,
            (fold, bins, binCounts, length, _) -> {
              long[] dense = new long[Exemplar.BINS];
              for (int i = 0; i < length; i++) {
                dense[bins[i]] = binCounts[i];
              }
              for (int i = 0; i < asked.length; i++) {
                counts[i] = asked[i] == fold ? dense : counts[i];
              }
            })
        .from(source);
    JensenShannon[] pairs = new JensenShannon[asked.length];
    for (int i = 0; i < asked.length; i++) {
      if (counts[i] == null) {
        throw new QuestionException(
            "Tap %s has a single byte, which is like nothing."
                .formatted(folds.tap(asked[i]).name()));
      }
      pairs[i] = new JensenShannon(Exemplar.counted(counts[i]));
    }
    return pairs;
  }

  /// How much farther what is not wanted is, by its distance from what it should not be like.
  static double push(double distance) {
    return PUSH * Math.max(0, 1 - distance);
  }

  private static double difference(float[] one, float[] other) {
    double sum = 0;
    for (int i = 0; i < Features.DIMENSIONS; i++) {
      sum += Math.abs(one[i] - other[i]);
    }
    return Math.min(1, sum / 2);
  }

  private List<Near> answer(int limit) {
    double[] scores = distances[0].clone();
    for (int i = 1; i < asked.length; i++) {
      for (int fold = 0; fold < scores.length; fold++) {
        scores[fold] += push(distances[i][fold]);
      }
    }
    List<Near> nearest = new ArrayList<>();
    IntStream.range(0, scores.length)
        .filter(fold -> scores[fold] < Double.POSITIVE_INFINITY)
        .filter(fold -> Arrays.stream(asked).noneMatch(a -> a == fold))
        .boxed()
        .sorted(Comparator.comparingDouble((Integer fold) -> scores[fold]).thenComparing(f -> f))
        .limit(limit)
        .forEach(fold -> nearest.add(new Near(scores[fold], folds.tap(fold))));
    return nearest;
  }
}
