package dev.tapmine.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class LikenessTest {
  private final SimulatedTaps source = ThreeKinds.source();

  private List<Likeness.Near> nearest(int like, List<TapName> not) throws IOException {
    return Likeness.nearest(
        source, Folds.at(source, 1), new TapName(like, 1), not, TapFilter.all(), 19);
  }

  @Test
  void shouldFindAllOfTheSameKindFirst() throws IOException {
    for (int kind = 0; kind < 3; kind++) {
      int same = kind;
      assertThat(nearest(kind, List.of()))
          .hasSize(19)
          .allMatch(near -> near.tap().pc() % 3 == same)
          .noneMatch(near -> near.tap().pc() == same)
          .isSortedAccordingTo((one, other) -> Double.compare(one.distance(), other.distance()));
    }
    assertThat(nearest(1, List.of()).getFirst().distance()).isEqualTo(0, within(1e-6));
  }

  @Test
  void shouldPushAwayWhatIsLikeATapThatIsNotWanted() throws IOException {
    double near = nearest(0, List.of()).getFirst().distance();
    List<Likeness.Near> pushed = nearest(0, List.of(new TapName(3, 1)));
    assertThat(pushed.getFirst().distance()).isGreaterThan(near);
    assertThat(pushed).noneMatch(tap -> tap.tap().pc() == 3);
  }
}
