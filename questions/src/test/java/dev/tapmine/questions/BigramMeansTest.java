package dev.tapmine.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tapmine.questions.BigramMeans.Geometry;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BigramMeansTest {
  private static void add(BigramRows rows, int fold, byte[] stream) {
    long[] pairs = SimulatedTaps.pairs(stream);
    char[] bins = new char[pairs.length];
    long[] counts = new long[pairs.length];
    int length = 0;
    for (int bin = 0; bin < pairs.length; bin++) {
      if (pairs[bin] > 0) {
        bins[length] = (char) bin;
        counts[length++] = pairs[bin];
      }
    }
    rows.add(fold, bins, counts, length, stream.length - 1L);
  }

  private static BigramRows threeKinds() {
    BigramRows rows = new BigramRows();
    SplittableRandom random = new SplittableRandom(4);
    for (int fold = 0; fold < 90; fold++) {
      StringBuilder text = new StringBuilder();
      while (text.length() < 200) {
        text.append(
            switch (fold % 3) {
              case 0 -> "eth" + random.nextInt(10) + ": link is up\n";
              case 1 -> "/sys/devices/pci" + random.nextInt(10) + "/";
              default -> random.nextInt(1000, 9999) + " ";
            });
      }
      add(rows, 100 + fold, text.toString().getBytes(StandardCharsets.US_ASCII));
    }
    return rows;
  }

  private static BigramRows noise() {
    BigramRows rows = new BigramRows();
    SplittableRandom random = new SplittableRandom(6);
    for (int fold = 0; fold < 300; fold++) {
      byte[] stream = new byte[20 + random.nextInt(200)];
      for (int i = 0; i < stream.length; i++) {
        stream[i] = (byte) (random.nextInt(1 + fold % 7 * 3) * random.nextInt(1 + fold % 5));
      }
      add(rows, fold, stream);
    }
    return rows;
  }

  @ParameterizedTest
  @EnumSource(Geometry.class)
  void shouldTellTextsOfThreeKindsApart(Geometry geometry) {
    BigramRows rows = threeKinds();
    if (geometry == Geometry.COSINE) {
      rows.weighByRarity();
    }
    BigramMeans means = BigramMeans.of(rows, geometry, 3, 1);
    for (int row = 3; row < rows.size(); row++) {
      assertThat(means.nearest(row)).isEqualTo(means.nearest(row % 3));
    }
    assertThat(means.nearest(0)).isNotEqualTo(means.nearest(1)).isNotEqualTo(means.nearest(2));
    assertThat(rows.fold(5)).isEqualTo(105);
  }

  @Test
  void shouldLessenTheTotalDivergenceAtEveryStep() {
    BigramMeans means = BigramMeans.of(noise(), Geometry.JENSEN_SHANNON, 1, 3);
    assertThat(means.loss()).isPositive();
    BigramMeans several = BigramMeans.started(noise(), Geometry.JENSEN_SHANNON, 9, 3);
    double before = several.loss();
    for (int step = 0; step < 12; step++) {
      several.step();
      assertThat(several.loss()).isLessThanOrEqualTo(before + 1e-3);
      before = several.loss();
    }
    assertThat(before).isLessThan(means.loss());
  }

  @Test
  void shouldMeasureTheJensenShannonLossOfOneCluster() {
    BigramRows rows = new BigramRows();
    add(rows, 0, new byte[] {1, 1});
    add(rows, 1, new byte[] {2, 2});
    BigramMeans means = BigramMeans.of(rows, Geometry.JENSEN_SHANNON, 1, 1);
    // Two distributions with nothing in common: each is ln 2 from their mean.
    assertThat(means.loss()).isEqualTo(2 * Math.log(2), within(1e-6));
  }

  @Test
  void shouldPutWhatIsNoRowWhereItsLikesAre() {
    BigramRows rows = threeKinds();
    BigramMeans means = BigramMeans.of(rows, Geometry.JENSEN_SHANNON, 3, 1);
    char[] bins = {(char) ('l' << 8 | 'i'), (char) ('n' << 8 | 'k')};
    assertThat(means.nearest(bins, new long[] {4, 4}, 2, 8)).isEqualTo(means.nearest(0));
  }

  @Test
  void shouldGiveTheSameForTheSameSeed() {
    BigramMeans one = BigramMeans.of(noise(), Geometry.JENSEN_SHANNON, 8, 5);
    BigramMeans other = BigramMeans.of(noise(), Geometry.JENSEN_SHANNON, 8, 5);
    for (int row = 0; row < 300; row++) {
      assertThat(one.nearest(row)).isEqualTo(other.nearest(row));
      assertThat(one.distance(row)).isEqualTo(other.distance(row));
    }
  }
}
