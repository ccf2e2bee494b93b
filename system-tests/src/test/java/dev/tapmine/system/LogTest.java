package dev.tapmine.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

/// The log of a kernel that prints nothing, and whose log nobody reads, is found first and whole.
class LogTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void shouldFindTheWholeLogOfAQuietArm64KernelFirst() throws Exception {
    TapmineCommand judged = TapmineCommand.run("eval", "log", "--guest", "arm64:quiet", "--json");
    assertThat(judged.exit()).as(judged.err()).isZero();
    JsonNode row = JSON.readTree(judged.out()).get(0);
    assertThat(row.get("lines").asInt()).isGreaterThan(150);
    assertThat(row.get("rank").asInt()).as("rank in %s", row).isEqualTo(1);
    assertThat(row.get("precisionAt10").asDouble()).as("P@10 in %s", row).isEqualTo(1);
    assertThat(row.get("lineRecall").asDouble()).as("line recall in %s", row).isGreaterThan(0.99);
    assertThat(row.get("linePrecision").asDouble())
        .as("line precision in %s", row)
        .isGreaterThan(0.99);
  }
}
