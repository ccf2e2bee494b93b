package dev.tapmine.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldsTest {
  @ParameterizedTest
  @CsvSource({"0,1", "0,2", "1,1", "1,2", "1,3", "2,1", "2,2", "3,1", "3,2"})
  void shouldGiveTheHistogramOfTheStreamAtAnyDepth(int depth, long seed) throws IOException {
    SimulatedTaps source = new SimulatedTaps(Simulation.accesses(seed, 400, 5));
    Folds folds = Folds.at(source, depth);
    Map<Integer, long[]> found = new TreeMap<>();
    new FoldHistograms(
            folds,
            fold -> true,
            bin -> true,
            (fold, bins, counts, length, total) -> {
              long[] dense = new long[1 << 16];
              for (int i = 0; i < length; i++) {
                dense[bins[i]] = counts[i];
              }
              assertThat(total).isEqualTo(folds.bytes(fold) - 1);
              assertThat(found.put(folds.representative(fold), dense)).isNull();
            })
        .from(source);
    Map<Integer, long[]> expected = new TreeMap<>();
    source
        .streams(depth)
        .forEach((id, stream) -> {
          if (stream.length > 1) {
            expected.put(id, SimulatedTaps.pairs(stream));
          }
        });
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    found.forEach((id, pairs) -> assertThat(pairs).isEqualTo(expected.get(id)));
  }

  @ParameterizedTest
  @CsvSource({"0,4", "1,4", "2,4", "3,4"})
  void shouldGatherTheTapsThatAgree(int depth, long seed) throws IOException {
    SimulatedTaps source = new SimulatedTaps(Simulation.accesses(seed, 300, 5));
    Folds folds = Folds.at(source, depth);
    assertThat(folds.size()).isEqualTo(source.members(depth).size());
    source
        .members(depth)
        .forEach((id, members) -> {
          FoldedTap tap = folds.named(new TapName(id, depth));
          assertThat(tap.members()).isEqualTo(members);
          assertThat(tap.name().id()).isEqualTo(id);
          assertThat(tap.callers()).hasSizeLessThanOrEqualTo(depth);
          assertThat(tap.bytes())
              .isEqualTo(source.streams(depth).getOrDefault(id, new byte[0]).length);
        });
  }

  @Test
  void shouldRefuseADepthThatWasNotMined() {
    SimulatedTaps source = new SimulatedTaps(Simulation.accesses(1, 10, 5));
    assertThatThrownBy(() -> Folds.at(source, 4))
        .isInstanceOf(QuestionException.class)
        .hasMessage("Depth 4 is not in this index, which was mined with 3 callers: choose 0 to 3.");
  }

  @Test
  void shouldRefuseAnUnknownTap() throws IOException {
    Folds folds = Folds.at(new SimulatedTaps(Simulation.accesses(1, 10, 5)), 1);
    assertThatThrownBy(() -> folds.named(new TapName(999, 1)))
        .isInstanceOf(QuestionException.class)
        .hasMessage("There is no tap 999@1 in this index.");
  }

  @Test
  void shouldReadTheNameOfATap() {
    assertThat(TapName.parse("17", 3)).isEqualTo(new TapName(17, 3));
    assertThat(TapName.parse("17@1", 3)).isEqualTo(new TapName(17, 1));
    assertThat(new TapName(17, 3).toString(3)).isEqualTo("17");
    assertThat(new TapName(17, 1).toString(3)).isEqualTo("17@1");
    assertThatThrownBy(() -> TapName.parse("x\u001b[2J", 3))
        .isInstanceOf(QuestionException.class)
        .hasMessageStartingWith("'x.[2J' is not a tap's name");
    assertThatThrownBy(() -> TapName.parse("17@3", 5)).hasMessageContaining("Depth 3 is not kept");
  }
}
