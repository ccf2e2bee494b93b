package dev.tapmine.questions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapmine.taps.RunRow;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BestStretchTest {
  private static final Alphabet LETTERS =
      Alphabet.of(
          Exemplar.of(List.of("the quick brown fox\n".getBytes(StandardCharsets.US_ASCII))));

  private static List<RunRow> runs(byte[] stream, Random random) {
    List<RunRow> runs = new ArrayList<>();
    for (int at = 0; at < stream.length; ) {
      int length = Math.min(stream.length - at, 1 + random.nextInt(9));
      byte[] bytes = java.util.Arrays.copyOfRange(stream, at, at + length);
      runs.add(new RunRow(0, at, 0x1000 + at, 1, bytes));
      at += length;
    }
    return runs;
  }

  private static byte[] bytes(List<RunRow> runs) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    runs.forEach(run -> all.writeBytes(run.bytes()));
    return all.toByteArray();
  }

  private static long score(byte[] stream, int from, int to) {
    long score = 0;
    for (int i = from; i < to; i++) {
      score += LETTERS.has(stream[i]) ? 1 : -4;
    }
    return score;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldHaveTheHighestScoreOfAllStretches(int seed) {
    Random random = new Random(seed);
    byte[] stream = new byte[120];
    for (int i = 0; i < stream.length; i++) {
      stream[i] = (byte) (random.nextInt(100) < 80 ? 'e' : random.nextInt(32));
    }
    byte[] found = bytes(BestStretch.of(runs(stream, random), LETTERS));
    long best = 0;
    for (int from = 0; from < stream.length; from++) {
      for (int to = from + 1; to <= stream.length; to++) {
        best = Math.max(best, score(stream, from, to));
      }
    }
    assertThat(score(found, 0, found.length)).isEqualTo(best);
  }

  @Test
  void shouldFindTheTextInABusyStreamAndWhereItIs() {
    Random random = new Random(1);
    byte[] noise = new byte[500];
    random.nextBytes(noise);
    byte[] text =
        "the brown fox took the box out of the oven\n".getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    stream.writeBytes(noise);
    stream.writeBytes(text);
    stream.writeBytes(noise);
    List<RunRow> found = BestStretch.of(runs(stream.toByteArray(), random), LETTERS);
    assertThat(new String(bytes(found), StandardCharsets.ISO_8859_1))
        .contains("the brown fox took the box");
    assertThat(found.getFirst().address()).isBetween(0x1000L + 490, 0x1000L + 500);
  }

  @Test
  void shouldBeEmptyWhereNothingIsInTheAlphabet() {
    assertThat(BestStretch.of(runs(new byte[50], new Random(2)), LETTERS)).isEmpty();
  }
}
