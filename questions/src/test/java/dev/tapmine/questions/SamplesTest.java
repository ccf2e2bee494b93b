package dev.tapmine.questions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SamplesTest {
  private final SimulatedTaps source = ThreeKinds.source();

  @Test
  void shouldDrawUniformlyWithoutPuttingBack() throws IOException {
    Folds folds = Folds.at(source, 1);
    List<Integer> drawn = Samples.uniform(folds, TapFilter.longerThan(80), 25, 3);
    assertThat(drawn).hasSize(25).doesNotHaveDuplicates().isSorted();
    assertThat(Samples.uniform(folds, TapFilter.longerThan(80), 25, 3)).isEqualTo(drawn);
    assertThat(Samples.uniform(folds, TapFilter.longerThan(80), 25, 4)).isNotEqualTo(drawn);
    assertThat(Samples.uniform(folds, TapFilter.longerThan(80), 999, 3)).hasSize(60);
    assertThat(Samples.uniform(folds, TapFilter.longerThan(999), 25, 3)).isEmpty();
  }

  @Test
  void shouldDrawFewFromClustersThatDoNotSpread() throws IOException {
    Folds folds = Folds.at(source, 1);
    List<Integer> drawn = Samples.asInThePaper(source, folds, TapFilter.longerThan(80), 3, 999, 1);
    assertThat(drawn).hasSizeLessThanOrEqualTo(24).doesNotHaveDuplicates();
    // All zero taps are the same: each lies at its centre, as far as 0 deviations go.
    assertThat(drawn.stream().filter(fold -> folds.tap(fold).pc() % 3 == 1).count())
        .isBetween(1L, 8L);
    assertThat(Samples.asInThePaper(source, folds, TapFilter.longerThan(80), 3, 5, 1)).hasSize(5);
  }
}
