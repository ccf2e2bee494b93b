package dev.tapmine.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuestFileTest {
  @TempDir Path folder;
  private Path program;
  private Path text;

  @BeforeEach
  void twoFiles() throws IOException {
    program = Files.writeString(folder.resolve("program"), "runs");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    text = Files.writeString(folder.resolve("text"), "reads");
    Files.setPosixFilePermissions(text, PosixFilePermissions.fromString("rw-r--r--"));
  }

  @ParameterizedTest
  @CsvSource({
    "/a/program,                /a/program, tapmine/program",
    "program,                   program,    tapmine/program",
    "program=/usr/bin/mine,     program,    usr/bin/mine",
    "program=etc/mine,          program,    etc/mine",
    "a=b=/etc/mine,             a=b,        etc/mine"
  })
  void shouldReadWhatAUserWrites(String given, String source, String path)
      throws RecordingException {
    assertThat(GuestFile.parse(given)).isEqualTo(new GuestFile(Path.of(source), path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "program=/../etc/mine",
        "program=a/../../b",
        "program=./a",
        "program=",
        "program=/",
        "program=//etc/mine",
        "program=/etc/",
        "program=/etc/a\nb",
        "program=/proc/mine",
        "program=/dev/mine",
        "program=/init",
        "program=/bin/busybox",
        "program=/tapmine/run"
      })
  void shouldRefuseAPathThatAGuestCannotHave(String given) {
    assertThatThrownBy(() -> GuestFile.parse(given))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("cannot be a file's path in a guest: ")
        .message()
        .endsWith(".");
  }

  @Test
  void shouldReadThemInTheOrderOfTheirPathsWithTheirExecutableBit() throws IOException {
    List<GuestFile.Content> read =
        GuestFile.read(List.of(new GuestFile(text, "z/y/text"), GuestFile.of(program)));
    assertThat(read)
        .extracting(GuestFile.Content::path, GuestFile.Content::executable)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("tapmine/program", true),
            org.assertj.core.groups.Tuple.tuple("z/y/text", false));
    assertThat(read.getFirst().bytes()).isEqualTo("runs".getBytes(StandardCharsets.UTF_8));
    assertThat(GuestFile.folders(read)).containsExactly("tapmine", "z", "z/y");
  }

  @Test
  void shouldRefuseWhatIsNoFile() {
    refuses("There is no file " + folder + " to add", GuestFile.of(folder));
    refuses("There is no file", GuestFile.of(folder.resolve("missing")));
  }

  @Test
  void shouldRefuseTwoFilesOfOnePath() {
    refuses(
        "Two files are to be /etc/a in the guest",
        new GuestFile(program, "etc/a"),
        new GuestFile(text, "etc/a"));
  }

  @Test
  void shouldRefuseAFileInThePlaceOfAFolder() {
    refuses("/etc cannot be", new GuestFile(program, "etc"), new GuestFile(text, "etc/a"));
    refuses("/bin cannot be a file and a folder", new GuestFile(program, "bin"));
    refuses("/init cannot be", new GuestFile(program, "init/a"));
  }

  @Test
  void shouldRefuseMoreThanAGuestsMemoryHolds() throws IOException {
    try (RandomAccessFile large = new RandomAccessFile(folder.resolve("large").toFile(), "rw")) {
      large.setLength((96L << 20) + 1);
    }
    refuses("more than 96 MB together", GuestFile.of(folder.resolve("large")));
  }

  private static void refuses(String part, GuestFile... files) {
    assertThatThrownBy(() -> GuestFile.read(List.of(files)))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining(part)
        .message()
        .endsWith(".");
  }
}
