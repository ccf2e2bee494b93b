package dev.tapmine.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapmine.taps.Direction;
import dev.tapmine.taps.PassOptions;
import dev.tapmine.taps.TapPass;
import dev.tapmine.taps.TapSource;
import dev.tapmine.trace.Account;
import dev.tapmine.trace.Ending;
import dev.tapmine.trace.TraceEnd;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTest {
  @ParameterizedTest
  @CsvSource({"0,1", "1,1", "1,2", "2,2", "3,1", "3,2", "3,3"})
  void shouldFindWhatAPlainComparisonFinds(int depth, long seed) throws IOException {
    SimulatedTaps source = new SimulatedTaps(Simulation.accesses(seed, 500, 2));
    List<Needle> needles =
        List.of(Needle.text("ab"), Needle.text("aab"), Needle.text("a"), Needle.text("bbabb"));
    SearchAnswer answer =
        Search.search(source, needles, new SearchOptions(depth, TapFilter.all(), 2));
    for (Needle needle : needles) {
      Map<Integer, Long> expected = new TreeMap<>();
      source
          .streams(depth)
          .forEach((id, stream) -> {
            long count = count(stream, needle.bytes());
            if (count > 0) {
              expected.put(id, count);
            }
          });
      Map<Integer, Long> found = new TreeMap<>();
      answer.hits().stream()
          .filter(hit -> hit.sought().equals(needle))
          .forEach(hit -> found.put(hit.tap().name().id(), hit.count()));
      assertThat(found).isEqualTo(expected);
    }
    assertThat(answer.hits())
        .allSatisfy(hit -> {
          byte[] stream = source.streams(depth).getOrDefault(hit.tap().name().id(), new byte[0]);
          byte[] needle = ((Needle) hit.sought()).bytes();
          SearchHit.Place first = hit.first().getFirst();
          assertThat(first.offset()).isEqualTo(indexOf(stream, needle, 0));
          SimulatedTaps.Access access = source.accesses().get((int) first.time());
          assertThat(first.address() - access.address()).isBetween(0L, 7L);
          assertThat(access.bytes()[(int) (first.address() - access.address())])
              .isEqualTo(needle[0]);
        });
  }

  @Test
  void shouldFindNothingAcrossTheGapOfAStreamThatWasCut() throws IOException {
    PassOptions options = new PassOptions(1, true, true, false, 64 << 10, 64 << 20);
    try (TapPass pass = new TapPass(options)) {
      pass.tap(0, 0x1000, 0, 0, true, false);
      Random random = new Random(7);
      for (int i = 0; i < 40_000; i++) {
        pass.access(0, i, 0x2000 + 8L * i, 8, random.nextLong(), 0);
      }
      Account none = new Account(Map.of());
      TapSource source =
          pass.finish(new TraceEnd(Ending.WHOLE, none, "x86_64", false, 1, 40_000, ""));
      Folds folds = Folds.at(source, 1);
      byte[] kept = TapStreams.of(source, folds.tap(0), Long.MAX_VALUE).bytes();
      int head = source.mined().head();
      assertThat(kept.length).isGreaterThan(head).isLessThan(320_000);
      Needle across = Needle.hex(HexFormat.of().formatHex(kept, head - 4, head + 4));
      Needle before = Needle.hex(HexFormat.of().formatHex(kept, head - 8, head));
      SearchAnswer answer =
          Search.search(source, List.of(across, before), new SearchOptions(1, TapFilter.all(), 1));
      assertThat(answer.hits()).extracting(SearchHit::sought).containsExactly(before);
    }
  }

  @Test
  void shouldSayHowMuchWasCut() throws IOException {
    SimulatedTaps source =
        new SimulatedTaps(
            List.of(access(1, "the quick"), access(1, " brown fox"), access(2, "dog")), 12);
    SearchAnswer answer =
        Search.search(
            source,
            List.of(Needle.text("quick br"), Needle.text("fox")),
            new SearchOptions(3, TapFilter.all(), 5));
    assertThat(answer.hits()).hasSize(1);
    SearchHit.Place place = answer.hits().getFirst().first().getFirst();
    assertThat(place.contiguous()).isFalse();
    assertThat(place.time()).isZero();
    assertThat(place.address()).isEqualTo(4);
    assertThat(place.context()).isEqualTo(Simulation.bytes("the quick br"));
    assertThat(place.at()).isEqualTo(4);
    assertThat(answer.taps()).isEqualTo(2);
    assertThat(answer.bytes()).isEqualTo(15);
    assertThat(answer.cutTaps()).isOne();
    assertThat(answer.cutBytes()).isEqualTo(7);
  }

  @Test
  void shouldReadHexWithBlanksAndColons() {
    assertThat(Needle.hex("c0:FF ee").bytes()).isEqualTo(new byte[] {(byte) 0xc0, -1, (byte) 0xee});
    assertThatThrownBy(() -> Needle.hex("c0f"))
        .isInstanceOf(QuestionException.class)
        .hasMessage("'c0f' is not hex: write two digits a byte, such as c0ffee.");
  }

  @Test
  void shouldRefuseAnEmptyNeedle() {
    assertThatThrownBy(() -> Needle.text(""))
        .isInstanceOf(QuestionException.class)
        .hasMessage("There is nothing to search for: the string is empty.");
  }

  @Test
  void shouldMergeTheRunsOfAFoldInTime() throws IOException {
    SimulatedTaps source =
        new SimulatedTaps(
            List.of(access(1, "one "), access(2, "two "), access(1, "three "), access(2, "four")));
    FoldedTap tap = Folds.at(source, 0).tap(0);
    assertThat(TapStreams.of(source, tap, 999).bytes())
        .isEqualTo(Simulation.bytes("one two three four"));
    TapStream limited = TapStreams.of(source, tap, 6);
    assertThat(limited.bytes()).isEqualTo(Simulation.bytes("one tw"));
    assertThat(limited.cut()).isTrue();
  }

  @Test
  void shouldPreviewTheStretchWithMostText() {
    assertThat(Preview.of(Simulation.bytes("\0\0\u001b[31m\0\0\0Linux version 6\n\0\0"), 16))
        .isEqualTo("Linux version 6.");
    assertThat(Preview.of(new byte[0], 10)).isEmpty();
    assertThat(Preview.of(new byte[] {-1, 0x7f, 10, 'a'}, 10)).isEqualTo("...a");
  }

  private static SimulatedTaps.Access access(long caller, String text) {
    return new SimulatedTaps.Access(
        Direction.WRITE, 0x40, List.of(caller), 0, 0, Simulation.bytes(text));
  }

  private static long count(byte[] stream, byte[] needle) {
    long count = 0;
    for (int at = indexOf(stream, needle, 0); at >= 0; at = indexOf(stream, needle, at + 1)) {
      count++;
    }
    return count;
  }

  private static int indexOf(byte[] stream, byte[] needle, int from) {
    for (int at = from; at + needle.length <= stream.length; at++) {
      if (java.util.Arrays.equals(stream, at, at + needle.length, needle, 0, needle.length)) {
        return at;
      }
    }
    return -1;
  }
}
