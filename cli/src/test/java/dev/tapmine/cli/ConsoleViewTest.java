package dev.tapmine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleViewTest {
  @Test
  void shouldShowWholeLinesHoweverTheyAreCutAndEscapeThem() {
    List<String> lines = new ArrayList<>();
    try (ConsoleView view = new ConsoleView(lines::add)) {
      view.show(bytes("one\r\ntw"));
      view.show(bytes("o\u001b[0m\n"));
      view.show(bytes("/ # "));
      assertThat(lines).containsExactly("one", "two\\x1b[0m");
    }
    assertThat(lines).containsExactly("one", "two\\x1b[0m", "/ # ");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
