package dev.tapmine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void shouldPrintFewPlainLinesWhereThereIsNoTerminal() {
    try (Progress progress = Progress.of(err, false, "mining")) {
      for (int i = 0; i < 1000; i++) {
        progress.at("at " + i);
      }
      progress.done("1,000 taps");
    }
    assertThat(printed().lines()).containsExactly("mining", "mining: 1,000 taps (0 s)");
  }

  @Test
  void shouldRewriteOneLineOnATerminalAndLeaveItWhole() {
    try (Progress progress = Progress.of(err, true, "mining")) {
      progress.done("ready");
    }
    assertThat(printed())
        .startsWith("\r\u001b[2Kmining")
        .endsWith("mining: ready (0 s)" + System.lineSeparator());
  }

  @Test
  void shouldEscapeADetailThatAGuestChose() {
    try (Progress progress = Progress.of(err, false, "recording")) {
      progress.done("\u001b[2J");
    }
    assertThat(printed()).doesNotContain("\u001b");
  }

  private String printed() {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
