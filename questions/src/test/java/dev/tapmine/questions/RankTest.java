package dev.tapmine.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tapmine.taps.Direction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RankTest {
  private static final byte[] LIKE = Simulation.bytes("abacadabra, said the cabbage");

  @ParameterizedTest
  @CsvSource({"0,1", "1,1", "1,2", "2,3", "3,4"})
  void shouldOrderByTheDistanceOfWholeStreams(int depth, long seed) throws IOException {
    SimulatedTaps source = new SimulatedTaps(Simulation.accesses(seed, 500, 6), 3);
    List<RankedTap> ranked = rank(source, new RankOptions(depth, TapFilter.longerThan(10), 999));
    List<Integer> expected = new ArrayList<>();
    source
        .streams(depth)
        .forEach((id, stream) -> {
          if (stream.length >= 10) {
            expected.add(id);
          }
        });
    assertThat(ranked).hasSameSizeAs(expected);
    double before = 0;
    for (RankedTap tap : ranked) {
      byte[] stream = source.streams(depth).getOrDefault(tap.tap().name().id(), new byte[0]);
      assertThat(tap.distance()).isCloseTo(JensenShannonTest.dense(LIKE, stream), within(1e-12));
      assertThat(tap.distance()).isGreaterThanOrEqualTo(before);
      before = tap.distance();
      assertThat(tap.rank()).isEqualTo(ranked.indexOf(tap) + 1);
    }
  }

  @Test
  void shouldBreakTiesByIdentity() throws IOException {
    List<SimulatedTaps.Access> accesses = new ArrayList<>();
    for (long pc : new long[] {-1, 7, 3}) {
      for (Direction direction : List.of(Direction.WRITE, Direction.READ)) {
        accesses.add(
            new SimulatedTaps.Access(direction, pc, List.of(), 0, 0, Simulation.bytes("abac")));
      }
    }
    List<RankedTap> ranked =
        rank(new SimulatedTaps(accesses), new RankOptions(1, TapFilter.all(), 4));
    assertThat(ranked)
        .extracting(tap -> tap.tap().direction() + " " + tap.tap().pc())
        .containsExactly("READ 3", "READ 7", "READ -1", "WRITE 3");
  }

  @Test
  void shouldLeaveOutWhatTheFilterDoesNotAccept() throws IOException {
    SimulatedTaps source = new SimulatedTaps(Simulation.accesses(5, 500, 6));
    List<RankedTap> ranked =
        rank(source, new RankOptions(1, new TapFilter(true, false, false, true, 0), 999));
    assertThat(ranked).isNotEmpty();
    assertThat(ranked)
        .allSatisfy(tap -> {
          assertThat(tap.tap().direction()).isEqualTo(Direction.READ);
          assertThat(tap.tap().user()).isTrue();
        });
  }

  @Test
  void shouldPassOverStreamsBelowTheSeedPapersFloor() throws IOException {
    SimulatedTaps source = new SimulatedTaps(Simulation.accesses(6, 500, 6));
    List<RankedTap> ranked = rank(source, RankOptions.seedPaper(999));
    assertThat(ranked)
        .isNotEmpty()
        .allSatisfy(tap -> assertThat(tap.tap().bytes()).isGreaterThanOrEqualTo(80));
    long expected =
        source.streams(1).values().stream().filter(stream -> stream.length >= 80).count();
    assertThat(ranked).hasSize((int) expected);
  }

  @Test
  void shouldRefuseARankingWithoutAPlace() {
    assertThatThrownBy(() -> RankOptions.seedPaper(0))
        .isInstanceOf(QuestionException.class)
        .hasMessageContaining("at least one place");
  }

  private static List<RankedTap> rank(SimulatedTaps source, RankOptions options)
      throws IOException {
    return Rank.rank(source, Exemplar.of(List.of(LIKE)), options);
  }
}
