package dev.tapmine.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Boots guests of other architectures, a minute or two each, so only when told which:
/// `-Dtapmine.boot=all`, or names with commas between, and `@SUITE` after one for another suite.
@EnabledIfSystemProperty(named = "tapmine.boot", matches = ".+")
class ArchitecturesBootTest {
  @TempDir Path temp;

  static Stream<String> wanted() {
    String given = System.getProperty("tapmine.boot", "");
    return given.equals("all")
        ? Arrays.stream(Architecture.values()).map(Architecture::debianName)
        : Arrays.stream(given.split(",", -1));
  }

  @ParameterizedTest
  @MethodSource("wanted")
  void shouldBootRecordAndReplayWithTheSameConsole(String wanted) throws Exception {
    String[] parts = wanted.split("@", -1);
    DebianGuestOptions options = DebianGuestOptions.of(Architecture.of(parts[0]));
    Guest guest =
        DebianGuest.make(parts.length > 1 ? options.withSuite(parts[1]) : options, step -> {});
    Recording recording =
        new Recorder(Qemu.locate(guest.architecture()), RecordOptions.standard())
            .record(guest, temp.resolve("rec"));
    assertThat(recording.manifest().ending()).isEqualTo(Ending.POWEROFF);
    assertThat(recording.manifest().target()).isEqualTo(guest.architecture().target());
    assertThat(Files.readString(recording.symbols().orElseThrow()))
        .containsPattern("(?m)^[0-9a-f]+ T _?start_kernel$");

    Path console = temp.resolve("console");
    try (Replay replay = recording.replay(ReplayOptions.standard().withConsole(console))) {
      assertThat(replay.waitFor().kind()).isEqualTo(ReplayEnd.Kind.WHOLE);
    }
    String again = Files.readString(console, StandardCharsets.ISO_8859_1);
    assertThat(again).contains(DebianGuest.END_MARKER);
    // What follows the marker belongs to the power-off, which a replay leaves out.
    assertThat(Files.readString(recording.console(), StandardCharsets.ISO_8859_1))
        .startsWith(again);
    assertThat(again.lines().collect(Collectors.toList())).hasSizeGreaterThan(50);
  }
}
