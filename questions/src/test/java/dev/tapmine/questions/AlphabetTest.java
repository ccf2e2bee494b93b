package dev.tapmine.questions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AlphabetTest {
  private static Alphabet of(byte[] bytes) {
    return Alphabet.of(Exemplar.of(List.of(bytes)));
  }

  @Test
  void shouldHaveAllThatIsPrintableIfTheExemplarIsText() {
    Alphabet alphabet = of("ready\n".getBytes(StandardCharsets.US_ASCII));
    for (int value = 0; value < 256; value++) {
      assertThat(alphabet.has((byte) value))
          .describedAs("byte %d", value)
          .isEqualTo(value == '\n' || (value >= ' ' && value <= '~'));
    }
  }

  @Test
  void shouldHaveWhatABinaryExemplarHasAndTheGapsBetween() {
    Random random = new Random(1);
    byte[] records = new byte[4096];
    for (int i = 0; i < records.length; i++) {
      records[i] = (byte) (i % 4 == 0 ? 'A' + random.nextInt(4) : 0x90 + 3 * random.nextInt(8));
    }
    Alphabet alphabet = of(records);
    assertThat(alphabet.has((byte) 'B')).isTrue();
    assertThat(alphabet.has((byte) 0x91)).isTrue();
    assertThat(alphabet.has((byte) 'z')).isFalse();
    assertThat(alphabet.has((byte) '\n')).isFalse();
  }
}
