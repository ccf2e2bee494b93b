package dev.tapmine.taps;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextLikeTest {
  private static final String LINE = "usb 1-1: new high-speed USB device number 2 using ehci\n";

  private static boolean test(byte[] bytes) {
    return TextLike.test(bytes, 0, bytes.length);
  }

  @ParameterizedTest
  @ValueSource(strings = {"US-ASCII", "UTF-16LE", "UTF-16BE"})
  void shouldTakeLongAndShortTextsForText(String charset) {
    Charset in = Charset.forName(charset);
    assertThat(test(LINE.getBytes(in))).isTrue();
    assertThat(test("ok".getBytes(in))).isTrue();
    assertThat(test(LINE.repeat(1000).getBytes(in))).isTrue();
  }

  @Test
  void shouldTakeALineBehindARecordsHeadForText() {
    byte[] record = new byte[24 + LINE.length()];
    byte[] line = LINE.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(line, 0, record, 24, line.length);
    assertThat(test(record)).isTrue();
  }

  @Test
  void shouldNotTakeNumbersAndNoiseForText() {
    byte[] noise = new byte[1 << 16];
    new Random(5).nextBytes(noise);
    byte[] numbers = new byte[400];
    byte[] pointers = new byte[400];
    for (int i = 0; i < 400; i++) {
      numbers[i] = (byte) (i % 4 == 0 ? i / 4 : 0);
      pointers[i] = (byte) (i % 8 < 3 ? noise[i] : 0xff);
    }
    assertThat(test(noise)).isFalse();
    assertThat(test(numbers)).isFalse();
    assertThat(test(pointers)).isFalse();
    assertThat(test(new byte[16])).isFalse();
  }
}
