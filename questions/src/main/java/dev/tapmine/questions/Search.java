package dev.tapmine.questions;

import dev.tapmine.taps.RunRow;
import dev.tapmine.taps.TapSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Searches streams for bytes, across the accesses of each tap.
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

  /// Content of folds held at a time.
  private static final long BATCH = 32L << 20;

  /// Bytes of all needles together.
  private static final long MOST_BYTES = 2 * Needle.MOST;

  private final TapSource source;
  private final List<Needle> needles;
  private final SearchOptions options;
  private final Folds folds;
  private final Automaton automaton;
  private final ByteOrders orders;
  private final int head;
  private final List<SearchHit> hits = new ArrayList<>();
  private final BitSet accepted = new BitSet();

  private Search(TapSource source, List<Needle> needles, SearchOptions options) throws IOException {
    this.source = source;
    this.needles = needles;
    this.options = options;
    this.folds = Folds.of(source, options.fold());
    this.automaton = new Automaton(needles, options.ignoreCase());
    this.orders = new ByteOrders(needles, source.mined().bigEndian());
    this.head = source.mined().head();
  }

  /// Searches all taps that the options' filter accepts.
  ///
  /// @throws QuestionException when there is nothing to search for, or no fold to the depth
  public static SearchAnswer search(TapSource source, List<Needle> needles, SearchOptions options)
      throws IOException {
    if (needles.isEmpty()) {
      throw new QuestionException("There is nothing to search for: give a string or hex bytes.");
    }
    long bytes = needles.stream().mapToLong(Needle::length).sum();
    if (bytes > MOST_BYTES) { // the automaton takes a kilobyte for each
      throw new QuestionException(
          "The strings to search for have %,d bytes together in all encodings: give %,d at the most, name one encoding, or give some in another search."
              .formatted(bytes, MOST_BYTES));
    }
    return new Search(source, List.copyOf(needles), options).search();
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
        Comparator.comparingInt((SearchHit hit) -> Needle.place(needles, hit.needle()))
            .thenComparing(SearchHit::count, Comparator.reverseOrder())
            .thenComparing(SearchHit::tap, FoldedTap.BY_IDENTITY));
    return new SearchAnswer(hits, accepted.cardinality(), bytes, cutTaps, cutBytes);
  }

  /// Folds that must be looked at with their runs: those that put the streams of several taps
  /// together, whose order only runs tell, and those where the bytes alone hold a needle.
  private BitSet suspects() throws IOException {
    BitSet suspects = new BitSet();
    accepted.stream().filter(folds::interleaved).forEach(suspects::set);
    BitSet scanned = (BitSet) accepted.clone();
    scanned.andNot(suspects);
    int[] current = {-1, 0};
    source.streams(
        tap -> {
          int fold = folds.foldOf(tap);
          return fold >= 0 && scanned.get(fold);
        },
        (tap, bytes, length) -> {
          if (tap != current[0]) {
            current[0] = tap;
            current[1] = 0;
          }
          current[1] =
              automaton.search(
                  current[1], bytes, length, (needle, end) -> suspects.set(folds.foldOf(tap)));
        });
    return suspects;
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
    TapStream stream = new TapStream(runs, false);
    byte[] bytes = stream.bytes();
    long[] counts = new long[needles.size()];
    List<List<SearchHit.Place>> places = new ArrayList<>();
    needles.forEach(needle -> places.add(new ArrayList<>()));
    StreamCursor cursor = new StreamCursor(runs);
    BitSet breaks = breaks(runs);
    orders.search(
        automaton,
        bytes,
        (needle, end) -> {
          int torn = breaks.nextSetBit(end - needles.get(needle).length() + 1);
          return torn < 0 || torn >= end;
        },
        cursor::address,
        (needle, end) -> {
          int length = needles.get(needle).length();
          if (counts[needle]++ < options.places()) {
            places.get(needle).add(cursor.place(bytes, end - length, length, AROUND));
          }
        });
    for (int needle = 0; needle < counts.length; needle++) {
      if (counts[needle] > 0) {
        hits.add(
            new SearchHit(
                folds.tap(fold), needles.get(needle), counts[needle], places.get(needle)));
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
