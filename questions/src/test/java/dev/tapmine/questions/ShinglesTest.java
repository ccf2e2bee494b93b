package dev.tapmine.questions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShinglesTest {
  private static final String TEXT = text(1);

  private static String text(int seed) {
    StringBuilder text = new StringBuilder();
    Random random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      text.append((char) random.nextInt('a', '{'));
    }
    return text.toString();
  }

  private static Piece piece(long time, String text) {
    return new Piece(time, time, 0, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Shingles of(Piece... pieces) {
    return Shingles.of(List.of(pieces));
  }

  @Test
  void shouldSampleSomeQuarterOfTheWindows() {
    assertThat(of(piece(1, TEXT)).size()).isBetween(400, 600);
    assertThat(of(piece(1, "elevenchars")).size()).isZero();
  }

  @Test
  void shouldShareTheSameTextWhateverComesBeforeAndBehind() {
    Shingles own = of(piece(1, TEXT));
    Shingles framed = of(piece(1, text(2) + TEXT + text(3)));
    assertThat(own.shared(framed)).isEqualTo(own.size());
    assertThat(framed.shared(own)).isEqualTo(own.size());
    assertThat(own.shared(of(piece(1, text(4))))).isZero();
  }

  @Test
  void shouldKnowWhenATextStoodThereFirst() {
    Shingles twice = of(piece(5, TEXT), piece(9, TEXT));
    assertThat(twice.size()).isEqualTo(of(piece(5, TEXT)).size());
    for (int i = 0; i < twice.size(); i++) {
      assertThat(twice.time(i)).isEqualTo(5);
      assertThat(twice.find(twice.hash(i))).isEqualTo(i);
    }
  }
}
