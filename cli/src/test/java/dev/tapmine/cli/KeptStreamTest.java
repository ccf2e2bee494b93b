package dev.tapmine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tapmine.questions.Piece;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptStreamTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldGiveBackWhatItTook(long seed) throws Exception {
    List<Piece> pieces = random(seed);
    KeptStream kept =
        JSON.readValue(JSON.writeValueAsBytes(KeptStream.of(pieces)), KeptStream.class);
    assertThat(kept.pieces(Long.MAX_VALUE)).usingRecursiveComparison().isEqualTo(pieces);
  }

  @Test
  void shouldStopAtALimit() {
    List<Piece> pieces = List.of(piece("one "), piece("two "), piece("three"));
    KeptStream kept = KeptStream.of(pieces);
    assertThat(kept.pieces(6))
        .extracting(p -> new String(p.bytes(), StandardCharsets.US_ASCII))
        .containsExactly("one ", "tw");
    assertThat(kept.pieces(4)).hasSize(1);
    assertThat(kept.pieces(0)).isEmpty();
  }

  @Test
  void shouldTakeFewBytesForPiecesThatFollowEachOther() {
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      pieces.add(
          new Piece(5_000_000_000L + 40L * i, 5_000_000_000L + 40L * i, 16L * i, new byte[3]));
    }
    assertThat(KeptStream.of(pieces).heads()).hasSizeLessThan(4 * 1000 + 20);
  }

  @Test
  void shouldRefuseWhatWasCutOrIsOfAnotherLength() throws Exception {
    KeptStream kept = KeptStream.of(random(4));
    byte[] heads = kept.heads();
    byte[] bytes = kept.bytes();
    assertThatThrownBy(() -> new KeptStream(Arrays.copyOf(heads, heads.length - 1), bytes))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new KeptStream(heads, Arrays.copyOf(bytes, bytes.length - 1)))
        .isInstanceOf(IllegalArgumentException.class);
    byte[] endless = new byte[40];
    Arrays.fill(endless, (byte) -1);
    String json = JSON.writeValueAsString(Map.of("heads", endless, "bytes", bytes));
    assertThatThrownBy(() -> JSON.readValue(json, KeptStream.class))
        .isInstanceOf(JsonProcessingException.class);
  }

  private static Piece piece(String text) {
    return new Piece(1, 2, 3, text.getBytes(StandardCharsets.US_ASCII));
  }

  private static List<Piece> random(long seed) {
    Random random = new Random(seed);
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      byte[] bytes = new byte[1 + random.nextInt(20)];
      random.nextBytes(bytes);
      pieces.add(new Piece(random.nextLong(), random.nextLong(), random.nextLong(), bytes));
    }
    return pieces;
  }
}
