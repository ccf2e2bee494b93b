package dev.tapmine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class EvalSpeedTableTest {
  @Test
  void shouldCompareARunWithThePlainReplayOfItsOwnRound() {
    Map<SpeedVariant, List<SpeedRun>> runs = new EnumMap<>(SpeedVariant.class);
    runs.put(
        SpeedVariant.PLAIN,
        List.of(new SpeedRun(10, 10, 0), new SpeedRun(20, 20, 0), new SpeedRun(10, 10, 0)));
    runs.put(
        SpeedVariant.MINE_WRITES,
        List.of(
            new SpeedRun(15, 30, 5 << 20), new SpeedRun(32, 60, 7 << 20), new SpeedRun(14, 30, 0)));

    JsonNode rows = EvalSpeedCommand.table(runs).json();

    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).path("wallRatio").asDouble()).isEqualTo(1);
    assertThat(rows.get(0).path("spread").asDouble()).isEqualTo(1);
    assertThat(rows.get(1).path("wallRatio").asDouble()).isEqualTo(1.5);
    assertThat(rows.get(1).path("cpuRatio").asDouble()).isEqualTo(3);
    assertThat(rows.get(1).path("spread").asDouble()).isCloseTo(0.2, within());
    assertThat(rows.get(1).path("peakMiB").asDouble()).isEqualTo(7);
  }

  @Test
  void shouldAccountForItsOwnProcessorTimeAndMemory() {
    double before = ResourceUse.now().cpuSeconds();
    long sum = 0;
    while (ResourceUse.now().cpuSeconds() < before + 0.05) {
      sum++;
    }
    assertThat(sum).isPositive();
    assertThat(ResourceUse.now().peakBytes()).isGreaterThan(10L << 20);
  }

  private static Offset<Double> within() {
    return Offset.offset(1e-9);
  }
}
