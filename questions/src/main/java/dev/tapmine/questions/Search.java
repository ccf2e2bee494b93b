package dev.tapmine.questions;

import dev.tapmine.taps.RunRow;
import dev.tapmine.taps.TapSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Searches streams for bytes or regular expressions, across the accesses of each tap.
///
/// What a source keeps of a stream is searched. A stream that was cut keeps its beginning and its
/// end; nothing is found across the gap between them. In folds of several taps, where members' gaps
/// lie among the others' bytes, such a false find is possible.
///
/// Where spaces that share code are merged, each space's stream is searched by itself: nothing is
/// found that would begin in one and end in another. Offsets count from the start of the merged
/// stream.
public final class Search {
  /// Bytes shown before and behind an occurrence.
  private static final int AROUND = 16;

  /// No tap has this number.
  private static final int NONE = -1;

  /// Content of folds held at a time.
  private static final long BATCH = 32L << 20;

  /// Bytes of an occurrence that are shown.
  static final int SHOWN = 256;

  private final TapSource source;
  private final List<Sought> sought;
  private final SearchOptions options;
  private final Folds folds;
  private final Finder finder;
  private final int head;
  private final List<SearchHit> hits = new ArrayList<>();
  private final BitSet accepted = new BitSet();

  private Search(TapSource source, List<? extends Sought> sought, SearchOptions options)
      throws IOException {
    this.source = source;
    this.sought = List.copyOf(sought);
    this.options = options;
    this.folds = Folds.of(source, options.fold());
    this.finder = Finder.of(sought, options.ignoreCase(), source.mined().bigEndian());
    this.head = source.mined().head();
  }

  /// Searches all taps that the options' filter accepts.
  ///
  /// @throws QuestionException when there is nothing to search for, or no fold to the depth
  public static SearchAnswer search(
      TapSource source, List<? extends Sought> sought, SearchOptions options) throws IOException {
    return new Search(source, sought, options).search();
  }

  private SearchAnswer search() throws IOException {
    long bytes = 0;
    long cutTaps = 0;
    long cutBytes = 0;
    for (int fold = 0; fold < folds.size(); fold++) {
      if (folds.accepted(fold, options.filter())) {
        accepted.set(fold);
        long kept = folds.kept(fold);
        bytes += kept;
        cutTaps += kept < folds.bytes(fold) ? 1 : 0;
        cutBytes += folds.bytes(fold) - kept;
      }
    }
    inBatches(suspects());
    hits.sort(
        Comparator.comparingInt((SearchHit hit) -> Sought.place(sought, hit.sought()))
            .thenComparing(SearchHit::count, Comparator.reverseOrder())
            .thenComparing(SearchHit::tap, FoldedTap.BY_IDENTITY));
    return new SearchAnswer(hits, accepted.cardinality(), bytes, cutTaps, cutBytes);
  }

  /// Folds that must be looked at with their runs: those that put the streams of several taps
  /// together, whose order only runs tell, and those where the bytes alone hold what is searched
  /// for.
  private BitSet suspects() throws IOException {
    BitSet suspects = new BitSet();
    accepted.stream().filter(folds::interleaved).forEach(suspects::set);
    BitSet scanned = (BitSet) accepted.clone();
    scanned.andNot(suspects);
    Finder.Scan scan = finder.scan();
    int[] current = {NONE};
    source.streams(
        tap -> {
          int fold = folds.foldOf(tap);
          return fold >= 0 && scanned.get(fold);
        },
        (tap, bytes, length) -> {
          if (tap != current[0]) {
            end(scan, current[0], suspects);
            current[0] = tap;
          }
          scan.take(bytes, length);
        });
    end(scan, current[0], suspects);
    return suspects;
  }

  private void end(Finder.Scan scan, int tap, BitSet suspects) {
    if (tap != NONE && scan.end()) {
      suspects.set(folds.foldOf(tap));
    }
  }

  private void inBatches(BitSet suspects) throws IOException {
    BitSet batch = new BitSet();
    long held = 0;
    for (int fold = suspects.nextSetBit(0); fold >= 0; fold = suspects.nextSetBit(fold + 1)) {
      batch.set(fold);
      held += folds.kept(fold);
      if (held > BATCH) {
        look(batch);
        batch.clear();
        held = 0;
      }
    }
    look(batch);
  }

  private void look(BitSet batch) throws IOException {
    if (batch.isEmpty()) {
      return;
    }
    Map<Integer, List<RunRow>> runs = new TreeMap<>();
    source.runs(
        tap -> {
          int fold = folds.foldOf(tap);
          return fold >= 0 && batch.get(fold);
        },
        run -> runs.computeIfAbsent(folds.foldOf(run.tap()), fold -> new ArrayList<>()).add(run));
    runs.forEach(this::look);
  }

  private void look(int fold, List<RunRow> runs) {
    if (folds.members(fold) > 1) {
      runs.sort(StreamOrder.of(folds::part));
    }
    byte[] bytes = new TapStream(runs, false).bytes();
    long[] counts = new long[sought.size()];
    List<List<SearchHit.Place>> places = new ArrayList<>();
    sought.forEach(each -> places.add(new ArrayList<>()));
    StreamCursor cursor = new StreamCursor(runs);
    BitSet breaks = breaks(runs);
    int from = 0;
    while (from < bytes.length) {
      int next = breaks.nextSetBit(from + 1);
      int to = next < 0 ? bytes.length : Math.min(next, bytes.length);
      int start = from;
      finder.search(
          start == 0 && to == bytes.length ? bytes : Arrays.copyOfRange(bytes, start, to),
          offset -> cursor.address(start + offset),
          (which, begin, end) -> {
            if (counts[which]++ < options.places()) {
              places.get(which).add(cursor.place(bytes, start + begin, end - begin, AROUND, SHOWN));
            }
          });
      from = to;
    }
    for (int which = 0; which < counts.length; which++) {
      if (counts[which] > 0) {
        hits.add(
            new SearchHit(folds.tap(fold), sought.get(which), counts[which], places.get(which)));
      }
    }
  }

  /// The offsets in a fold's content across which nothing is found: where another part's stream
  /// begins, and where bytes are missing, as far as that is known.
  private BitSet breaks(List<RunRow> runs) {
    BitSet breaks = new BitSet();
    int offset = 0;
    long part = -1;
    for (RunRow run : runs) {
      if (folds.part(run.tap()) != part) {
        part = folds.part(run.tap());
        breaks.set(offset);
        if (folds.aloneInItsPart(run.tap()) && folds.cut(run.tap(), head)) {
          breaks.set(offset + head);
        }
      }
      offset += run.bytes().length;
    }
    return breaks;
  }
}
