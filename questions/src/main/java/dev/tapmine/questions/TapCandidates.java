package dev.tapmine.questions;

import dev.tapmine.taps.RunRow;
import dev.tapmine.taps.TapSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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

  /// Busy taps are those that share so many pairs with the exemplar and are as far from it as this
  /// all the same.
  private static final long LEAST_SHARED = 1024;

  private static final double FAR = 0.3;
  private static final int MOST_BUSY = 500;

  /// At each depth, taps looked at whose characters come one by one.
  private static final int MOST_ALONE = 50;

  /// Of the nearest taps so many are joined with others.
  private static final int MOST_JOINED = 100;

  /// Bytes of their partners' streams that are looked at.
  private static final long MOST_BESIDE = 8 << 20;

  private final TapSource source;
  private final Exemplar exemplar;
  private final ChannelOptions options;
  private final Alphabet alphabet;
  private final PieceDistance distance;

  /// Whether the exemplar has zeros beside its characters itself, so that none are left out.
  private final boolean wide;

  private final List<Folds> folds = new ArrayList<>();
  private final List<double[]> distances = new ArrayList<>();
  private final Map<String, List<RunRow>> runs = new HashMap<>();
  private long tried;

  TapCandidates(
      TapSource source, Exemplar exemplar, PieceDistance distance, ChannelOptions options) {
    this.source = source;
    this.alphabet = Alphabet.of(exemplar);
    this.wide = LoneCharacters.areIn(exemplar);
    this.distance = distance;
    this.exemplar = exemplar;
    this.options = options;
  }

  /// Taps whose distance was taken.
  long tried() {
    return tried;
  }

  /// What is kept of the streams of the channels found, where each is one tap, by their names.
  Map<String, List<RunRow>> runs() {
    return runs;
  }

  /// The nearest taps with their streams, nearest first; then what some of them are together, and
  /// the best stretches of busy ones.
  List<Channel> nearest() throws IOException {
    folds.addAll(
        Folds.of(
            source, depths().stream().map(depth -> new Fold(depth, options.byCode())).toList()));
    List<Rank.Distances> found = Rank.distances(source, folds, exemplar, options.filter());
    found.forEach(at -> distances.add(at.of()));
    Map<TapPlace, Channel> alone = new HashMap<>();
    List<Channel> stretches = new ArrayList<>();
    if (options.depth().isEmpty()) {
      lookCloser(found, alone, stretches);
    }
    for (double[] of : distances) {
      tried += Arrays.stream(of).filter(Double::isFinite).count();
    }
    List<TapPlace> chosen = new ArrayList<>();
    choose(chosen);
    chosen.sort(TapPlace.NEAREST);
    List<Channel> nearest =
        joined(chosen.subList(0, Math.min(options.candidates(), chosen.size())), alone);
    Set<String> names = new HashSet<>();
    nearest.forEach(channel -> names.add(channel.name()));
    stretches.stream().filter(channel -> names.add(channel.name())).forEach(nearest::add);
    return nearest;
  }

  /// Looks at the streams of taps whose byte pairs do not tell what they are: those whose
  /// characters come one by one, and busy ones. One pass over what the source keeps serves all.
  private void lookCloser(
      List<Rank.Distances> found, Map<TapPlace, Channel> alone, List<Channel> stretches)
      throws IOException {
    List<TapPlace> characters = new ArrayList<>();
    for (int level = 0; level < folds.size(); level++) {
      characters.addAll(ofCharacters(level, found.get(level)));
    }
    List<TapPlace> all = new ArrayList<>(characters);
    all.addAll(busy(found.getLast()));
    Set<TapPlace> apart = new HashSet<>(characters);
    Map<TapPlace, TapRuns> streams = streams(all);
    for (int i = 0; i < all.size(); i++) {
      TapPlace place = all.get(i);
      TapRuns stream = streams.get(place);
      if (stream == null) {
        continue;
      }
      Channel channel = apart.contains(place) ? characters(stream) : stretch(stream);
      double[] of = distances.get(place.level());
      if (i >= characters.size()) {
        if (channel.distance() < FAR) {
          stretches.add(channel);
        }
      } else if (channel.distance() < of[place.fold()]) {
        of[place.fold()] = channel.distance();
        alone.put(
            new TapPlace(place.level(), place.fold(), channel.distance(), place.tap()), channel);
      }
    }
  }

  /// Taps whose characters come one by one in wider accesses, those with most characters.
  private List<TapPlace> ofCharacters(int level, Rank.Distances at) {
    if (wide) {
      return List.of();
    }
    Folds of = folds.get(level);
    List<TapPlace> places = new ArrayList<>();
    for (int fold = 0; fold < of.size(); fold++) {
      if (at.alone()[fold] >= options.filter().minBytes() && Double.isFinite(at.of()[fold])) {
        places.add(new TapPlace(level, fold, -at.alone()[fold], of.representative(fold)));
      }
    }
    places.sort(TapPlace.NEAREST); // most characters first
    return places.subList(0, Math.min(MOST_ALONE, places.size()));
  }

  private Channel characters(TapRuns stream) {
    FoldedTap tap = stream.tap();
    TapText text = TapText.ofLines(CharacterLines.of(stream.runs()), alphabet);
    List<String> steps = new ArrayList<>(steps(tap));
    steps.add(
        "Each access holds one character beside zeros or a colour; the stream is that of the characters.");
    return channel(tap, picked(text), text, !tap.truncated(), steps);
  }

  /// Busy taps, far from the exemplar as a whole; their best stretches may be near.
  private List<TapPlace> busy(Rank.Distances at) {
    Folds deepest = folds.getLast();
    int level = folds.size() - 1;
    List<TapPlace> busy = new ArrayList<>();
    for (int fold = 0; fold < deepest.size(); fold++) {
      if (at.shared()[fold] >= LEAST_SHARED && at.of()[fold] >= FAR && at.alone()[fold] == 0) {
        busy.add(new TapPlace(level, fold, -at.shared()[fold], deepest.representative(fold)));
      }
    }
    busy.sort(TapPlace.NEAREST); // most shared pairs first
    return busy.subList(0, Math.min(MOST_BUSY, busy.size()));
  }

  private Channel stretch(TapRuns stream) {
    FoldedTap tap = stream.tap();
    TapText text = TapText.of(BestStretch.of(stream.runs(), alphabet), alphabet);
    List<String> steps = new ArrayList<>(steps(tap));
    steps.add(
        "A busy tap: of %,d bytes these are the stretch with most text in it; its distance is that of the stretch."
            .formatted(tap.bytes()));
    return channel(tap, picked(text), text, false, steps);
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

  /// From the deepest level on, lets a fold stand for those that it merges, or them for it.
  private void choose(List<TapPlace> chosen) {
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
          chosen.add(place(level, fold));
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

  /// The channels of places, and those that the nearest of them are with others that have the same
  /// buffer or port.
  ///
  /// @param alone channels of those whose characters come one by one
  private List<Channel> joined(List<TapPlace> places, Map<TapPlace, Channel> alone)
      throws IOException {
    List<TapPlace> nearest =
        options.depth().isPresent()
            ? List.of()
            : places.subList(0, Math.min(MOST_JOINED, places.size()));
    Correlations met = Correlations.of(source, folds, nearest);
    Ports ports = Ports.of(source, folds, nearest);
    Set<TapPlace> all = new LinkedHashSet<>(places);
    Map<TapPlace, List<TapPlace>> ofPort = new HashMap<>();
    long room = MOST_BESIDE;
    for (TapPlace place : nearest) {
      List<TapPlace> others = places(place.level(), ports.others(place));
      ofPort.put(place, others);
      List<TapPlace> beside = new ArrayList<>(others);
      beside.addAll(places(place.level(), met.partners(place)));
      for (TapPlace other : beside) {
        long kept = folds.get(other.level()).kept(other.fold());
        if (kept <= room && all.add(other)) {
          room -= kept;
        }
      }
    }
    Map<TapPlace, TapRuns> streams = streams(List.copyOf(all));
    met.overlapping(streams);
    Map<TapPlace, List<TapPlace>> partners = new HashMap<>();
    nearest.forEach(place -> partners.put(place, places(place.level(), met.partners(place))));
    List<Channel> channels = new ArrayList<>();
    for (TapPlace place : places) {
      TapRuns stream = streams.get(place);
      if (alone.containsKey(place)) {
        channels.add(alone.get(place));
      } else if (stream != null) {
        Channel channel = channel(place, stream);
        channels.add(channel);
        runs.put(channel.name(), stream.runs());
      }
    }
    channels.addAll(new JoinedTaps(alphabet, distance, streams, partners, ofPort).of(nearest));
    return channels;
  }

  private TapPlace place(int level, int fold) {
    return new TapPlace(
        level, fold, distances.get(level)[fold], folds.get(level).representative(fold));
  }

  private List<TapPlace> places(int level, List<Integer> of) {
    return of.stream().map(fold -> place(level, fold)).toList();
  }

  private Channel channel(TapPlace place, TapRuns stream) {
    TapText text =
        options.depth().isPresent() || wide
            ? TapText.of(stream.runs(), alphabet)
            : TapText.ofLines(CharacterLines.of(stream.runs()), alphabet);
    FoldedTap tap = stream.tap();
    return channel(tap, place.distance(), text, !tap.truncated(), steps(tap));
  }

  private Channel channel(
      FoldedTap tap, double away, TapText text, boolean whole, List<String> steps) {
    return new Channel(
        tap.name().toString(deepestMined()),
        away,
        new Carrier.OfTap(tap),
        text.pieces(),
        text.bytes(),
        text.cut(),
        whole,
        tap.members(),
        steps);
  }

  /// How far a text is that was picked out of a stream; far where little is left.
  private double picked(TapText text) {
    return text.bytes() < options.filter().minBytes()
        ? JensenShannon.NOTHING_SHARED
        : distance.of(text.pieces(), text.cut());
  }

  private Map<TapPlace, TapRuns> streams(List<TapPlace> places) throws IOException {
    Map<Integer, List<RunRow>> runs = new HashMap<>();
    Map<TapPlace, FoldedTap> taps = new LinkedHashMap<>();
    for (TapPlace place : places) {
      FoldedTap tap = folds.get(place.level()).tap(place.fold());
      taps.put(place, tap);
      tap.members().forEach(member -> runs.put(member, new ArrayList<>()));
    }
    source.runs(runs::containsKey, run -> runs.getOrDefault(run.tap(), new ArrayList<>()).add(run));
    Map<TapPlace, TapRuns> streams = new LinkedHashMap<>();
    taps.forEach((place, tap) -> {
      List<RunRow> all = new ArrayList<>();
      tap.members().forEach(member -> all.addAll(runs.getOrDefault(member, List.of())));
      TapStreams.order(tap, all);
      streams.put(place, new TapRuns(tap, all));
    });
    return streams;
  }

  private int deepestMined() {
    return folds.getFirst().mined();
  }

  private List<String> steps(FoldedTap tap) {
    String merged =
        tap.members().size() > 1
            ? "%d taps at the depth mined are one here: no caller alone is nearer to the exemplar by more than %.2f."
                .formatted(tap.members().size(), TIE)
            : "One tap at the depth mined.";
    return List.of(
        "A plain tap: the bytes of one instruction in the order of its accesses.", merged);
  }
}
