package dev.tapmine.questions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapmine.taps.Trait;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The rules of [Content], [Redundancy], [Table5] and [Format], one after the other.
class LabelRulesTest {
  private static Shares shares(Map<Trait, Integer> counts) {
    int[] all = new int[Shares.LENGTH];
    all[Trait.VALUES.index()] = 100;
    all[Trait.BYTES.index()] = 800;
    all[Trait.DISTINCT.index()] = 90;
    all[Trait.COMMONEST.index()] = 10;
    counts.forEach((trait, count) -> all[trait.index()] = count);
    return Shares.of(all, 0);
  }

  private static Content content(Map<Trait, Integer> counts) {
    return Content.of(shares(counts));
  }

  @Test
  void shouldTellContentFromValueClasses() {
    assertThat(content(Map.of(Trait.ZERO, 100, Trait.COMMONEST, 100))).isEqualTo(Content.CONSTANTS);
    assertThat(content(Map.of(Trait.SMALL, 99, Trait.COMMONEST, 99))).isEqualTo(Content.CONSTANTS);
    assertThat(content(Map.of(Trait.POINTER, 100, Trait.COMMONEST, 100)))
        .isEqualTo(Content.POINTERS);
    assertThat(content(Map.of(Trait.POINTER, 30, Trait.ZERO, 70))).isEqualTo(Content.POINTERS);
    assertThat(content(Map.of(Trait.POINTER, 40, Trait.SMALL, 30, Trait.ZERO, 30)))
        .isEqualTo(Content.RECORDS);
    assertThat(content(Map.of(Trait.PRINTABLE, 80, Trait.SMALL, 20))).isEqualTo(Content.TEXT);
    assertThat(content(Map.of(Trait.SMALL, 100, Trait.UTF16_LE, 380))).isEqualTo(Content.UTF16);
    assertThat(content(Map.of(Trait.SMALL, 60, Trait.ZERO, 40))).isEqualTo(Content.INTEGERS);
    assertThat(content(Map.of(Trait.SMALL, 50, Trait.NEGATIVE, 50))).isEqualTo(Content.INTEGERS);
    assertThat(content(Map.of(Trait.SMALL, 100, Trait.RISING, 95))).isEqualTo(Content.COUNTERS);
    assertThat(content(Map.of(Trait.SPARSE, 100, Trait.RISING, 95))).isEqualTo(Content.TIMESTAMPS);
    assertThat(content(Map.of(Trait.DENSE, 95, Trait.SPARSE, 5))).isEqualTo(Content.RANDOM);
    assertThat(content(Map.of(Trait.DENSE, 90, Trait.FETCHED, 100))).isEqualTo(Content.CODE);
    assertThat(content(Map.of(Trait.SPARSE, 70, Trait.SMALL, 30))).isEqualTo(Content.FLAGS);
  }

  @Test
  void shouldNotCallAddressesThatRiseCounters() {
    assertThat(content(Map.of(Trait.POINTER, 100, Trait.RISING, 99))).isEqualTo(Content.POINTERS);
  }

  @Test
  void shouldBeLessSureWhereClassesAreMixed() {
    Shares pure = shares(Map.of(Trait.SMALL, 100));
    Shares mixed = shares(Map.of(Trait.SMALL, 55, Trait.SPARSE, 30, Trait.POINTER, 15));
    assertThat(Content.INTEGERS.confidence(mixed))
        .isLessThan(Content.INTEGERS.confidence(pure))
        .isBetween(0.0, 1.0);
  }

  private static Redundancy redundancy(
      Trait one, int of, Trait other, int ofOther, Trait third, int ofThird) {
    return Redundancy.of(shares(Map.of(one, of, other, ofOther, third, ofThird)));
  }

  private static Redundancy redundancy(Trait one, int of, Trait other, int ofOther) {
    return Redundancy.of(shares(Map.of(one, of, other, ofOther)));
  }

  @Test
  void shouldCallAFewValuesVeryRedundant() {
    assertThat(Redundancy.of(shares(Map.of(Trait.DISTINCT, 4)))).isEqualTo(Redundancy.VERY);
    ValueCounts counts = new ValueCounts();
    counts.add(new byte[] {1, 2, 3, 4, 4, 3, 2, 1, 9, 1, 2, 3}, 1);
    assertThat(Redundancy.of(shares(Map.of()).with(counts))).isEqualTo(Redundancy.VERY);
    counts.add(new byte[] {5, 6, 7, 8, 10}, 1);
    assertThat(Redundancy.of(shares(Map.of()).with(counts))).isEqualTo(Redundancy.NONE);
  }

  @Test
  void shouldNotTakeOneValueOverAndOverForWideText() {
    Map<Trait, Integer> counts =
        Map.of(Trait.SPARSE, 100, Trait.UTF16_LE, 400, Trait.COMMONEST, 100, Trait.REPEAT_8, 790);
    assertThat(Table5.of(shares(counts), TextForm.of(new byte[0])))
        .isEqualTo(Table5.REPEATED_QWORD);
  }

