package dev.tapmine.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusteringTest {
  private final SimulatedTaps source = ThreeKinds.source();

  @ParameterizedTest
  @EnumSource(ClusterMethod.class)
  void shouldKeepTextAndZerosApart(ClusterMethod method) throws IOException {
    Clustering clustering = ThreeKinds.clustering(source, method, 6, 1);
    Map<Integer, Integer> kinds = new HashMap<>();
    for (int fold : clustering.members()) {
      int kind = (int) clustering.folds().tap(fold).pc() % 3;
      int cluster = clustering.clusterOf(fold);
      assertThat(cluster).isBetween(1, clustering.clusters().size());
      // Noise is like nothing, so byte pairs may put it anywhere.
      if (kind < 2 || method == ClusterMethod.PROFILES) {
        assertThat(kinds.merge(cluster, kind, (one, _) -> one)).isEqualTo(kind);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 10, 30})
  void shouldMergeCentresOfOneName(int k) throws IOException {
    Clustering clustering = ThreeKinds.clustering(source, ClusterMethod.PROFILES, k, 1);
    assertThat(clustering.clusters()).hasSize(3).allMatch(cluster -> cluster.taps() == 20);
  }

  @Test
  void shouldDescribeAClusterByItsMembers() throws IOException {
    Cluster zeros =
        ThreeKinds.clustering(source, ClusterMethod.PROFILES, 10, 1).clusters().stream()
            .filter(cluster -> cluster.content() == Content.CONSTANTS)
            .findFirst()
            .orElseThrow();
    assertThat(zeros.name()).isEqualTo("constants");
    assertThat(zeros.bytes()).isEqualTo(20 * 120);
    assertThat(zeros.redundancies()).containsOnlyKeys(Redundancy.MOSTLY_ZERO);
    assertThat(zeros.typical()).hasSize(3).allMatch(tap -> tap.pc() % 3 == 1);
    assertThat(zeros.apart()).contains("zero 100 % (of all 33 %)");
  }

  @Test
  void shouldGiveTheSameForTheSameSeed() throws IOException {
    assertThat(ThreeKinds.clustering(source, ClusterMethod.PAPER, 7, 5).clusters())
        .isEqualTo(ThreeKinds.clustering(source, ClusterMethod.PAPER, 7, 5).clusters());
  }

  @Test
  void shouldHaveNothingToSayOfNoTaps() throws IOException {
    Clustering clustering =
        Clustering.of(
            source,
            new ClusterOptions(
                Fold.bySpace(1), TapFilter.longerThan(999), ClusterMethod.PROFILES, 10, 1, 3));
    assertThat(clustering.clusters()).isEmpty();
  }

  @Test
  void shouldRefuseAnImpossibleNumberOfClusters() {
    assertThatThrownBy(() -> ThreeKinds.clustering(source, ClusterMethod.PAPER, 0, 1))
        .isInstanceOf(QuestionException.class)
        .hasMessageContaining("-k wants 1 to 256");
  }
}
