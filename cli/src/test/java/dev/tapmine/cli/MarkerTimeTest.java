package dev.tapmine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapmine.recording.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkerTimeTest {
  @TempDir private Path folder;
  private Recording recording;
  private Path kept;

  @BeforeEach
  void aRecording() throws IOException {
    recording = MadeUpRecording.in(folder.resolve("rec"), "");
    kept = folder.resolve("rec.marker");
  }

  @Test
  void shouldTakeTheAnswerThatIsKeptBesideTheRecording() throws Exception {
    Files.writeString(kept, recording.manifestSha256() + "\n900\nthe end\n");
    assertThat(MarkerTime.of(recording, "the end", false)).isEqualTo(900);
  }

  @Test
  void shouldNotTakeOneOfAnotherTextOrRecordingNorADamagedOne() throws Exception {
    String hash = recording.manifestSha256();
    for (String content :
        List.of(
            "",
            hash,
            hash + "\n900\n",
            hash + "\n900\nthe end",
            hash + "\n900\nanother end\n",
            hash + "\n1001\nthe end\n",
            hash + "\n-1\nthe end\n",
            hash + "\n99999999999999999999\nthe end\n",
            "0" + hash.substring(1) + "0\n900\nthe end\n",
            hash + "\n900\nthe end\n" + " ".repeat(5000))) {
      Files.writeString(kept, content);
      assertThat(MarkerTime.known(kept, recording, "the end")).as(content).isEmpty();
    }
    Files.delete(kept);
    assertThat(MarkerTime.known(kept, recording, "the end")).isEmpty();
  }
}
