package dev.tapmine.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tapmine.questions.SimulatedTaps.Access;
import dev.tapmine.taps.CodeRow;
import dev.tapmine.taps.Direction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Folds that merge spaces which share code.
class SharedFoldsTest {
  private static final byte[] CODE = {0x48, (byte) 0x89, 0x07};
  private static final byte[] OTHER = {0x48, (byte) 0x89, 0x0f};
  private static final long PLACE = 7 * 4096 + 0x40;

  private static SimulatedTaps simulated(long seed, int count) {
    List<CodeRow> code = SharedPages.code(seed);
    return new SimulatedTaps(SharedPages.accesses(seed, count, 4), Long.MAX_VALUE, code);
  }

  @ParameterizedTest
  @CsvSource({"0,1", "0,2", "0,3", "1,1", "1,2", "1,3", "2,1", "2,2", "2,4", "3,1", "3,2", "3,5"})
  void shouldMergeWhatAComparisonOfEachWithEachMerges(int depth, long seed) throws IOException {
    SimulatedTaps source = simulated(seed, 400);
    Fold fold = Fold.byCode(depth);
    Folds folds = Folds.of(source, fold);
    Map<Integer, List<Integer>> expected = source.parts(fold);
    assertThat(folds.size()).isEqualTo(expected.size());
    Map<Integer, List<Integer>> bySpace = source.members(depth);
    assertThat(expected.size()).isLessThan(bySpace.size());
    expected.forEach((id, parts) -> {
      FoldedTap tap = folds.named(new TapName(id, fold));
      assertThat(tap.name()).isEqualTo(new TapName(id, fold));
      List<List<Integer>> members =
          parts.stream().map(part -> bySpace.getOrDefault(part, List.of())).toList();
      assertThat(tap.parts()).extracting(FoldedTap.Part::members).isEqualTo(members);
      assertThat(tap.members())
          .isSorted()
          .containsExactlyInAnyOrderElementsOf(members.stream().flatMap(List::stream).toList());
      assertThat(tap.spaces())
          .isEqualTo((int) tap.parts().stream().map(FoldedTap.Part::space).distinct().count());
      tap.members()
          .forEach(member -> assertThat(folds.named(new TapName(member, fold))).isEqualTo(tap));
    });
  }

  @ParameterizedTest
  @CsvSource({"0,1", "0,2", "1,1", "1,2", "2,1", "2,2", "3,1", "3,2"})
  void shouldGiveTheSumOfThePartsHistograms(int depth, long seed) throws IOException {
    SimulatedTaps source = simulated(seed, 400);
    Fold fold = Fold.byCode(depth);
    Folds folds = Folds.of(source, fold);
    Map<Integer, long[]> found = new TreeMap<>();
    folds.histograms(
        source,
        any -> true,
        (number, bins, counts, length) -> {
          long[] dense = new long[1 << 16];
          IntStream.range(0, length).forEach(i -> dense[bins[i]] = counts[i]);
          found.put(folds.representative(number), dense);
        });
    Map<Integer, long[]> expected = new TreeMap<>();
    source
        .streams(fold)
        .forEach((id, parts) -> {
          long[] dense = sum(parts);
          if (parts.stream().anyMatch(part -> part.length > 1)) {
            expected.put(id, dense);
          }
        });
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach((id, dense) -> assertThat(found.get(id)).isEqualTo(dense));
  }

  private static long[] sum(List<byte[]> parts) {
    long[] dense = new long[1 << 16];
    for (byte[] part : parts) {
      long[] pairs = SimulatedTaps.pairs(part);
      for (int bin = 0; bin < pairs.length; bin++) {
        dense[bin] += pairs[bin];
      }
    }
    return dense;
  }