  @Test
  void shouldNameRedundancyByTheShortestPeriod() {
    assertThat(Redundancy.of(shares(Map.of(Trait.ZERO_BYTES, 760))))
        .isEqualTo(Redundancy.MOSTLY_ZERO);
    assertThat(redundancy(Trait.REPEAT_4, 796, Trait.REPEAT_8, 792, Trait.COMMONEST, 99))
        .isEqualTo(Redundancy.DWORD);
    assertThat(redundancy(Trait.REPEAT_8, 792, Trait.COMMONEST, 95)).isEqualTo(Redundancy.QWORD);
    assertThat(redundancy(Trait.REPEAT_8, 792, Trait.COMMONEST, 50)).isEqualTo(Redundancy.SOME);
    assertThat(Redundancy.of(shares(Map.of()))).isEqualTo(Redundancy.NONE);
    assertThat(Redundancy.of(shares(Map.of(Trait.REPEAT_8, 300)))).isEqualTo(Redundancy.SOME);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "eth0: link is up, console ready | WORDS_ASCII",
        "/etc/passwd /etc/init.d/rcS /bin/sh | FILENAME_ASCII",
        "GET http://deb.debian.org/debian/ | URL_ASCII"
      })
  void shouldGiveThePapersLabelsToText(String text, Table5 expected) {
    TextForm form = TextForm.of(text.getBytes(StandardCharsets.US_ASCII));
    assertThat(Table5.of(shares(Map.of(Trait.PRINTABLE, 100)), form)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "open file, WORDS_UTF16",
    "C:\\Windows\\System32, FILENAME_UTF16",
    "1234567, INTEGERS_UTF16"
  })
  void shouldGiveThePapersLabelsToWideText(String text, Table5 expected) {
    TextForm form = TextForm.of(text.getBytes(StandardCharsets.UTF_16LE));
    assertThat(Table5.of(shares(Map.of(Trait.SMALL, 100, Trait.UTF16_LE, 400)), form))
        .isEqualTo(expected);
  }

  @Test
  void shouldCallTheRestBinary() {
    TextForm none = TextForm.of(new byte[0]);
    assertThat(Table5.of(shares(Map.of(Trait.DENSE, 100)), none)).isEqualTo(Table5.BINARY_UNIFORM);
    assertThat(Table5.of(shares(Map.of(Trait.SMALL, 100, Trait.REPEAT_8, 500)), none))
        .isEqualTo(Table5.BINARY_PATTERN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "open /usr/lib/os-release now | PATHS",
        "see https://www.debian.org/ for | URLS",
        "{\"name\": \"eth0\", \"mtu\": 1500} | JSON",
        "<node class=\"a\">text</node> | XML",
        "-----BEGIN RSA PRIVATE KEY-----   | PEM"
      })
  void shouldFindFormatsOfText(String text, Format expected) {
    assertThat(Format.in(text.getBytes(StandardCharsets.US_ASCII))).contains(expected);
    assertThat(Format.in("the quick brown fox: jumps / over".getBytes(StandardCharsets.US_ASCII)))
        .isEmpty();
  }

  @Test
  void shouldFindFormatsByTheirMarks() {
    assertThat(Format.in(at(8, 0x7f, 'E', 'L', 'F', 2, 1, 1))).containsExactly(Format.ELF);
    assertThat(Format.in(at(0, 0x1f, 0x8b, 8, 0))).containsExactly(Format.GZIP);
    assertThat(Format.in(at(4, 0x89, 'P', 'N', 'G', 13, 10, 26, 10))).containsExactly(Format.PNG);
    assertThat(Format.in(at(0, 0x30, 0x82, 4, 0, 0x30, 0x82, 3, 0))).containsExactly(Format.DER);
    byte[] pe = at(0, 'M', 'Z');
    pe[60] = 64;
    ByteBuffer.wrap(pe).putInt(64, 0x50450000);
    assertThat(Format.in(pe)).containsExactly(Format.PE);
  }

  @Test
  void shouldFindPacketsByTheirChecksum() {
    byte[] packet =
        at(
            14, 0x45, 0, 0, 0x73, 0, 0, 0x40, 0, 0x40, 0x11, 0xb8, 0x61, 0xc0, 0xa8, 0, 1, 0xc0,
            0xa8, 0, 0xc7);
    assertThat(Format.in(packet)).containsExactly(Format.PACKETS);
    packet[20]++;
    assertThat(Format.in(packet)).isEmpty();
  }

  private static byte[] at(int place, int... bytes) {
    byte[] stream = new byte[128];
    for (int i = 0; i < bytes.length; i++) {
      stream[place + i] = (byte) bytes[i];
    }
    return stream;
  }
}
