package dev.tapmine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexFolderTest {
  @TempDir Path folder;

  @Test
  void shouldLeaveTheIndexWithItsSymbolsAndNothingElse() throws IOException, UsageException {
    SmallIndex.write(folder.resolve("index"), false);

    assertThat(folder.resolve("index").resolve(IndexFolder.SYMBOLS))
        .hasContent(SmallIndex.KALLSYMS);
    assertThat(names()).containsExactly("index", "kallsyms.txt");
  }

  @Test
  void shouldRefuseATakenNameBeforeAnyWork() throws IOException, UsageException {
    SmallIndex.write(folder.resolve("index"), false);

    assertThatThrownBy(() -> new IndexFolder(folder.resolve("index"), false))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("exists already");
  }

  @Test
  void shouldReplaceAnIndexWhenToldTo() throws IOException, UsageException {
    SmallIndex.write(folder.resolve("index"), false);
    Files.writeString(folder.resolve("index").resolve("old"), "old");

    SmallIndex.write(folder.resolve("index"), true);

    assertThat(folder.resolve("index").resolve("old")).doesNotExist();
    assertThat(names()).containsExactly("index", "kallsyms.txt");
  }

  @Test
  void shouldNeverReplaceAFolderThatIsNoIndex() throws IOException {
    Files.createDirectory(folder.resolve("home"));

    assertThatThrownBy(() -> new IndexFolder(folder.resolve("home"), true))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("is no tap index");
  }

  @Test
  void shouldRemoveWhatAKilledTapmineLeft() throws IOException, UsageException {
    Path left = Files.createDirectory(folder.resolve(".index.partial-999999999"));
    Files.writeString(left.resolve("part"), "half");
    Path others =
        Files.createDirectory(
            folder.resolve(
                ".index.partial-" + ProcessHandle.current().parent().orElseThrow().pid()));

    SmallIndex.write(folder.resolve("index"), false);

    assertThat(left).doesNotExist();
    assertThat(others).exists();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }
}
