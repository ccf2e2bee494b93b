package dev.tapmine.taps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapmine.trace.Account;
import dev.tapmine.trace.Ending;
import dev.tapmine.trace.TraceEnd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TapPassTest {
  private static final int LEAST_PART = 24;
  private static final long PLENTY = 256L << 20;

  static Stream<Arguments> traces() {
    List<Arguments> cases = new ArrayList<>();
    int[] contents = {0, 40, 97, 256, 4096, 65536};
    for (int seed = 0; seed < 36; seed++) {
      int taps = new int[] {3, 40, 400}[seed % 3];
      cases.add(
          Arguments.of(seed, seed % 5, taps, 4000 + seed * 100, contents[seed % 6], seed % 4 == 1));
    }
    cases.add(Arguments.of(100, 3, 4, 60_000, 8192, false));
    cases.add(Arguments.of(101, 3, 9000, 40_000, 256, true));
    return cases.stream();
  }

  private static PassOptions options(int depth, int content, long memory) {
    return new PassOptions(depth, true, true, false, content, memory);
  }

  private static TraceEnd end(Ending ending, boolean bigEndian) {
    Account account =
        new Account(Map.of(Account.Counter.READS, 1L, Account.Counter.INSTRUCTIONS, 99L));
    return new TraceEnd(ending, account, "aarch64", bigEndian, 3, 77, "");
  }

  private static TapSource mine(RandomTrace trace, TapPass pass) {
    return mine(trace, pass, false);
  }

  private static TapSource mine(RandomTrace trace, TapPass pass, boolean bigEndian) {
    trace.feed(pass);
    return pass.finish(end(Ending.WHOLE, bigEndian));
  }

  @ParameterizedTest
  @MethodSource("traces")
  void shouldFindWhatThePlainWayFinds(
      int seed, int depth, int taps, int length, int content, boolean bigEndian)
      throws IOException {
    RandomTrace trace = new RandomTrace(seed, depth, taps, length);
    Reference reference = new Reference(trace);
    try (TapPass pass = new TapPass(options(depth, content, PLENTY), LEAST_PART)) {
      TapSource rows = mine(trace, pass, bigEndian);

      boolean tails = content / 4 >= LEAST_PART;
      int part = tails ? content / 4 : LEAST_PART;
      int head = Mined.head(content, LEAST_PART);
      List<TapRow> expected = new ArrayList<>();
      List<RunRow> runs = new ArrayList<>();
      for (RandomTrace.Tap tap : reference.taps()) {
        long bytes = reference.stream(reference.accesses(tap.id())).length;
        long[] range = Reference.keptRange(bytes, head, part, tails);
        expected.add(reference.row(tap.id(), range[0] + bytes - Math.max(range[0], range[1])));
        runs.addAll(reference.runs(tap.id(), range[0], range[1], head, part));
      }
      List<TapRow> found = new ArrayList<>();
      rows.taps(found::add);
      assertThat(found).isEqualTo(expected);
      assertRuns(rows, runs);
      assertHistograms(reference, rows);
      assertAdjacent(reference, rows);
      assertThat(rows.mined().account())
          .containsEntry("taps cut for want of memory", 0L)
          .containsEntry("taps", (long) reference.taps().size());
    }
  }

  private static void assertRuns(TapSource rows, List<RunRow> expected) throws IOException {
    List<Object> found = new ArrayList<>();
    rows.runs(_ -> true, run -> found.add(comparable(run)));
    assertThat(found).isEqualTo(expected.stream().map(TapPassTest::comparable).toList());
  }

  private static Object comparable(RunRow run) {
    return List.of(run.tap(), run.time(), run.address(), run.width(), ByteBuffer.wrap(run.bytes()));
  }

  private static void assertAdjacent(Reference reference, TapSource rows) throws IOException {
    List<AdjacentRow> found = new ArrayList<>();
    rows.adjacent(found::add);
    List<AdjacentRow> expected = new ArrayList<>();
    reference
        .adjacent()
        .forEach((pair, times) -> expected.add(new AdjacentRow(pair.get(0), pair.get(1), times)));
    assertThat(found).isEqualTo(expected);
  }

  private static void assertHistograms(Reference reference, TapSource rows) throws IOException {
    Map<Integer, SortedMap<Integer, Long>> found = new TreeMap<>();
    rows.bigrams(collect(found));
    Map<Integer, SortedMap<Integer, Long>> expected = new TreeMap<>();
    for (RandomTrace.Tap tap : reference.taps()) {
      SortedMap<Integer, Long> pairs =
          Reference.pairs(reference.stream(reference.accesses(tap.id())));
      if (!pairs.isEmpty()) {
        expected.put(tap.id(), pairs);
      }
    }
    assertThat(found).isEqualTo(expected);
    for (int depth = 0; depth < Math.min(3, rows.mined().depth()); depth++) {
      assertFolds(reference, rows, depth, found);
    }
  }

  private static void assertFolds(
      Reference reference,
      TapSource rows,
      int depth,
      Map<Integer, SortedMap<Integer, Long>> members)
      throws IOException {
    int[] folds = reference.folds(depth);
    Map<Integer, SortedMap<Integer, Long>> sums = new HashMap<>();
    Map<Integer, SortedMap<Integer, Long>> seams = new TreeMap<>();
    rows.seams(depth, collect(seams));
    seams.forEach((fold, pairs) -> add(sums, fold, pairs));
    members.forEach((tap, pairs) -> add(sums, folds[tap], pairs));
    sums.values().forEach(pairs -> pairs.values().removeIf(count -> count == 0));
    sums.values().removeIf(Map::isEmpty);
    assertThat(sums).isEqualTo(reference.foldPairs(folds));
  }

  private static void add(
      Map<Integer, SortedMap<Integer, Long>> sums, int fold, SortedMap<Integer, Long> pairs) {
    SortedMap<Integer, Long> sum = sums.computeIfAbsent(fold, _ -> new TreeMap<>());
    pairs.forEach((bin, count) -> sum.merge(bin, count, Long::sum));
  }

  private static HistogramSink collect(Map<Integer, SortedMap<Integer, Long>> into) {
    return (key, bins, counts, length) -> {
      assertThat(length).isPositive();
      SortedMap<Integer, Long> pairs = new TreeMap<>();
      for (int i = 0; i < length; i++) {
        assertThat(counts[i]).isNotZero();
        assertThat(i == 0 || bins[i] > bins[i - 1]).isTrue();
        pairs.put((int) bins[i], counts[i]);
      }
      assertThat(into.put(key, pairs)).isNull();
    };
  }

  static Stream<Arguments> tightTraces() {
    return Stream.of(
        Arguments.of(1, 3, 12_000, 400_000, 65536, 17L),
        Arguments.of(2, 2, 3000, 500_000, 65536, 9L),
        Arguments.of(3, 3, 100, 500_000, 65536, 8L),
        Arguments.of(4, 1, 12_000, 400_000, 2048, 12L));
  }

  @ParameterizedTest
  @MethodSource("tightTraces")
  void shouldCutContentAndNothingElseWhenMemoryIsShort(
      int seed, int depth, int taps, int length, int content, long megabytes) throws IOException {
    RandomTrace trace = new RandomTrace(seed, depth, taps, length, 0);
    Reference reference = new Reference(trace);
    long budget = megabytes << 20;
    try (TapPass pass = new TapPass(options(depth, content, budget))) {
      TapSource rows = mine(trace, pass);

      assertHistograms(reference, rows);
      List<TapRow> found = new ArrayList<>();
      rows.taps(found::add);
      int head = rows.mined().head();
      int part = Math.max(content / 4, Mined.LEAST_PART);
      List<RunRow> runs = new ArrayList<>();
      long missing = 0;
      for (TapRow row : found) {
        assertThat(row).isEqualTo(reference.row(row.id(), row.kept()));
        long headKept = Math.min(head, row.kept());
        long tail = row.bytes() - (row.kept() - headKept);
        runs.addAll(reference.runs(row.id(), headKept, tail, head, part));
        missing += Math.min(content, row.bytes()) - row.kept();
      }
      assertRuns(rows, runs);
      assertThat(rows.mined().account())
          .hasEntrySatisfying("taps cut for want of memory", cut -> assertThat(cut).isPositive())
          .hasEntrySatisfying(
              "bytes of memory taken", taken -> assertThat(taken).isLessThan(budget + budget / 4));
      assertThat(rows.mined().account().get("bytes of content cut for want of memory"))
          .isEqualTo(missing);
      assertThat(missing).isPositive();
    }
  }

  @Test
  void shouldDeliverTheSameRowsTwiceAndFromAnotherPass() throws IOException {
    RandomTrace trace = new RandomTrace(7, 3, 2000, 100_000);
    PassOptions options = options(3, 65536, 9 << 20);
    try (TapPass one = new TapPass(options);
        TapPass other = new TapPass(options)) {
      TapSource rows = mine(trace, one);
      String first = print(rows);
      assertThat(print(rows)).isEqualTo(first);
      assertThat(print(mine(trace, other))).isEqualTo(first);
    }
  }

  private static String print(TapSource rows) throws IOException {
    StringBuilder text = new StringBuilder(rows.mined().toString());
    HistogramSink histogram =
        (key, bins, counts, length) ->
            text.append(key)
                .append(Arrays.hashCode(Arrays.copyOf(bins, length)))
                .append(Arrays.hashCode(Arrays.copyOf(counts, length)));
    rows.taps(text::append);
    rows.contexts(text::append);
    rows.bigrams(histogram);
    for (int depth = 0; depth < 3; depth++) {
      rows.seams(depth, histogram);
    }
    rows.runs(_ -> true, run -> text.append(run.address()).append(Arrays.hashCode(run.bytes())));
    rows.adjacent(text::append);
    return text.toString();
  }

  @Test
  void shouldRefuseABudgetThatTheTablesAloneExceed() {
    try (TapPass pass = new TapPass(options(3, 65536, PassOptions.LEAST_MEMORY))) {
      assertThatThrownBy(
              () -> {
                for (int tap = 0; tap < 100_000; tap++) {
                  pass.tap(tap, tap, 0, 0, true, false);
                  pass.access(tap, tap, tap, 1, 0, 0);
                }
              })
          .isInstanceOf(MemoryBudgetException.class)
          .hasMessageContaining("more than the 8 MB that mining may take");
    }
  }

  @Test
  void shouldKeepWhatTheTraceTellsOnce() throws IOException {
    try (TapPass pass = new TapPass(options(1, 64, PLENTY))) {
      pass.space(2, 20, 0x2000, 0);
      pass.space(1, 10, 0x1000, 1);
      pass.context(1, 0, 0xabc, 1);
      pass.touch(1, 30, -1, 2);
      pass.touch(1, 31, 5, 4);
      pass.touch(1, 32, -1, 1);
      pass.code(1, -8, 4096, new byte[0]);
      pass.code(1, -8, 4096, new byte[] {(byte) 0x90});
      pass.code(0, 8, 0, new byte[] {1, 2});
      pass.code(1, -8, 4096, new byte[] {3});
      pass.code(0, 9, 0, new byte[0]);
      pass.tap(0, 8, 1, 1, false, true);
      pass.access(0, 77, 100, 4, 0x04030201, 0);
      TapSource rows = pass.finish(end(Ending.EARLY, false));

      List<SpaceRow> spaces = new ArrayList<>();
      rows.spaces(spaces::add);
      assertThat(spaces)
          .containsExactly(
              new SpaceRow(0, 0, 0, 0, 0),
              new SpaceRow(1, 0x1000, 1, 10, 77),
              new SpaceRow(2, 0x2000, 0, 20, 20));
      List<TouchedRow> touched = new ArrayList<>();
      rows.touched(touched::add);
      assertThat(touched).containsExactly(new TouchedRow(1, 5, 4), new TouchedRow(1, -1, 3));
      List<CodeRow> code = new ArrayList<>();
      rows.code(code::add);
      assertThat(code)
          .usingRecursiveFieldByFieldElementComparator()
          .containsExactly(
              new CodeRow(0, 8, 0, new byte[] {1, 2}),
              new CodeRow(0, 9, 0, new byte[0]),
              new CodeRow(1, -8, 4096, new byte[] {(byte) 0x90}));
      List<ContextRow> contexts = new ArrayList<>();
      rows.contexts(contexts::add);
      assertThat(contexts)
          .containsExactly(new ContextRow(0, 0, 0, 0), new ContextRow(1, 0, 0xabc, 1));
      assertThat(rows.mined().complete()).isFalse();
      assertThat(rows.mined().instructions()).isEqualTo(99);
      assertThat(rows.mined().architecture()).isEqualTo("aarch64");
      assertThat(rows.mined().account()).containsEntry("probe: reads", 1L);
    }
  }

  @Test
  void shouldRefuseAnAccessOfATapThatIsNotDefined() {
    try (TapPass pass = new TapPass(options(1, 64, PLENTY))) {
      assertThatThrownBy(() -> pass.access(0, 0, 0, 1, 0, 0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("before it is defined");
      assertThatThrownBy(() -> pass.tap(1, 0, 0, 0, true, false))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void shouldRefuseToGoOnAfterItsEnd() {
    TapPass pass = new TapPass(options(1, 64, PLENTY));
    pass.tap(0, 8, 0, 0, false, true);
    pass.access(0, 77, 100, 4, 0x04030201, 0);
    TapSource rows = pass.finish(end(Ending.WHOLE, false));
    assertThatThrownBy(() -> pass.access(0, 78, 100, 4, 0, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("finished");
    pass.close();
    pass.close();
    assertThatThrownBy(() -> rows.runs(_ -> true, _ -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> pass.access(0, 78, 100, 4, 0, 0))
        .isInstanceOf(IllegalStateException.class);
  }
}
