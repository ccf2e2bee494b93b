package dev.tapmine.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tapmine.recording.DebianGuest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The log of a kernel that prints nothing, and whose log nobody reads, is found first and whole.
class LogTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String INDEX = ".taps";

  @TempDir
  @SuppressWarnings("NullAway.Init") // by JUnit
  private Path folder;

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
    assertThatASecondReplayGivesTheSameStream(row.get("channel").asText());
  }

  /// Nothing of this channel was cut, so what is extracted is what was kept.
  private void assertThatASecondReplayGivesTheSameStream(String channel) throws Exception {
    Path index = indexThatNames(channel);
    String name = String.valueOf(index.getFileName());
    Path recording = index.resolveSibling(name.substring(0, name.length() - INDEX.length()));
    Path extracted = folder.resolve("extracted");
    TapmineCommand extract =
        TapmineCommand.run(
            "extract",
            recording.toString(),
            channel,
            "--index",
            index.toString(),
            "-o",
            extracted.toString());
    assertThat(extract.exit()).as(extract.err()).isZero();
    Path shown = folder.resolve("shown");
    TapmineCommand show =
        TapmineCommand.run("show", index.toString(), channel, "--out", shown.toString());
    assertThat(show.exit()).as(show.err()).isZero();
    assertThat(shown).isNotEmptyFile();
    assertThat(extracted).hasSameBinaryContentAs(shown);
  }

  private static Path indexThatNames(String channel) throws Exception {
    List<Path> indexes;
    try (Stream<Path> all = Files.list(DebianGuest.userCache().resolve("log"))) {
      indexes = all.filter(path -> path.toString().endsWith(INDEX)).sorted().toList();
    }
    for (Path index : indexes) {
      if (TapmineCommand.run("why", index.toString(), channel, "--json").exit() == 0) {
        return index;
      }
    }
    throw new AssertionError("No index names " + channel + ": " + indexes);
  }
}
