package dev.tapmine.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the probe has no row for is mined all the same, without callers. PowerPC's firmware is a
/// guest by itself, and a big-endian one.
class UnknownArchitectureTest {
  private static final Path QEMU = Path.of("/usr/bin/qemu-system-ppc");

  @TempDir private Path folder;

  @Test
  void shouldMineAnArchitectureThatItDoesNotKnowWithoutCallersAndSaySo() throws Exception {
    assumeThat(Files.isExecutable(QEMU)).as("%s is installed", QEMU).isTrue();
    String recording = folder.resolve("recording").toString();
    String index = folder.resolve("index").toString();
    TapmineCommand recorded =
        TapmineCommand.run(
            "record",
            "-o",
            recording,
            "--instruction-limit",
            "60000000",
            "--",
            QEMU.toString(),
            "-nographic");
    assertThat(recorded.exit()).as(recorded.err()).isZero();

    TapmineCommand mined = TapmineCommand.run("mine", recording, "-o", index);
    assertThat(mined.exit()).as(mined.err()).isZero();
    assertThat(mined.err())
        .contains(
            "Tapmine does not know how ppc calls: taps have no callers, and all code counts as the"
                + " kernel's.");

    TapmineCommand shown = TapmineCommand.run("show", index, "0", "--bytes", "4", "--json");
    assertThat(shown.exit()).as(shown.err()).isZero();
    JsonNode tap = new ObjectMapper().readTree(shown.out());
    assertThat(tap.path("space").asText()).isEqualTo("kernel");
    assertThat(tap.path("content").asText())
        .as("of the firmware, which reads its own code first, a nop in the order of memory")
        .isEqualTo("60000000");
    assertThat(tap.has("caller1")).as(tap.toString()).isFalse();
  }
}
