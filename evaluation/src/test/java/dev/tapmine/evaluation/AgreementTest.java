package dev.tapmine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AgreementTest {
  private static final int[] ONE = {0, 0, 0, 1, 1, 1};
  private static final int[] OTHER = {0, 0, 1, 1, 2, 2};

  @Test
  void shouldAgreeWithFiguresWorkedOutByHand() {
    Agreement agreement = new Agreement(ONE, OTHER);
    // Pairs together: in both 2, in one 6, in the other 3, of 15; expected 6 * 3 / 15.
    assertThat(agreement.ari()).isEqualTo((2 - 1.2) / (4.5 - 1.2), within(1e-12));
    assertThat(agreement.purity()).isEqualTo(5 / 6.0, within(1e-12));
    // Same names 3 of 6; by chance 1/2 * 1/3 + 1/2 * 1/3.
    assertThat(agreement.kappa()).isEqualTo((0.5 - 1 / 3.0) / (1 - 1 / 3.0), within(1e-12));
    double information = 2 / 6.0 * Math.log(2) * 2;
    double entropies = Math.log(2) + Math.log(3);
    assertThat(agreement.nmi()).isEqualTo(2 * information / entropies, within(1e-9));
  }

  @Test
  void shouldCountPairsAsTheDefinitionSays() {
    SplittableRandom random = new SplittableRandom(5);
    int[] one = random.ints(60, 0, 4).toArray();
    int[] other = random.ints(60, 0, 3).toArray();
    double both = 0;
    double ofOne = 0;
    double ofOther = 0;
    double all = 0;
    for (int i = 0; i < 60; i++) {
      for (int j = 0; j < i; j++) {
        all++;
        both += one[i] == one[j] && other[i] == other[j] ? 1 : 0;
        ofOne += one[i] == one[j] ? 1 : 0;
        ofOther += other[i] == other[j] ? 1 : 0;
      }
    }
    double expected = ofOne * ofOther / all;
    assertThat(new Agreement(one, other).ari())
        .isEqualTo((both - expected) / ((ofOne + ofOther) / 2 - expected), within(1e-9));
  }

  @Test
  void shouldGiveOneForTheSamePartitionUnderOtherNumbers() {
    Agreement agreement = new Agreement(ONE, new int[] {7, 7, 7, -4, -4, -4});
    assertThat(agreement.ari()).isEqualTo(1);
    assertThat(agreement.nmi()).isEqualTo(1, within(1e-12));
    assertThat(agreement.purity()).isEqualTo(1);
  }

  @Test
  void shouldBracketTheIndexBetweenTheBoundsOfItsInterval() {
    int[] one = new SplittableRandom(1).ints(150, 0, 5).toArray();
    int[] other = one.clone();
    for (int i = 0; i < 150; i += 4) {
      other[i] = (other[i] + 1) % 5;
    }
    Agreement agreement = new Agreement(one, other);
    Agreement.Interval interval = agreement.ariInterval();
    assertThat(agreement.ari()).isBetween(interval.low(), interval.high());
    assertThat(interval.high() - interval.low()).isBetween(0.02, 0.4);
    assertThat(agreement.ariInterval()).isEqualTo(interval);
  }

  @Test
  void shouldRefuseThingsThatAreNotTheSame() {
    assertThatThrownBy(() -> new Agreement(ONE, new int[2]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
