package dev.tapmine.questions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TapMapTest {
  private final SimulatedTaps source = ThreeKinds.source();

  @Test
  void shouldPutWhatIsOfOneKindTogether() throws IOException {
    Clustering clustering = ThreeKinds.clustering(source, ClusterMethod.PROFILES, 10, 1);
    List<TapMap.Point> points = TapMap.of(clustering, 1000, 1);
    assertThat(points).hasSize(ThreeKinds.TAPS);
    for (TapMap.Point one : points) {
      assertThat(one.x()).isBetween(0.0, 1.0);
      assertThat(one.y()).isBetween(0.0, 1.0);
      for (TapMap.Point other : points) {
        boolean same = clustering.clusterOf(one.fold()) == clustering.clusterOf(other.fold());
        assertThat(Math.hypot(one.x() - other.x(), one.y() - other.y()) < 0.2).isEqualTo(same);
      }
    }
    assertThat(TapMap.of(clustering, 1000, 2)).isEqualTo(points);
  }

  @Test
  void shouldShowNoMoreThanWanted() throws IOException {
    Clustering clustering = ThreeKinds.clustering(source, ClusterMethod.PROFILES, 10, 1);
    assertThat(TapMap.of(clustering, 7, 1)).hasSize(7);
  }
}
