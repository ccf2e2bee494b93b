package dev.tapmine.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BeyondChanceTest {
  /// Letters of very unequal shares, as a text's pairs have.
  private static byte[] letters(int length, long seed) {
    Random random = new Random(seed);
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      double each = random.nextDouble();
      bytes[i] = (byte) ('a' + (int) (26 * each * each));
    }
    return bytes;
  }

  private final Exemplar exemplar = Exemplar.of(List.of(letters(50_000, 1)));
  private final BeyondChance beyond = new BeyondChance(exemplar);

  /// The distance of so many pairs drawn from the exemplar, the mean of twenty draws.
  private double drawn(int pairs) {
    return Arrays.stream(draws(pairs, 20)).average().orElseThrow();
  }

  private double[] draws(int pairs, int times) {
    long[] until = new long[Exemplar.BINS];
    long sum = 0;
    for (int bin = 0; bin < Exemplar.BINS; bin++) {
      sum += exemplar.count(bin);
      until[bin] = sum;
    }
    JensenShannon divergence = new JensenShannon(exemplar);
    Random random = new Random(pairs);
    double[] distances = new double[times];
    for (int draw = 0; draw < times; draw++) {
      BinSums sums = new BinSums();
      for (int i = 0; i < pairs; i++) {
        int at = Arrays.binarySearch(until, random.nextLong(sum) + 1);
        int bin = at < 0 ? -at - 1 : at;
        while (bin > 0 && until[bin - 1] == until[bin]) {
          bin--;
        }
        sums.add(bin, 1);
      }
      char[] bins = new char[Exemplar.BINS];
      long[] counts = new long[Exemplar.BINS];
      distances[draw] = divergence.distance(bins, counts, sums.drain(bins, counts), pairs);
    }
    return distances;
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 50, 100, 333, 1024, 5000, 40_000})
  void shouldExpectWhatDrawsOfThatSizeGive(int pairs) {
    double drawn = drawn(pairs);
    assertThat(beyond.expected(pairs)).isEqualTo(drawn, within(0.004 + 0.03 * drawn));
    assertThat(beyond.of(drawn, pairs, 1)).as("nothing beyond chance").isEqualTo(0, within(0.05));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 50, 100, 333, 1024, 5000, 40_000})
  void shouldExpectAsMuchSpreadAsDrawsOfThatSizeHave(int pairs) {
    double[] draws = draws(pairs, 400);
    double mean = Arrays.stream(draws).average().orElseThrow();
    double variance = Arrays.stream(draws).map(d -> (d - mean) * (d - mean)).sum() / 399;
    assertThat(beyond.deviation(pairs))
        .isEqualTo(Math.sqrt(variance), within(0.25 * Math.sqrt(variance)));
  }

  @Test
  void shouldTrustAShortTextLessTheMoreWereTried() {
    assertThat(beyond.of(0.2, 100, 1_000_000)).isGreaterThan(beyond.of(0.2, 100, 1) + 0.02);
    assertThat(beyond.of(0.2, 1_000_000, 1_000_000))
        .isEqualTo(beyond.of(0.2, 1_000_000, 1), within(1e-3));
  }

  @Test
  void shouldPutALikeTextOfFewPairsBeforeALongUnlikeOne() {
    PieceDistance distance = new PieceDistance(exemplar);
    byte[] alike = letters(200, 7);
    byte[] unlike = letters(20_000, 8);
    for (int i = 0; i < unlike.length; i += 3) {
      unlike[i] = (byte) ('A' + i % 13);
    }
    double near = distance.of(List.of(new Piece(0, 0, 0, alike)), 0);
    double far = distance.of(List.of(new Piece(0, 0, 0, unlike)), 0);
    assertThat(beyond.of(near, 199, 1)).isLessThan(0.1).isLessThan(beyond.of(far, 19_999, 1) / 2);
  }

  @Test
  void shouldStayBetweenNothingAndAllAtTheEnds() {
    assertThat(beyond.of(Math.log(2), 100, 1)).isEqualTo(Math.log(2), within(1e-12));
    assertThat(beyond.of(0.25, 1L << 60, 1)).isEqualTo(0.25, within(1e-6));
    assertThat(beyond.expected(0)).isEqualTo(Math.log(2));
    assertThat(beyond.expected(Long.MAX_VALUE)).isEqualTo(0, within(1e-9));
    double before = Math.log(2);
    for (int pairs = 1; pairs < 5000; pairs++) {
      assertThat(beyond.expected(pairs)).isLessThanOrEqualTo(before);
      before = beyond.expected(pairs);
    }
  }
}
