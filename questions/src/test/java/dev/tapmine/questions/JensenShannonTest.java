package dev.tapmine.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JensenShannonTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldAgreeWithThreeEntropiesOverDenseVectors(long seed) {
    Random random = new Random(seed);
    byte[] exemplar = bytes(random, 2 + random.nextInt(5000), 1 + random.nextInt(255));
    byte[] stream = bytes(random, 2 + random.nextInt(5000), 1 + random.nextInt(255));
    assertThat(distance(exemplar, stream)).isCloseTo(dense(exemplar, stream), within(1e-12));
  }

  @Test
  void shouldBeNothingBetweenEqualDistributions() {
    byte[] stream = bytes(new Random(9), 1000, 30);
    assertThat(distance(stream, stream)).isCloseTo(0, within(1e-13));
  }

  @Test
  void shouldBeTheLogarithmOfTwoBetweenDistributionsThatShareNothing() {
    assertThat(distance(new byte[] {1, 1, 1}, new byte[] {2, 2, 2})).isEqualTo(Math.log(2));
  }

  @Test
  void shouldNotCountPairsThatSpanTwoFilesOfAnExemplar() {
    Exemplar exemplar = Exemplar.of(List.of(Simulation.bytes("ab"), Simulation.bytes("cd")));
    assertThat(exemplar.pairs()).isEqualTo(2);
    assertThat(exemplar.count(('b' << 8) | 'c')).isZero();
    assertThat(exemplar.count(('c' << 8) | 'd')).isOne();
  }

  @Test
  void shouldRefuseAnExemplarWithoutAPair() {
    assertThatThrownBy(() -> Exemplar.of(List.of(new byte[1], new byte[0])))
        .isInstanceOf(QuestionException.class)
        .hasMessage("The exemplar is empty: give at least one file with two bytes or more.");
  }

  private static double distance(byte[] exemplar, byte[] stream) {
    long[] counts = SimulatedTaps.pairs(stream);
    char[] bins = new char[counts.length];
    for (int bin = 0; bin < bins.length; bin++) {
      bins[bin] = (char) bin;
    }
    return new JensenShannon(Exemplar.of(List.of(exemplar)))
        .distance(bins, counts, bins.length, Arrays.stream(counts).sum());
  }

  static double dense(byte[] exemplar, byte[] stream) {
    return dense(SimulatedTaps.pairs(exemplar), SimulatedTaps.pairs(stream));
  }

  static double dense(long[] exemplar, long[] stream) {
    double[] p = shares(stream);
    double[] q = shares(exemplar);
    double[] middle = new double[p.length];
    Arrays.setAll(middle, i -> (p[i] + q[i]) / 2);
    return entropy(middle) - (entropy(p) + entropy(q)) / 2;
  }

  private static double[] shares(long[] pairs) {
    long all = Arrays.stream(pairs).sum();
    return Arrays.stream(pairs).mapToDouble(count -> (double) count / all).toArray();
  }

  private static double entropy(double[] shares) {
    return -Arrays.stream(shares).filter(share -> share > 0).map(x -> x * Math.log(x)).sum();
  }

  private static byte[] bytes(Random random, int length, int alphabet) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) random.nextInt(alphabet);
    }
    return bytes;
  }
}
