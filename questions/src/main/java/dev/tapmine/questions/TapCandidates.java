package dev.tapmine.questions;

import dev.tapmine.taps.RunRow;
import dev.tapmine.taps.TapSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The plain taps that look most like an exemplar, each at the depth that its data ask for.
///
/// A tap is split by its callers where one of them alone is nearer to the exemplar than all
/// together by more than a hundredth, and merged over them where it is not: what is one stream has
/// the same distance whole, and is longer.
final class TapCandidates {
  private static final double TIE = 0.01;

  private final TapSource source;
  private final Exemplar exemplar;
  private final ChannelOptions options;
  private final List<Folds> folds = new ArrayList<>();
  private final List<double[]> distances = new ArrayList<>();
  private long tried;

  TapCandidates(TapSource source, Exemplar exemplar, ChannelOptions options) {
    this.source = source;
    this.exemplar = exemplar;
    this.options = options;
  }

  /// Taps whose distance was taken.
  long tried() {
    return tried;
  }

  /// The nearest taps with their streams, nearest first.
  List<Channel> nearest() throws IOException {
    for (int depth : depths()) {
      folds.add(Folds.of(source, new Fold(depth, options.byCode())));
    }
    distances.addAll(Rank.distances(source, folds, exemplar, options.filter()));
    for (double[] of : distances) {
      tried += Arrays.stream(of).filter(Double::isFinite).count();
    }
    List<Place> chosen = new ArrayList<>();
    choose(chosen);
    chosen.sort(Place.NEAREST);
    return channels(chosen.subList(0, Math.min(options.candidates(), chosen.size())));
  }

  private Set<Integer> depths() throws IOException {
    int mined = source.mined().depth();
    Set<Integer> depths = new TreeSet<>();
    if (options.depth().isPresent()) {
      depths.add(options.depth().getAsInt());
    } else {
      for (int depth = 0; depth <= Math.min(2, mined); depth++) {
        depths.add(depth);
      }
      depths.add(mined);
    }
    return depths;
  }

  /// A fold at one of the depths.
  private record Place(int level, int fold, double distance, int tap) {
    private static final Comparator<Place> NEAREST =
        Comparator.comparingDouble(Place::distance)
            .thenComparingInt(Place::level)
            .thenComparingInt(Place::tap);
  }

  /// From the deepest level on, lets a fold stand for those that it merges, or them for it.
  private void choose(List<Place> chosen) {
    int deepest = folds.size() - 1;
    double[] best = distances.get(deepest).clone();
    boolean[][] stands = new boolean[folds.size()][];
    stands[deepest] = new boolean[best.length];
    Arrays.fill(stands[deepest], true);
    for (int level = deepest - 1; level >= 0; level--) {
      Folds above = folds.get(level);
      Folds below = folds.get(level + 1);
      double[] nearest = new double[above.size()];
      Arrays.fill(nearest, Double.POSITIVE_INFINITY);
      for (int fold = 0; fold < below.size(); fold++) {
        int parent = above.foldOf(below.representative(fold));
        nearest[parent] = Math.min(nearest[parent], best[fold]);
      }
      stands[level] = new boolean[above.size()];
      for (int fold = 0; fold < above.size(); fold++) {
        double own = distances.get(level)[fold];
        stands[level][fold] = Double.isFinite(own) && own <= nearest[fold] + TIE;
        nearest[fold] = Math.min(nearest[fold], own);
      }
      best = nearest;
    }
    for (int level = 0; level <= deepest; level++) {
      for (int fold = 0; fold < folds.get(level).size(); fold++) {
        double distance = distances.get(level)[fold];
        if (stands[level][fold] && Double.isFinite(distance) && !covered(stands, level, fold)) {
          chosen.add(new Place(level, fold, distance, folds.get(level).representative(fold)));
        }
      }
    }
  }

  /// Whether a fold that merges this one stands for it.
  private boolean covered(boolean[][] stands, int level, int fold) {
    int tap = folds.get(level).representative(fold);
    for (int above = 0; above < level; above++) {
      if (stands[above][folds.get(above).foldOf(tap)]) {
        return true;
      }
    }
    return false;
  }

  private List<Channel> channels(List<Place> places) throws IOException {
    Map<Integer, List<RunRow>> runs = new HashMap<>();
    List<FoldedTap> taps = new ArrayList<>();
    for (Place place : places) {
      FoldedTap tap = folds.get(place.level()).tap(place.fold());
      taps.add(tap);
      tap.members().forEach(member -> runs.put(member, new ArrayList<>()));
    }
    source.runs(runs::containsKey, run -> runs.getOrDefault(run.tap(), new ArrayList<>()).add(run));
    int mined = source.mined().depth();
    Alphabet alphabet = Alphabet.of(exemplar);
    List<Channel> channels = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      FoldedTap tap = taps.get(i);
      List<RunRow> all = new ArrayList<>();
      tap.members().forEach(member -> all.addAll(runs.getOrDefault(member, List.of())));
      TapStreams.order(tap, all);
      TapText text = TapText.of(all, alphabet);
      channels.add(
          new Channel(
              tap.name().toString(mined),
              places.get(i).distance(),
              new Carrier.OfTap(tap),
              text.pieces(),
              text.bytes(),
              text.cut(),
              !tap.truncated(),
              tap.members(),
              steps(tap)));
    }
    return channels;
  }

  private List<String> steps(FoldedTap tap) {
    String merged =
        tap.members().size() > 1
            ? "%d taps at the depth mined are one here: no caller alone is nearer to the exemplar by more than %.2f."
                .formatted(tap.members().size(), TIE)
            : "One tap at the depth mined.";
    String address =
        tap.accesses() > 1 && tap.bytes() > 0
            ? "A plain tap: the bytes of one instruction in the order of its accesses."
            : "A plain tap.";
    return List.of(address, merged);
  }
}
