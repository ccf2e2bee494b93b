package dev.tapmine.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("qemu")
class SpineTest {
  @ParameterizedTest
  @EnumSource(
      value = Architecture.class,
      names = {"ARM64", "AMD64"})
  void shouldReplayARecordedBootToTheLastInstruction(Architecture architecture, @TempDir Path temp)
      throws Exception {
    Qemu qemu = Qemu.locate(architecture);
    Recording recording =
        new Recorder(qemu, RecordOptions.standard()).record(guest, temp.resolve("rec"));
    Path console = temp.resolve("console");
    try (Replay replay = recording.replay(ReplayOptions.standard().withConsole(console))) {
      ReplayEnd end = replay.waitFor();
      assertThat(end.kind()).isEqualTo(ReplayEnd.Kind.WHOLE);
    }
    assertThat(console).hasSameBinaryContentAs(recording.console());
    assertThat(recording.console()).content().contains(DebianGuest.END_MARKER);
    assertThat(recording.symbols()).isPresent();
  }
}
