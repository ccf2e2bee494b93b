package dev.tapmine.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tapmine.recording.Architecture;
import dev.tapmine.recording.DebianGuest;
import dev.tapmine.recording.Recording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The main job, from a recorded boot to its system log, through the commands that a user has.
class BootTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void shouldFindTheKernelLogOfAnArm64BootFirst() throws Exception {
    Path index = mine(Architecture.ARM64, "arm64");
    assertThatTheLogIsFirst(Architecture.ARM64, index, "exemplar:debian-amd64");
    assertThatSearchFinds(index, "Linux version 6.");
    assertThat(contents(mine(Architecture.ARM64, "again")))
        .as("the tables of the same recording mined again")
        .isEqualTo(contents(index));
  }

  @Test
  void shouldFindTheKernelLogOfAnAmd64BootFirst() throws Exception {
    Path index = mine(Architecture.AMD64, "amd64");
    assertThatTheLogIsFirst(Architecture.AMD64, index, "exemplar:debian-arm64");
  }

  private Path mine(Architecture architecture, String name) throws Exception {
    Path index = folder.resolve(name);
    Recording recording = Boots.of(architecture);
    TapmineCommand mined =
        TapmineCommand.run("mine", recording.folder().toString(), "-o", index.toString());
    assertThat(mined.exit()).as(mined.err()).isZero();
    return index;
  }

  private void assertThatTheLogIsFirst(Architecture architecture, Path index, String exemplar)
      throws Exception {
    TapmineCommand ranked =
        TapmineCommand.run("rank", index.toString(), "--like", exemplar, "--json");
    assertThat(ranked.exit()).as(ranked.err()).isZero();
    JsonNode first = JSON.readTree(ranked.out()).get(0);
    Path stream = folder.resolve("stream");
    TapmineCommand shown =
        TapmineCommand.run(
            "show", index.toString(), first.get("channel").asText(), "--out", stream.toString());
    assertThat(shown.exit()).as(shown.err()).isZero();
    String log = Files.readString(stream, StandardCharsets.ISO_8859_1);
    List<String> lines = logLines(Boots.of(architecture));
    assertThat(lines).hasSizeGreaterThan(150);
    long found = lines.stream().filter(log::contains).count();
    assertThat(found)
        .as("lines of the console's %d that stand whole in channel %s", lines.size(), first)
        .isGreaterThan(lines.size() * 9L / 10);
  }

  /// The kernel's lines on the console, up to the end of the boot.
  private static List<String> logLines(Recording recording) throws IOException {
    return Files.readString(recording.console(), StandardCharsets.ISO_8859_1)
        .lines()
        .takeWhile(line -> !line.contains(DebianGuest.END_MARKER))
        .filter(line -> line.startsWith("["))
        // The kernel keeps the time elsewhere; a console's copy has it.
        .map(line -> line.replaceFirst("^\\[ *[0-9.]+\\] ", ""))
        .toList();
  }

  private static void assertThatSearchFinds(Path index, String text) throws Exception {
    TapmineCommand searched = TapmineCommand.run("search", index.toString(), text, "--json");
    assertThat(searched.exit()).as(searched.err()).isZero();
    assertThat(searched.out()).contains("\"channel\"");
  }

  private static Map<String, Integer> contents(Path index) throws IOException {
    Map<String, Integer> all = new TreeMap<>();
    try (Stream<Path> files = Files.walk(index)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (index.relativize(file).startsWith("answers")) {
          continue; // what rank was asked
        }
        all.put(index.relativize(file).toString(), Arrays.hashCode(Files.readAllBytes(file)));
      }
    }
    return all;
  }
}
