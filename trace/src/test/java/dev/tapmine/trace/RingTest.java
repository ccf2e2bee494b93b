package dev.tapmine.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RingTest {
  @TempDir private Path folder;

  @Test
  void shouldReserveTheWholeFileForItsOwnerOnly() throws Exception {
    Path file = folder.resolve("ring");
    try (Ring ring = Ring.create(file, 4)) {
      assertThat(ring.file()).isEqualTo(file).hasSize(4096 + 4 * 98304);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
    assertThat(file).doesNotExist();
  }

  @Test
  void shouldCloseTwiceWithoutHarm() throws Exception {
    Path file = folder.resolve("ring");
    Ring ring = Ring.create(file, 1);
    ring.close();
    Files.writeString(file, "somebody else's by now");
    ring.close();
    assertThat(file).exists();
  }

  @Test
  void shouldLeaveAFileAloneThatTookTheNameOfAnUnlinkedRing() throws Exception {
    Path file = folder.resolve("ring");
    try (Ring ring = Ring.create(file, 1)) {
      ring.unlink();
      Files.writeString(file, "somebody else's by now");
    }
    assertThat(file).exists();
  }

  @Test
  void shouldRefuseAFileThatIsThere() throws Exception {
    Path file = Files.writeString(folder.resolve("ring"), "mine");
    assertThatThrownBy(() -> Ring.create(file, 1))
        .isInstanceOf(TraceException.class)
        .hasMessage("The ring " + file + " exists already; remove it.");
    assertThat(file).hasContent("mine");
  }

  @Test
  void shouldRefuseAFolderThatIsNotThere() {
    Path file = folder.resolve("none").resolve("ring");
    assertThatThrownBy(() -> Ring.create(file, 1))
        .isInstanceOf(TraceException.class)
        .hasMessageStartingWith("The ring " + file + " cannot be created: ");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, -1, -2147483648, 1 << 21})
  void shouldRefuseAnyNumberOfBatchesThatIsNoPowerOfTwo(int batches) {
    assertThatThrownBy(() -> Ring.create(folder.resolve("ring"), batches))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not " + batches);
    assertThat(folder).isEmptyDirectory();
  }
}
