package dev.tapmine.questions;

import dev.tapmine.taps.RunRow;
import dev.tapmine.taps.TapSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Rebuilds the streams of taps from their runs.
///
/// A tap at the depth mined has its runs in the order of its accesses. A fold's are merged by the
/// time of each run's first access. Since that is the only time a run keeps, the bytes of two
/// members whose runs overlap in time come run after run, not access by access: where two calling
/// contexts write by turns within one stretch, as two threads or an interrupt may, the order in the
/// merged stream differs from the true one. Ranking is not touched by this; its histograms are
/// exact.
///
/// Where spaces that share code are merged, the stream is that of each space after the other, in
/// ascending order of the spaces' ids, each in time; see [Folds].
public final class TapStreams {
  private TapStreams() {}

  /// The stream of a tap, as far as it is kept.
  ///
  /// @param limit bytes at the most
  public static TapStream of(TapSource source, FoldedTap tap, long limit) throws IOException {
    Set<Integer> members = new HashSet<>(tap.members());
    List<RunRow> runs = new ArrayList<>();
    source.runs(members::contains, runs::add);
    order(tap, runs);
    return new TapStream(runs, tap.truncated()).limited(limit);
  }

  /// The beginnings of several taps' streams, in one reading of the source.
  ///
  /// @param limit bytes of each at the most; of each member so much is read, so that in a fold
  ///   whose members write by turns the bytes may not be quite the first
  public static List<TapStream> of(TapSource source, List<FoldedTap> taps, long limit)
      throws IOException {
    Map<Integer, List<RunRow>> runs = new HashMap<>();
    Map<Integer, Long> read = new HashMap<>();
    taps.forEach(tap -> tap.members().forEach(member -> runs.put(member, new ArrayList<>())));
    source.runs(
        runs::containsKey,
        run -> {
          List<RunRow> kept = runs.get(run.tap());
          long before = read.merge(run.tap(), (long) run.bytes().length, Long::sum);
          if (kept != null && before - run.bytes().length < limit) {
            kept.add(run);
          }
        });
    List<TapStream> streams = new ArrayList<>();
    for (FoldedTap tap : taps) {
      List<RunRow> all = new ArrayList<>();
      tap.members().forEach(member -> all.addAll(runs.getOrDefault(member, List.of())));
      order(tap, all);
      long present =
          tap.members().stream().mapToLong(member -> read.getOrDefault(member, 0L)).sum();
      streams.add(new TapStream(all, tap.truncated() || present > limit).limited(limit));
    }
    return streams;
  }

  /// Brings runs of a tap, which a source delivered, into the order of the tap's stream.
  public static void order(FoldedTap tap, List<RunRow> runs) {
    if (tap.members().size() < 2) {
      return;
    }
    Map<Integer, Integer> partOf = new HashMap<>();
    for (int part = 0; part < tap.parts().size(); part++) {
      for (int member : tap.parts().get(part).members()) {
        partOf.put(member, part);
      }
    }
    runs.sort(StreamOrder.of(member -> partOf.getOrDefault(member, 0)));
  }
}
