package dev.tapmine.cli;

import dev.tapmine.questions.FoldedTap;
import dev.tapmine.questions.Preview;
import dev.tapmine.questions.TapStream;
import dev.tapmine.questions.TapStreams;
import dev.tapmine.taps.RunRow;
import dev.tapmine.taps.TapSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// One line of each of several taps' streams, read in one go.
final class Previews {
  private static final int ENOUGH = 64 << 10;
  private static final int WIDTH = 60;

  private final Map<Integer, List<RunRow>> runs = new HashMap<>();
  private final Map<Integer, Integer> bytes = new HashMap<>();

  /// Reads what is needed for these taps.
  static Previews of(TapSource source, List<FoldedTap> taps) throws IOException {
    Previews previews = new Previews();
    for (FoldedTap tap : taps) {
      tap.members().forEach(member -> previews.runs.put(member, new ArrayList<>()));
    }
    source.runs(previews.runs::containsKey, previews::take);
    return previews;
  }

  private void take(RunRow run) {
    int had = bytes.merge(run.tap(), run.bytes().length, Integer::sum) - run.bytes().length;
    if (had < ENOUGH) {
      runs.getOrDefault(run.tap(), new ArrayList<>()).add(run);
    }
  }

  /// The stretch of a tap's stream with most text in it.
  String of(FoldedTap tap) {
    List<RunRow> all = new ArrayList<>();
    tap.members().forEach(member -> all.addAll(runs.getOrDefault(member, List.of())));
    TapStreams.order(tap, all);
    return Preview.of(new TapStream(all, true).bytes(), WIDTH);
  }
}
