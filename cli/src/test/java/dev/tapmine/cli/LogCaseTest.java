package dev.tapmine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapmine.recording.Recording;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogCaseTest {
  @TempDir private Path folder;

  @Test
  void shouldTakeWhatFollowsTheMarkerWithLineEndsAsTheLogHasThem() throws Exception {
    Recording recording =
        MadeUpRecording.in(folder, "from a script\r\nthe end\r\n[ 0.1] one\r\n[ 0.2] two\r\n");
    assertThat(LogCase.afterMarker(recording)).isEqualTo("[ 0.1] one\n[ 0.2] two\n");
    assertThat(LogCase.console(recording)).startsWith("from a script\nthe end\n");
  }

  @Test
  void shouldRefuseAGuestThatPrintsNoLog() throws Exception {
    for (String console : List.of("", "the en", "the end\r\n")) {
      Recording recording = MadeUpRecording.in(folder, console);
      assertThatThrownBy(() -> LogCase.afterMarker(recording))
          .isInstanceOf(UsageException.class)
          .hasMessageContaining("prints no log after \"the end\"");
    }
  }

  @Test
  void shouldTakeAFileThatTheGuestHandedOut() throws Exception {
    Recording recording = MadeUpRecording.in(folder, "the end\n");
    assertThatThrownBy(() -> LogCase.file(recording, "messages"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("handed out no file \"messages\"");
    Path files = Files.createDirectories(recording.folder().resolve("files"));
    Files.writeString(files.resolve("messages"), "one\r\ntwo\n");
    assertThat(LogCase.file(recording, "messages")).isEqualTo("one\ntwo\n");
  }

  @Test
  void shouldTakeARecordingOfTheUsersOwnWithItsLog() throws Exception {
    Path log = Files.write(folder.resolve("log"), new byte[] {'a', '\r', '\n', (byte) 0xe9});
    LogCase own =
        LogCase.of(MadeUpRecording.in(folder.resolve("mine"), ""), log, List.of("exemplar:xen"));
    assertThat(own.guest()).isEqualTo("mine");
    assertThat(own.reference()).isEqualTo("a\n\u00e9");
    assertThat(own.to()).isEmpty();
  }
}
