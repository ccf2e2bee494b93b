package dev.tapmine.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairCountsTest {
  private static final String TEXT =
      "tapmine exemplar 1\nbytes 616263\npairs 3\n6161 1\n6162 2\nend\n";

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void shouldCountPairsInEachFileAndBytesInAll() {
    PairCounts counts = PairCounts.of(List.of(bytes("aab"), bytes("c"), bytes("ab"), bytes("")));
    assertThat(new String(counts.write(), StandardCharsets.US_ASCII)).isEqualTo(TEXT);
    assertThat(counts.has((byte) 'c')).isTrue();
    assertThat(counts.has((byte) 'd')).isFalse();
  }

  @Test
  void shouldReadWhatItWroteOfAnyBytes() {
    Random random = new Random(3);
    for (int round = 0; round < 20; round++) {
      byte[] content = new byte[2 + random.nextInt(20_000)];
      random.nextBytes(content);
      PairCounts counts = PairCounts.of(List.of(content));
      PairCounts read = PairCounts.read(counts.write());
      for (int bin = 0; bin < Exemplar.BINS; bin++) {
        assertThat(read.count(bin)).isEqualTo(counts.count(bin));
      }
      assertThat(read.write()).isEqualTo(counts.write());
    }
  }

  @Test
  void shouldAddUpToWhatAllFilesTogetherGive() {
    PairCounts both =
        PairCounts.of(List.of(bytes("aab"))).plus(PairCounts.of(List.of(bytes("abc"))));
    assertThat(both.write()).isEqualTo(PairCounts.of(List.of(bytes("aab"), bytes("abc"))).write());
  }

  @ParameterizedTest
  @CsvSource({
    "exemplar 1,      exemplar 2,       is of version 2",
    "exemplar 1,      exemplar x,       it has no version",
    "end,             '',               it is cut short",
    "bytes 616263,    bytes 61626,      its second line is no list of bytes",
    "bytes 616263,    bytes 626163,     its bytes are not in order",
    "bytes 616263,    bytes 6163,       the pair in its line 5 is out of place",
    "pairs 3,         pairs 4,          its pairs do not add up",
    "6161 1,          6163 1,           the pair in its line 5 is out of place",
    "6161 1,          6161 0,           its line 4 is no pair",
    "6161 1,          6161 -1,          its line 4 is no pair",
    "6161 1,          6161 9999999999999999999, its line 4 is no pair"
  })
  void shouldRefuseWhatIsDamaged(String part, String instead, String complaint) {
    assertThatThrownBy(() -> PairCounts.read(bytes(TEXT.replace(part, instead))))
        .isInstanceOf(QuestionException.class)
        .hasMessageContaining(complaint)
        .message()
        .endsWith(".");
  }

  @Test
  void shouldRefuseEveryTextThatWasCutShort() {
    for (int length = 0; length < TEXT.length(); length++) {
      byte[] cut = bytes(TEXT.substring(0, length));
      assertThatThrownBy(() -> PairCounts.read(cut)).isInstanceOf(QuestionException.class);
    }
  }

  @Test
  void shouldNeverFailOtherwiseOnBytesThatWereChanged() {
    Random random = new Random(11);
    for (int round = 0; round < 5000; round++) {
      byte[] changed = bytes(TEXT);
      for (int i = random.nextInt(3); i >= 0; i--) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      }
      try {
        assertThat(PairCounts.read(changed).pairs()).isPositive();
      } catch (QuestionException e) {
        assertThat(e).hasMessageEndingWith(".");
      }
    }
  }

  @Test
  void shouldTellItsTextFromAnyOtherFile() {
    assertThat(PairCounts.isText(bytes(TEXT))).isTrue();
    assertThat(PairCounts.isText(bytes("tapmine exemplar"))).isFalse();
    assertThat(PairCounts.isText(bytes("[    0.000000] Linux version"))).isFalse();
  }

  @Test
  void shouldRefuseFilesWithoutOnePair() {
    assertThatThrownBy(() -> PairCounts.of(List.of(bytes("a"), bytes("b"))))
        .isInstanceOf(QuestionException.class);
  }
}
