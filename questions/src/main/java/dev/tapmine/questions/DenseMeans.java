package dev.tapmine.questions;

import java.util.Arrays;
import java.util.SplittableRandom;

/// k-means over points of a few dimensions under the Euclidean distance, seeded by k-means++. The
/// same points and seed give the same clusters.
///
/// The starting centres are given as far as they are known, so that a small group that lies where
/// one is expected is not overlooked; the rest are the best of a few tries on a part of the points,
/// so that one unlucky draw does not decide.
final class DenseMeans {
  private static final int TRIES = 8;
  private static final int SAMPLE = 10_000;
  private static final int ROUNDS = 100;

  private final float[] points;
  private final int dimensions;
  private final int size;
  private final double[] given;

  /// @param points one after the other, `dimensions` numbers each
  DenseMeans(float[] points, int dimensions) {
    this(points, dimensions, new double[0]);
  }

  /// @param given centres to start from, the most important first
  DenseMeans(float[] points, int dimensions, double[] given) {
    this.given = given;
    this.points = points;
    this.dimensions = dimensions;
    this.size = points.length / dimensions;
  }

  /// The number of the nearest centre for each point; at most `k` different ones.
  int[] clusters(int k, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] sample = sample(random);
    double least = Double.POSITIVE_INFINITY;
    double[] best = new double[0];
    for (int i = 0; i < TRIES && size > 0; i++) {
      double[] centres = start(sample, k, random);
      double loss = converge(sample, centres, new int[sample.length]);
      if (loss < least) {
        least = loss;
        best = centres;
      }
    }
    int[] nearest = new int[size];
    converge(every(), best, nearest);
    return nearest;
  }

  private int[] sample(SplittableRandom random) {
    return size <= SAMPLE ? every() : random.ints(SAMPLE, 0, size).toArray();
  }

  private int[] every() {
    int[] all = new int[size];
    Arrays.setAll(all, point -> point);
    return all;
  }

  private double[] start(int[] among, int k, SplittableRandom random) {
    double[] centres = new double[k * dimensions];
    double[] distances = new double[among.length];
    Arrays.fill(distances, Double.POSITIVE_INFINITY);
    int chosen = among[random.nextInt(among.length)];
    for (int centre = 0; centre < k; centre++) {
      for (int d = 0; d < dimensions; d++) {
        int at = centre * dimensions + d;
        centres[at] = at < given.length ? given[at] : points[chosen * dimensions + d];
      }
      double sum = 0;
      for (int i = 0; i < among.length; i++) {
        distances[i] = Math.min(distances[i], distance(among[i], centres, centre));
        sum += distances[i];
      }
      double draw = random.nextDouble() * sum;
      int next = 0;
      while (next < among.length - 1 && draw >= distances[next]) {
        draw -= distances[next++];
      }
      chosen = among[next];
    }
    return centres;
  }

  /// Moves the centres until no point changes sides.
  ///
  /// @return the sum of squared distances
  private double converge(int[] among, double[] centres, int[] nearest) {
    double loss = 0;
    boolean changed = true;
    for (int round = 0; changed && round < ROUNDS; round++) {
      changed = round == 0;
      loss = 0;
      for (int i = 0; i < among.length; i++) {
        int old = nearest[i];
        double least = Double.POSITIVE_INFINITY;
        for (int centre = 0; centre * dimensions < centres.length; centre++) {
          double distance = distance(among[i], centres, centre);
          if (distance < least) {
            least = distance;
            nearest[i] = centre;
          }
        }
        changed |= nearest[i] != old;
        loss += least;
      }
      move(among, centres, nearest);
    }
    return loss;
  }

  /// A centre that has lost all its points stays where it is.
  private void move(int[] among, double[] centres, int[] nearest) {
    double[] sums = new double[centres.length];
    int[] counts = new int[centres.length / dimensions];
    for (int i = 0; i < among.length; i++) {
      counts[nearest[i]]++;
      for (int d = 0; d < dimensions; d++) {
        sums[nearest[i] * dimensions + d] += points[among[i] * dimensions + d];
      }
    }
    for (int i = 0; i < centres.length; i++) {
      int count = counts[i / dimensions];
      centres[i] = count == 0 ? centres[i] : sums[i] / count;
    }
  }

  private double distance(int point, double[] centres, int centre) {
    double sum = 0;
    for (int d = 0; d < dimensions; d++) {
      double difference = points[point * dimensions + d] - centres[centre * dimensions + d];
      sum += difference * difference;
    }
    return sum;
  }
}
