package dev.tapmine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {
  @TempDir private Path folder;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void assertThatNothingElseIsLeft(int files) throws Exception {
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all).hasSize(files);
    }
  }

  @Test
  void shouldTakeThePlaceOfAFileOnlyWhenItIsKept() throws Exception {
    Path file = folder.resolve("a");
    Files.writeString(file, "old");
    try (WholeFile whole = WholeFile.replacing(file)) {
      try (OutputStream stream = whole.stream()) {
        stream.write(bytes("half"));
      }
      assertThat(file).hasContent("old");
    }
    assertThat(file).hasContent("old");
    try (WholeFile whole = WholeFile.replacing(file)) {
      whole.write(bytes("new"));
    }
    assertThat(file).hasContent("new");
    assertThatNothingElseIsLeft(1);
  }

  @Test
  void shouldRefuseBeforeAnythingIsWritten() throws Exception {
    Path file = folder.resolve("a");
    Files.writeString(file, "old");
    assertThatThrownBy(() -> WholeFile.fresh(file))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("exists already");
    assertThatThrownBy(() -> WholeFile.fresh(folder.resolve("none").resolve("b")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("folder does not exist");
    assertThatThrownBy(() -> WholeFile.replacing(folder))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("is a folder");
    assertThatNothingElseIsLeft(1);
  }
}
