package dev.tapmine.evaluation;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// How well two partitions of the same things agree. Names are compared by [#kappa] only; the other
/// measures ask which things are together.
public final class Agreement {
  private static final int RESAMPLES = 1000;

  private final int[] one;
  private final int[] other;

  /// @param one part of each thing
  /// @param other part of each thing, in the same order
  public Agreement(int[] one, int[] other) {
    if (one.length != other.length) {
      throw new IllegalArgumentException(one.length + " things are not " + other.length);
    }
    this.one = one.clone();
    this.other = other.clone();
  }

  /// An interval that holds nine tenths and a half of what resampling gives.
  public record Interval(double low, double high) {}

  /// Adjusted Rand Index: 1 for the same partition, about 0 for chance. Of fewer than two things,
  /// and where both put all things together or all apart, it is 1.
  public double ari() {
    return ari(IntStream.range(0, one.length).toArray());
  }

  /// The bootstrap interval of the index: things are drawn with putting back, from a fixed seed.
  public Interval ariInterval() {
    SplittableRandom random = new SplittableRandom(20131104);
    double[] drawn =
        IntStream.range(0, RESAMPLES)
            .mapToDouble(_ ->
                ari(
                    one.length == 0
                        ? new int[0]
                        : random.ints(one.length, 0, one.length).toArray()))
            .sorted()
            .toArray();
    return new Interval(drawn[RESAMPLES / 40], drawn[RESAMPLES - 1 - RESAMPLES / 40]);
  }

  private double ari(int[] things) {
    double together = 0;
    Counts counts = counts(things);
    for (int n : counts.cells().values()) {
      together += pairs(n);
    }
    double ofOne = counts.ones().values().stream().mapToDouble(Agreement::pairs).sum();
    double ofOther = counts.others().values().stream().mapToDouble(Agreement::pairs).sum();
    double all = pairs(things.length);
    double expected = all == 0 ? 0 : ofOne * ofOther / all;
    double most = (ofOne + ofOther) / 2;
    return most == expected ? 1 : (together - expected) / (most - expected);
  }

  private static double pairs(int n) {
    return n * (n - 1.0) / 2;
  }

  /// Mutual information over the mean of both entropies, 0 to 1.
  public double nmi() {
    Counts counts = counts(IntStream.range(0, one.length).toArray());
    double n = one.length;
    double information = 0;
    for (Map.Entry<Long, Integer> cell : counts.cells().entrySet()) {
      double row = counts.ones().getOrDefault((int) (cell.getKey() >> 32), 0);
      double column = counts.others().getOrDefault((int) (long) cell.getKey(), 0);
      information += cell.getValue() / n * Math.log(cell.getValue() * n / (row * column));
    }
    double entropies = entropy(counts.ones(), n) + entropy(counts.others(), n);
    return entropies == 0 ? 1 : 2 * information / entropies;
  }

  private static double entropy(Map<Integer, Integer> parts, double n) {
    return parts.values().stream().mapToDouble(c -> -c / n * Math.log(c / n)).sum();
  }

  /// The share of things that are in a part of `other` where the most are of their part of `one`.
  public double purity() {
    Map<Integer, Integer> most = new HashMap<>();
    counts(IntStream.range(0, one.length).toArray())
        .cells()
        .forEach((cell, n) -> most.merge((int) (long) cell, n, Math::max));
    return one.length == 0
        ? 1
        : most.values().stream().mapToInt(Integer::intValue).sum() / (double) one.length;
  }

  /// Cohen's kappa of two labelers who use the same names: 1 for the same, 0 for chance.
  public double kappa() {
    double n = one.length;
    Counts counts = counts(IntStream.range(0, one.length).toArray());
    double same = IntStream.range(0, one.length).filter(i -> one[i] == other[i]).count() / n;
    double chance =
        counts.ones().entrySet().stream()
            .mapToDouble(e -> e.getValue() / n * counts.others().getOrDefault(e.getKey(), 0) / n)
            .sum();
    return n == 0 || chance == 1 ? 1 : (same - chance) / (1 - chance);
  }

  private record Counts(
      Map<Long, Integer> cells, Map<Integer, Integer> ones, Map<Integer, Integer> others) {}

  private Counts counts(int[] things) {
    Counts counts = new Counts(new HashMap<>(), new HashMap<>(), new HashMap<>());
    for (int thing : things) {
      long cell = ((long) one[thing] << 32) | (other[thing] & 0xffffffffL);
      counts.cells().merge(cell, 1, Integer::sum);
      counts.ones().merge(one[thing], 1, Integer::sum);
      counts.others().merge(other[thing], 1, Integer::sum);
    }
    return counts;
  }
}
