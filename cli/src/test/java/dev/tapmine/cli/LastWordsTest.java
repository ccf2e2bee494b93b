package dev.tapmine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LastWordsTest {
  private final StringBuilder passedOn = new StringBuilder();
  private final AtomicInteger acted = new AtomicInteger();
  private final LastWords words =
      new LastWords("the end", b -> passedOn.append(new String(b, StandardCharsets.US_ASCII)));

  private void says(String text) {
    words.then(acted::incrementAndGet);
    words.heard(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Test
  void shouldActOnTheTextHoweverItIsCut() {
    says("the e");
    says("n");
    assertThat(acted).hasValue(0);
    says("d\n");
    assertThat(acted).hasPositiveValue();
    assertThat(passedOn).hasToString("the end\n");
  }

  @Test
  void shouldNotActOnAnythingElse() {
    says("the e".repeat(1000));
    says("end");
    assertThat(acted).hasValue(0);
  }
}
