package dev.tapmine.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What users write, and worse.
@Timeout(60)
class FuzzedWordsTest {
  private static final String LETTERS =
      "0123456789abcdefABCDEF@@@ ::-+gx\0\n\u00e9\u0665\ud83d\uff11";

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    for (int length = random.nextInt(14); length > 0; length--) {
      word.append(LETTERS.charAt(random.nextInt(random.nextInt(4) == 0 ? LETTERS.length() : 24)));
    }
    return word.toString();
  }

  private static boolean accepted(Runnable question) {
    try {
      question.run();
      return true;
    } catch (QuestionException e) {
      assertThat(e).message().matches("[ -~]+[.]");
      return false;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldUnderstandOrRefuseAnyWord(long seed) {
    Random random = new Random(seed);
    int understood = 0;
    for (int round = 0; round < 20_000; round++) {
      String word = word(random);
      understood += accepted(() -> TapName.parse(word, random.nextInt(17))) ? 1 : 0;
      understood += accepted(() -> assertThat(Needle.hex(word).length()).isPositive()) ? 1 : 0;
      accepted(() -> assertThat(Needle.text(word).name()).matches("[ -~]+"));
    }
    assertThat(understood).isGreaterThan(1000);
  }

  @Test
  void shouldRefuseExemplarsWithoutAPair() {
    for (List<byte[]> files :
        List.of(List.<byte[]>of(), List.of(new byte[0]), List.of(new byte[1], new byte[1]))) {
      assertThatThrownBy(() -> Exemplar.of(files)).isInstanceOf(QuestionException.class);
    }
  }

  @Test
  void shouldRefuseMoreToSearchForThanFitsTheMemory() {
    List<Needle> needles = new ArrayList<>();
    for (int needle = 0; needle < 3; needle++) {
      needles.add(Needle.text(Integer.toString(needle).repeat(Needle.MOST)));
    }
    SimulatedTaps source = new SimulatedTaps(Simulation.accesses(1, 50, 2));
    SearchOptions options = new SearchOptions(2, TapFilter.all(), 1);
    assertThatThrownBy(() -> Search.search(source, needles, options))
        .isInstanceOf(QuestionException.class)
        .hasMessage(
            "The strings to search for have 196,608 bytes together in all encodings: give 131,072 at"
                + " the most, name one encoding, or give some in another search.");
  }
}
