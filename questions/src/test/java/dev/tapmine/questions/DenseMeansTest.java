package dev.tapmine.questions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DenseMeansTest {
  private static final float[][] CENTRES = {{0, 0}, {8, 0}, {0, 8}, {8, 8}};

  private static float[] points(int each) {
    SplittableRandom random = new SplittableRandom(3);
    float[] points = new float[CENTRES.length * each * 2];
    for (int i = 0; i < points.length; i++) {
      points[i] = CENTRES[i / 2 % CENTRES.length][i % 2] + (float) random.nextDouble();
    }
    return points;
  }

  @Test
  void shouldFindGroupsThatLieApart() {
    int[] nearest = new DenseMeans(points(50), 2).clusters(4, 1);
    assertThat(Arrays.stream(nearest).distinct().count()).isEqualTo(4);
    for (int i = 4; i < nearest.length; i++) {
      assertThat(nearest[i]).isEqualTo(nearest[i % 4]);
    }
  }

  @Test
  void shouldGiveTheSameForTheSameSeedAlsoFromAPartOfThePoints() {
    float[] points = points(4000);
    int[] nearest = new DenseMeans(points, 2).clusters(4, 7);
    assertThat(new DenseMeans(points, 2).clusters(4, 7)).isEqualTo(nearest);
    assertThat(Arrays.stream(nearest).distinct().count()).isEqualTo(4);
  }

  @Test
  void shouldPutEachPointToTheNearestMeanOfTheFinalClusters() {
    float[] points = new float[600];
    SplittableRandom random = new SplittableRandom(9);
    for (int i = 0; i < points.length; i++) {
      points[i] = (float) random.nextDouble();
    }
    int[] nearest = new DenseMeans(points, 2).clusters(5, 2);
    double[][] means = new double[5][3];
    for (int i = 0; i < nearest.length; i++) {
      means[nearest[i]][0] += points[2 * i];
      means[nearest[i]][1] += points[2 * i + 1];
      means[nearest[i]][2]++;
    }
    for (int i = 0; i < nearest.length; i++) {
      int best = 0;
      double least = Double.MAX_VALUE;
      for (int c = 0; c < 5; c++) {
        double dx = points[2 * i] - means[c][0] / means[c][2];
        double dy = points[2 * i + 1] - means[c][1] / means[c][2];
        if (dx * dx + dy * dy < least) {
          least = dx * dx + dy * dy;
          best = c;
        }
      }
      assertThat(nearest[i]).isEqualTo(best);
    }
  }

  @Test
  void shouldKeepASmallGroupThatAGivenCentreExpects() {
    float[] points = new float[2 * 1001];
    SplittableRandom random = new SplittableRandom(8);
    for (int i = 0; i < 2000; i++) {
      points[i] = (float) random.nextDouble();
    }
    points[2000] = 5;
    points[2001] = 5;
    int[] nearest = new DenseMeans(points, 2, new double[] {6, 6}).clusters(2, 1);
    assertThat(nearest[1000]).isZero();
    assertThat(Arrays.stream(nearest).filter(n -> n == 0).count()).isEqualTo(1);
  }

  @Test
  void shouldTakeFewerPointsThanClusters() {
    assertThat(new DenseMeans(new float[] {1, 1}, 2).clusters(1, 1)).containsExactly(0);
    assertThat(new DenseMeans(new float[0], 2).clusters(1, 1)).isEmpty();
  }
}
