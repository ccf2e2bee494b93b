package dev.tapmine.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextFormTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        // text | URLs | paths | digits
        "now it is going to GET http://example.org/ as it was told | true | false | false",
        "file:///etc/passwd | true | true | false",
        "a://b | false | false | false",
        "/usr/lib/systemd /etc/init.d/rc | false | true | false",
        "C:\\Windows\\System32 | false | true | false",
        "either/or, and/or | false | false | false",
        "/proc/1/stat among many other words of a sentence | false | false | false",
        "1732740000 4096 17 | false | false | true",
        "pid 1 | false | false | false",
      })
  void shouldTellWhatATextIsMadeOf(String text, boolean urls, boolean paths, boolean digits) {
    for (Charset charset :
        new Charset[] {
          StandardCharsets.US_ASCII, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE
        }) {
      TextForm form = TextForm.of(text.getBytes(charset));
      assertThat(form).as(charset.name()).isEqualTo(new TextForm(1, urls, paths, digits));
    }
  }

  @Test
  void shouldCountPrintableBytesWithoutZeros() {
    byte[] half = {'a', 0, (byte) 0x80, 0, 'b', '\n', 0x1b, (byte) 0xff, 0};
    assertThat(TextForm.of(half).printable()).isEqualTo(0.5, within(1e-12));
  }

  @Test
  void shouldSayNothingOfAnEmptyStream() {
    TextForm nothing = new TextForm(0, false, false, false);
    assertThat(TextForm.of(new byte[0])).isEqualTo(nothing);
    assertThat(TextForm.of(new byte[64])).isEqualTo(nothing);
  }
}