  @ParameterizedTest
  @CsvSource({"0,1", "1,2", "2,1", "3,2"})
  void shouldPutTheStreamsOfSpacesOneAfterTheOther(int depth, long seed) throws IOException {
    SimulatedTaps source = simulated(seed, 400);
    Fold fold = Fold.byCode(depth);
    Folds folds = Folds.of(source, fold);
    for (Map.Entry<Integer, List<byte[]>> stream : source.streams(fold).entrySet()) {
      FoldedTap tap = folds.named(new TapName(stream.getKey(), fold));
      ByteArrayOutputStream expected = new ByteArrayOutputStream();
      stream.getValue().forEach(expected::writeBytes);
      assertThat(TapStreams.of(source, tap, Long.MAX_VALUE).bytes())
          .isEqualTo(expected.toByteArray());
      assertThat(tap.bytes()).isEqualTo(expected.size());
    }
  }

  @ParameterizedTest
  @CsvSource({"0,1", "1,2", "2,1", "3,1", "3,2"})
  void shouldFindNothingAcrossTheSeamOfTwoSpaces(int depth, long seed) throws IOException {
    SimulatedTaps source = simulated(seed, 500);
    Fold fold = Fold.byCode(depth);
    // Every pair of letters, so that every seam has one.
    List<Needle> needles = new ArrayList<>(List.of(Needle.text("cab"), Needle.text("aaaa")));
    for (String pair : "aa ab ac ad ba bb bc bd ca cb cc cd da db dc dd".split(" ", -1)) {
      needles.add(Needle.text(pair));
    }
    Map<Integer, List<byte[]>> streams = source.streams(fold);
    SearchAnswer answer =
        Search.search(source, needles, new SearchOptions(fold, TapFilter.all(), 1, false));
    long across = 0;
    for (Needle needle : needles) {
      Map<Integer, Long> expected = new TreeMap<>();
      for (Map.Entry<Integer, List<byte[]>> stream : streams.entrySet()) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        stream.getValue().forEach(whole::writeBytes);
        long count =
            stream.getValue().stream().mapToLong(part -> count(part, needle.bytes())).sum();
        across += count(whole.toByteArray(), needle.bytes()) - count;
        if (count > 0) {
          expected.put(stream.getKey(), count);
        }
      }
      Map<Integer, Long> found = new TreeMap<>();
      answer.hits().stream()
          .filter(hit -> hit.sought().equals(needle))
          .forEach(hit -> found.put(hit.tap().name().id(), hit.count()));
      assertThat(found).isEqualTo(expected);
    }
    assertThat(across).as("what a search over seams would find").isPositive();
  }

  private static long count(byte[] stream, byte[] needle) {
    return IntStream.rangeClosed(0, stream.length - needle.length)
        .filter(
            at -> java.util.Arrays.equals(stream, at, at + needle.length, needle, 0, needle.length))
        .count();
  }

  @Test
  void shouldRankByTheMergedStreams() throws IOException {
    SimulatedTaps source = simulated(1, 400);
    Fold fold = Fold.byCode(1);
    byte[] like = Simulation.bytes("abacadabra, said the cabbage");
    List<RankedTap> ranked =
        Rank.rank(source, Exemplar.of(List.of(like)), new RankOptions(fold, TapFilter.all(), 9999));
    Map<Integer, List<byte[]>> streams = source.streams(fold);
    assertThat(ranked).isNotEmpty();
    for (RankedTap tap : ranked) {
      long[] pairs = sum(streams.getOrDefault(tap.tap().name().id(), List.of()));
      assertThat(tap.distance())
          .isCloseTo(JensenShannonTest.dense(SimulatedTaps.pairs(like), pairs), within(1e-12));
    }
  }

  @Test
  void shouldMergeOneInstructionAtTwoAddresses() throws IOException {
    FoldedTap tap =
        Folds.of(
                two(1, 2, row(1, PLACE, CODE), row(2, PLACE, CODE), caller(1), caller(2)),
                Fold.byCode(1))
            .tap(0);
    assertThat(tap.spaces()).isEqualTo(2);
    assertThat(tap.pc()).isEqualTo(pc(1));
    assertThat(tap.callers()).containsExactly(pc(1) + 0x100);
    assertThat(tap.space()).isEqualTo(1);
    assertThat(tap.name().toString(3)).isEqualTo("0@1+code");
  }

  @Test
  void shouldNotMergeWhatAPageHeldBeforeAndAfterItWasUsedAgain() throws IOException {
    expect(2, 0, row(1, PLACE, CODE), row(2, PLACE, OTHER), caller(1), caller(2));
  }

  @Test
  void shouldNotMergeCallersWithoutBytesOnAPageThatWasUsedAgain() throws IOException {
    CodeRow[] rows = {row(1, PLACE, CODE), row(2, PLACE, CODE), caller(1), caller(2)};
    expect(1, 1, rows);
    CodeRow before = new CodeRow(3, 0x100, 9 * 4096 + 0x20, CODE);
    CodeRow after = new CodeRow(3, 0x200, 9 * 4096 + 0x21, CODE);
    expect(1, 1, rows[0], rows[1], rows[2], rows[3], before);
    expect(2, 1, rows[0], rows[1], rows[2], rows[3], before, after);
    expect(1, 0, rows[0], rows[1], rows[2], rows[3], before, after);
  }

  @Test
  void shouldNotMergeCodeWhosePlaceOrBytesAreNotKnown() throws IOException {
    expect(2, 0, row(1, 0, CODE), row(2, 0, CODE));
    expect(2, 0, row(1, PLACE, CODE), row(2, 0, CODE));
    expect(2, 0, row(1, PLACE, CODE));
    expect(2, 0, row(1, PLACE, new byte[0]), row(2, PLACE, new byte[0]));
    expect(1, 0, row(1, PLACE, CODE), row(2, PLACE, CODE));
    expect(2, 1, row(1, PLACE, CODE), row(2, PLACE, CODE), caller(1));
  }

  @Test
  void shouldNotMergeTheKernel() throws IOException {
    CodeRow kernel = row(0, PLACE, CODE);
    assertThat(
            Folds.of(two(0, 1, kernel, row(1, PLACE, CODE), caller(0), caller(1)), Fold.byCode(1))
                .size())
        .isEqualTo(2);
    CodeRow alias = new CodeRow(0, pc(9), PLACE, CODE);
    List<Access> accesses =
        List.of(
            new Access(Direction.WRITE, pc(0), List.of(), 0, 0, CODE),
            new Access(Direction.WRITE, pc(9), List.of(), 0, 0, CODE));
    SimulatedTaps source = new SimulatedTaps(accesses, 99, List.of(kernel, alias));
    assertThat(Folds.of(source, Fold.byCode(0)).size()).isEqualTo(2);
  }

  @Test
  void shouldReadNamesOfFoldsByCode() {
    assertThat(TapName.parse("17+code", 3)).isEqualTo(new TapName(17, Fold.byCode(3)));
    assertThat(TapName.parse("17@1+code", 3)).isEqualTo(new TapName(17, Fold.byCode(1)));
    assertThat(new TapName(17, Fold.byCode(3)).toString(3)).isEqualTo("17+code");
    assertThat(new TapName(17, Fold.byCode(1)).toString(3)).isEqualTo("17@1+code");
  }

  private static void expect(int folds, int depth, CodeRow... rows) throws IOException {
    assertThat(Folds.of(two(1, 2, rows), Fold.byCode(depth)).size()).isEqualTo(folds);
  }

  /// One access by each of two spaces, with one caller each.
  private static SimulatedTaps two(int one, int other, CodeRow... rows) {
    List<Access> accesses = new ArrayList<>();
    for (int space : new int[] {one, other}) {
      accesses.add(
          new Access(
              Direction.WRITE,
              pc(space),
              Collections.nCopies(1, pc(space) + 0x100),
              space,
              0,
              Simulation.bytes("text")));
    }
    return new SimulatedTaps(accesses, 99, List.of(rows));
  }

  private static long pc(int space) {
    return 0x1000L * (space + 1);
  }

  private static CodeRow row(int space, long place, byte[] instruction) {
    return new CodeRow(space, pc(space), place, instruction);
  }

  private static CodeRow caller(int space) {
    return new CodeRow(space, pc(space) + 0x100, 9 * 4096 + 0x10, new byte[0]);
  }
}
