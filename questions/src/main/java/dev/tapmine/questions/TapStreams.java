package dev.tapmine.questions;

import dev.tapmine.taps.RunRow;
import dev.tapmine.taps.TapSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Rebuilds the streams of taps from their runs.
///
/// A tap at the depth mined has its runs in the order of its accesses. A fold's are merged by the
/// time of each run's first access. Since that is the only time a run keeps, the bytes of two
/// members whose runs overlap in time come run after run, not access by access: where two calling
/// contexts write by turns within one stretch, as two threads or an interrupt may, the order in the
/// merged stream differs from the true one. Ranking is not touched by this; its histograms are
/// exact.
public final class TapStreams {
  /// A run keeps the place it has within its own tap where times are equal, since the sort is
  /// stable and a source delivers by tap.
  static final Comparator<RunRow> BY_TIME = Comparator.comparingLong(RunRow::time);

  private TapStreams() {}

  /// The stream of a tap, as far as it is kept.
  ///
  /// @param limit bytes at the most
  public static TapStream of(TapSource source, FoldedTap tap, long limit) throws IOException {
    Set<Integer> members = new HashSet<>(tap.members());
    List<RunRow> runs = new ArrayList<>();
    source.runs(members::contains, runs::add);
    if (members.size() > 1) {
      runs.sort(BY_TIME);
    }
    return new TapStream(runs, tap.truncated()).limited(limit);
  }
}
