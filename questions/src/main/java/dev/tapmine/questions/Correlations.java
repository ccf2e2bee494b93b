package dev.tapmine.questions;

import dev.tapmine.taps.RunRow;
import dev.tapmine.taps.TapSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which taps have their runs where given taps have theirs, most often first: a run of one ended
/// where one of the other began, while both were among the five most recent (the seed paper's
/// correlation, counted when the index was mined), or overlapped it, as the head and the tail of an
/// unrolled copy do.
final class Correlations {
  /// Meetings that are no accident.
  private static final long LEAST = 8;

  private static final int RECENT = 5;

  /// Partners of one tap.
  private static final int MOST = 8;

  private final List<Folds> folds;
  private final Map<Key, Map<Integer, Long>> times = new HashMap<>();

  private record Key(int level, int fold) {}

  private Correlations(List<Folds> folds) {
    this.folds = folds;
  }

  /// Reads the meetings of some taps.
  ///
  /// @param folds the levels
  static Correlations of(TapSource source, List<Folds> folds, List<TapPlace> some)
      throws IOException {
    Correlations correlations = new Correlations(folds);
    some.forEach(place -> correlations.times.put(key(place), new HashMap<>()));
    if (some.isEmpty()) {
      return correlations;
    }
    source.adjacent(row -> {
      for (int level = 0; level < folds.size(); level++) {
        int lower = folds.get(level).foldOf(row.lower());
        int upper = folds.get(level).foldOf(row.upper());
        if (lower != upper && lower >= 0 && upper >= 0) {
          correlations.meet(new Key(level, lower), upper, row.times());
          correlations.meet(new Key(level, upper), lower, row.times());
        }
      }
    });
    return correlations;
  }

  private static Key key(TapPlace place) {
    return new Key(place.level(), place.fold());
  }

  /// Counts the runs that overlap one of the five that other taps had shortly before. Such taps are
  /// sought among those whose streams are at hand.
  void overlapping(Map<TapPlace, TapRuns> streams) {
    for (int level = 0; level < folds.size() && !times.isEmpty(); level++) {
      List<Placed> all = new ArrayList<>();
      for (Map.Entry<TapPlace, TapRuns> stream : streams.entrySet()) {
        if (stream.getKey().level() == level) {
          int fold = stream.getKey().fold();
          stream.getValue().runs().forEach(run -> all.add(new Placed(fold, run)));
        }
      }
      all.sort(Comparator.comparingLong(placed -> placed.run().time()));
      for (int i = 1; i < all.size(); i++) {
        for (int j = Math.max(0, i - RECENT); j < i; j++) {
          if (all.get(i).overlaps(all.get(j))) {
            meet(new Key(level, all.get(i).fold()), all.get(j).fold(), 1);
            meet(new Key(level, all.get(j).fold()), all.get(i).fold(), 1);
          }
        }
      }
    }
  }

  /// A run of a fold.
  private record Placed(int fold, RunRow run) {
    boolean overlaps(Placed before) {
      return fold != before.fold()
          && run.address() != before.run().address() // the same place again, as a port
          && run.time() - before.run().time() <= LaidRuns.soon(before.run())
          && run.address() < before.run().address() + before.run().bytes().length
          && before.run().address() < run.address() + run.bytes().length;
    }
  }

  private void meet(Key one, int other, long count) {
    Map<Integer, Long> met = times.get(one);
    if (met != null) {
      met.merge(other, count, Long::sum);
    }
  }

  /// The folds that are partners of one of the taps, at its level: those that do the same in the
  /// same space, called by the same code.
  List<Integer> partners(TapPlace of) {
    Folds at = folds.get(of.level());
    return times.getOrDefault(key(of), Map.of()).entrySet().stream()
        .filter(entry -> entry.getValue() >= LEAST)
        .filter(entry -> at.sideBySide(of.fold(), entry.getKey()))
        .sorted(
            Map.Entry.<Integer, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(MOST)
        .map(Map.Entry::getKey)
        .toList();
  }
}
