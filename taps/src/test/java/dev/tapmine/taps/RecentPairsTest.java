package dev.tapmine.taps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecentPairsTest {
  private final RecentPairs recent = new RecentPairs();

  private Map<Long, Long> drained() {
    Map<Long, Long> due = new HashMap<>();
    recent.drain(due::put);
    return due;
  }

  @Test
  void shouldGatherTimesUntilTheyAreTaken() {
    assertThat(recent.again(5)).isFalse();
    recent.put(5, true);
    assertThat(recent.again(5)).isTrue();
    assertThat(recent.again(5)).isTrue();
    assertThat(recent.keyInPlaceOf(5)).isEqualTo(5);
    assertThat(recent.timesInPlaceOf(5)).isEqualTo(2);
    assertThat(drained()).containsExactly(Map.entry(5L, 2L));
    assertThat(drained()).isEmpty();
    assertThat(recent.again(5)).isFalse();
  }

  @Test
  void shouldKnowAPairThatDoesNotCount() {
    recent.put(6, false);
    assertThat(recent.again(6)).isTrue();
    assertThat(recent.timesInPlaceOf(6)).isNegative();
    assertThat(drained()).isEmpty();
  }

  @Test
  void shouldForgetOnRequest() {
    recent.put(7, true);
    recent.forget(7);
    assertThat(recent.again(7)).isFalse();
    assertThat(drained()).isEmpty();
  }
}
