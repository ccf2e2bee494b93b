package dev.tapmine.questions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A map of taps: points in a plane, near each other where the kinds of values are. The two
/// directions are those in which the taps differ most, by the principal components of their
/// [Features]. Nothing is drawn by lot but which taps are shown when there are too many.
public final class TapMap {
  private static final int ROUNDS = 300;

  private TapMap() {}

  /// A tap's place.
  ///
  /// @param fold its number
  /// @param x from 0 to 1
  /// @param y from 0 to 1
  public record Point(int fold, double x, double y) {}

  /// The places of clustered taps.
  ///
  /// @param most points at the most
  public static List<Point> of(Clustering clustering, int most, long seed) {
    int[] shown = BigramRows.chosen(clustering.members(), most, seed);
    Arrays.sort(shown);
    double[][] points = centred(Features.of(clustering.profiles(), shown), shown.length);
    double[] across = direction(points, new double[Features.DIMENSIONS]);
    double[] up = direction(points, across);
    double[] xs = places(points, across);
    double[] ys = places(points, up);
    List<Point> map = new ArrayList<>();
    for (int i = 0; i < shown.length; i++) {
      map.add(new Point(shown[i], xs[i], ys[i]));
    }
    return map;
  }

  private static double[][] centred(float[] points, int count) {
    double[] mean = new double[Features.DIMENSIONS];
    for (int i = 0; i < points.length; i++) {
      mean[i % Features.DIMENSIONS] += points[i] / (double) count;
    }
    double[][] centred = new double[count][Features.DIMENSIONS];
    for (int i = 0; i < points.length; i++) {
      int d = i % Features.DIMENSIONS;
      centred[i / Features.DIMENSIONS][d] = points[i] - mean[d];
    }
    return centred;
  }

  /// The direction of greatest variance at right angles to another, by repeated multiplication. Its
  /// greatest coordinate is positive, so that the map is never mirrored.
  private static double[] direction(double[][] points, double[] except) {
    int n = Features.DIMENSIONS;
    double[] direction = new double[n];
    for (int d = 0; d < n; d++) {
      direction[d] = 1.0 / (d + 2);
    }
    for (int round = 0; round < ROUNDS; round++) {
      project(direction, except);
      double[] next = new double[n];
      for (double[] point : points) {
        double length = dot(point, direction);
        for (int d = 0; d < n; d++) {
          next[d] += length * point[d];
        }
      }
      project(next, except);
      double norm = Math.sqrt(dot(next, next));
      if (norm == 0) {
        return direction;
      }
      for (int d = 0; d < n; d++) {
        direction[d] = next[d] / norm;
      }
    }
    int greatest = 0;
    for (int d = 1; d < n; d++) {
      greatest = Math.abs(direction[d]) > Math.abs(direction[greatest]) + 1e-9 ? d : greatest;
    }
    for (int d = 0; direction[greatest] < 0 && d < n; d++) {
      direction[d] = d == greatest ? direction[d] : -direction[d];
    }
    direction[greatest] = Math.abs(direction[greatest]);
    return direction;
  }

  private static void project(double[] direction, double[] except) {
    double along = dot(direction, except);
    for (int d = 0; d < direction.length; d++) {
      direction[d] -= along * except[d];
    }
  }

  private static double dot(double[] one, double[] other) {
    double sum = 0;
    for (int d = 0; d < one.length; d++) {
      sum += one[d] * other[d];
    }
    return sum;
  }

  /// Where points lie in a direction, from 0 to 1.
  private static double[] places(double[][] points, double[] direction) {
    double[] places = new double[points.length];
    double lowest = Double.POSITIVE_INFINITY;
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < places.length; i++) {
      places[i] = dot(points[i], direction);
      lowest = Math.min(lowest, places[i]);
      highest = Math.max(highest, places[i]);
    }
    for (int i = 0; i < places.length; i++) {
      places[i] = highest == lowest ? 0.5 : (places[i] - lowest) / (highest - lowest);
    }
    return places;
  }
}
