package dev.tapmine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuestTextTest {
  @Test
  void shouldLeaveVisibleTextAlone() {
    assertThat(GuestText.line("Grüße, 世界 [0.000000] a\\b")).isEqualTo("Grüße, 世界 [0.000000] a\\b");
  }

  @Test
  void shouldEscapeWhatMovesTheCursorOrSetsColours() {
    assertThat(GuestText.line("a\u001b[2Jb\r\n\tc\u0007\u009b31m\u007f"))
        .isEqualTo("a\\x1b[2Jb\\x0d\\x0a\\x09c\\x07\\x9b31m\\x7f");
  }

  @Test
  void shouldEscapeWhatTurnsTheDirectionOrHidesText() {
    assertThat(GuestText.line("a\u202eb\u2066c\u200bd\u2028e\ufefff\u061cg"))
        .isEqualTo("a<U+202E>b<U+2066>c<U+200B>d<U+2028>e<U+FEFF>f<U+061C>g");
  }

  @Test
  void shouldReadBytesAsUtf8AndEscapeTheRestByteByByte() {
    assertThat(GuestText.line("é€😀".getBytes(StandardCharsets.UTF_8))).isEqualTo("é€😀");
    assertThat(
            GuestText.line(
                new byte[] {'a', (byte) 0xc3, 'b', (byte) 0xff, 0, (byte) 0xe2, (byte) 0x82}))
        .isEqualTo("a\\xc3b\\xff\\x00\\xe2\\x82");
    assertThat(
            GuestText.line(
                new byte[] {(byte) 0xc0, (byte) 0x80, (byte) 0xed, (byte) 0xa0, (byte) 0x80}))
        .isEqualTo("\\xc0\\x80\\xed\\xa0\\x80");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldNeverLetAControlCharacterThrough(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      byte[] bytes = new byte[random.nextInt(64)];
      random.nextBytes(bytes);
      assertThat(GuestText.line(bytes).chars())
          .noneMatch(c -> c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x2028 && c <= 0x202e));
    }
  }

  @Test
  void shouldClipByCharactersNotByCodeUnits() {
    assertThat(GuestText.clip("😀😀😀", 3)).isEqualTo("😀😀😀");
    assertThat(GuestText.clip("😀😀😀😀", 3)).isEqualTo("😀😀…");
  }
}
