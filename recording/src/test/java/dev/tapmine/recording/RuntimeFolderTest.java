package dev.tapmine.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeFolderTest {
  @TempDir Path temp;

  @Test
  void shouldBePrivateAndGoWhenClosed() throws IOException {
    Path home = temp.resolve("home");
    Path path;
    try (RuntimeFolder folder = RuntimeFolder.create(home)) {
      path = folder.path();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rwx------");
      Files.writeString(path.resolve("qmp"), "");
    }
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void shouldSweepWhatDeadProcessesLeftAndNothingElse() throws IOException {
    Path home = temp.resolve("home");
    try (RuntimeFolder living = RuntimeFolder.create(home)) {
      Path dead = Files.createDirectory(home.resolve("999999999-123-0"));
      Files.writeString(dead.resolve("qmp"), "");
      Path recycled = Files.createDirectory(home.resolve(ProcessHandle.current().pid() + "-1-0"));
      try (RuntimeFolder next = RuntimeFolder.create(home)) {
        assertThat(dead).doesNotExist();
        assertThat(recycled).doesNotExist();
        assertThat(living.path()).exists();
        assertThat(next.path()).exists().isNotEqualTo(living.path());
      }
    }
  }

  @Test
  void shouldRefuseAHomeThatIsALink() throws IOException {
    Path home = temp.resolve("home");
    Files.createSymbolicLink(home, Files.createDirectory(temp.resolve("elsewhere")));
    assertThatThrownBy(() -> RuntimeFolder.create(home))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("belongs to somebody else");
  }
}
