package dev.tapmine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapmine.questions.PairCounts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExemplarCommandTest {
  @TempDir private Path folder;
  private final StringWriter err = new StringWriter();
  private Path text;
  private Path binary;
  private Path made;

  @BeforeEach
  void files() throws IOException {
    text = Files.writeString(folder.resolve("text"), "abc\n");
    binary = Files.write(folder.resolve("binary"), new byte[] {0, (byte) 0xff, 0});
    made = folder.resolve("made");
  }

  private int run(Object... arguments) {
    String[] words = new String[arguments.length + 1];
    words[0] = "exemplar";
    for (int i = 0; i < arguments.length; i++) {
      words[i + 1] = arguments[i].toString();
    }
    return Main.run(new PrintWriter(new StringWriter()), new PrintWriter(err, true), words);
  }

  @Test
  void shouldMakeOneFileOfAnyFilesAndAddToOneMadeBefore() throws Exception {
    assertThat(run(text, binary, "-o", made)).isZero();
    assertThat(made)
        .hasBinaryContent(
            PairCounts.of(List.of(Files.readAllBytes(text), Files.readAllBytes(binary))).write());
    Path more = folder.resolve("more");
    assertThat(run(made, text, "exemplar:xen", "-o", more)).isZero();
    assertThat(PairCounts.read(Files.readAllBytes(more)).pairs()).isGreaterThan(5000);
    assertThat(folder.resolve(".more.partial")).doesNotExist();
  }

  @Test
  void shouldCountThePairsOfATextInAnotherEncoding() throws Exception {
    assertThat(run(text, "-o", made, "--encoding", "utf-16le")).isZero();
    assertThat(made)
        .hasBinaryContent(
            PairCounts.of(List.of("abc\n".getBytes(StandardCharsets.UTF_16LE))).write());
    Path marked = Files.writeString(folder.resolve("marked"), "\ufeffabc\n");
    Path again = folder.resolve("again");
    assertThat(run(marked, "-o", again, "--encoding", "utf-16le")).isZero();
    assertThat(again).hasSameBinaryContentAs(made);
    assertThat(run(made, "-o", folder.resolve("x"), "--encoding", "utf-16be"))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("give the files themselves");
    assertThat(run(binary, "-o", folder.resolve("x"), "--encoding", "utf-16be"))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("is no text in UTF-8");
    assertThat(run(text, "-o", folder.resolve("x"), "--encoding", "utf16"))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("say utf-16le or utf-16be");
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void shouldNotReplaceWhatIsThereUnlessToldTo() throws IOException {
    assertThat(run(text, "-o", binary)).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(binary).hasSize(3);
    assertThat(run(text, "-o", binary, "--replace")).isZero();
    assertThat(run(text, "-o", folder, "--replace")).isEqualTo(ExitCode.BAD_INPUT);
  }

  @Test
  void shouldRefuseADamagedExemplarAndOneWithoutAPair() throws IOException {
    Path damaged = Files.writeString(folder.resolve("damaged"), "tapmine exemplar 1\nbytes 61\n");
    assertThat(run(damaged, "-o", made)).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("The exemplar file is damaged (it is cut short)");
    assertThat(run(Files.writeString(folder.resolve("one"), "a"), "-o", made))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run(folder.resolve("missing"), "-o", made)).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(made).doesNotExist();
  }
}
