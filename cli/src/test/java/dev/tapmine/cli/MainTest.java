package dev.tapmine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void shouldAnswerHelpAndVersion() {
    assertThat(run("--help")).isEqualTo(ExitCode.DONE);
    assertThat(out.toString()).contains("Usage: tapmine");
    assertThat(run("--version")).isEqualTo(ExitCode.DONE);
  }

  @Test
  void shouldRefuseAnUnknownWordInOneSentence() {
    assertThat(run("frobnicate")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString().lines().findFirst().orElseThrow())
        .startsWith("tapmine: ")
        .endsWith(".");
  }

  private int run(String... args) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
  }
}
