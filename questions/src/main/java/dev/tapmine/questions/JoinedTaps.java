package dev.tapmine.questions;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Joins taps that together write or read one buffer, as a copy routine's loop and its tail do: a
/// tap is joined with those whose runs meet its own, for as long as that makes the text longer by a
/// tenth, adds more text than other bytes, and takes it not farther from the exemplar. Those that
/// have one port are joined at once, if that is so of them together, and laid one after the other
/// in time.
final class JoinedTaps {
  private static final double TIE = 0.01;
  private static final double LONGER = 1.1;

  /// What is farther than this is not like the exemplar, joined or not.
  private static final double LIKE = 0.5;

  private static final int MOST = 16;

  private static final List<String> BUFFER =
      List.of(
          "%1$d taps under one caller that together have one buffer: where a run of one ends another's begins, or they overlap, time and again.",
          "Their bytes are laid side by side as they lie in memory; each tap makes the text a tenth longer, and none takes it farther from the exemplar by more than %2$.2f.");
  private static final List<String> PORT =
      List.of(
          "%1$d taps all of whose accesses are to one address: what they send there is one stream.",
          "Their characters stand in the order of time; together they are not farther from the exemplar than one alone, by more than %2$.2f.");

  private final Alphabet alphabet;
  private final PieceDistance distance;
  private final Map<TapPlace, TapRuns> streams;
  private final Map<TapPlace, List<TapPlace>> partners;
  private final Map<TapPlace, List<TapPlace>> ofPort;

  /// Bytes laid at the most; what is not tried by then stays apart.
  private long room = 2L << 30;

  /// @param streams of the taps and of those partners that may be joined
  /// @param partners of each tap, most often met first
  /// @param ofPort the other taps of each tap's port
  JoinedTaps(
      Alphabet alphabet,
      PieceDistance distance,
      Map<TapPlace, TapRuns> streams,
      Map<TapPlace, List<TapPlace>> partners,
      Map<TapPlace, List<TapPlace>> ofPort) {
    this.alphabet = alphabet;
    this.distance = distance;
    this.streams = streams;
    this.partners = partners;
    this.ofPort = ofPort;
  }

  /// A text that taps have together.
  private record Text(List<Piece> pieces, long bytes, long cut, double distance) {
    /// What is kept of one that was tried.
    Text withoutPieces() {
      return new Text(List.of(), bytes, cut, distance);
    }
  }

  /// What some of the taps are with their partners; each set of taps once.
  ///
  /// @param taps nearest first
  List<Channel> of(List<TapPlace> taps) {
    List<Channel> joined = new ArrayList<>();
    Set<String> names = new HashSet<>();
    Map<Set<TapPlace>, Text> tried = new HashMap<>();
    for (TapPlace tap : taps) {
      Set<TapPlace> port = new HashSet<>(ofPort.getOrDefault(tap, List.of()));
      port.retainAll(streams.keySet());
      if (!port.isEmpty()) {
        Text alone = inTime(Set.of(tap));
        port.add(tap);
        Text text = inTime(port);
        if (text.bytes() > alone.bytes() && takes(alone, text, tap)) {
          add(channel(port, text, true), names, joined);
        }
      }
      Set<TapPlace> all = grown(tap, tried);
      if (all.size() > 1) {
        add(channel(all, text(all), false), names, joined);
      }
    }
    return joined;
  }

  private static void add(Channel channel, Set<String> names, List<Channel> to) {
    if (names.add(channel.name())) {
      to.add(channel);
    }
  }

  /// Whether a text may take more on: most of what came to it is text, and it is not farther from
  /// the exemplar.
  private static boolean takes(Text before, Text after, TapPlace tap) {
    return after.distance() < LIKE
        && addsText(before, after)
        && after.distance() <= Math.min(before.distance(), tap.distance()) + TIE;
  }

  private Text inTime(Set<TapPlace> of) {
    return measured(JoinedText.inTime(runs(of).stream().map(TapRuns::runs).toList(), alphabet));
  }

  private Set<TapPlace> grown(TapPlace tap, Map<Set<TapPlace>, Text> tried) {
    Set<TapPlace> all = new HashSet<>(Set.of(tap));
    List<TapPlace> open = new ArrayList<>(partners.getOrDefault(tap, List.of()));
    if (open.isEmpty()) {
      return all;
    }
    Text text = measured(all, tried);
    for (int next = 0; next < open.size() && all.size() < MOST && room > 0; next++) {
      TapPlace partner = open.get(next);
      Set<TapPlace> more = new HashSet<>(all);
      if (!streams.containsKey(partner) || !more.add(partner)) {
        continue;
      }
      Text longer = measured(more, tried);
      if (longer.bytes() >= LONGER * text.bytes()
          && addsText(measured(Set.of(partner), tried), longer)
          && takes(text, longer, tap)) {
        text = longer;
        all.add(partner);
        open.addAll(partners.getOrDefault(partner, List.of()));
      }
    }
    return all;
  }

  private Text measured(Set<TapPlace> of, Map<Set<TapPlace>, Text> tried) {
    return tried.computeIfAbsent(Set.copyOf(of), some -> text(some).withoutPieces());
  }

  /// Whether what came to it is text for the greater part: of a tap of text and its neighbour that
  /// is none, neither must bring the other along.
  private static boolean addsText(Text before, Text after) {
    return after.cut() - before.cut() <= after.bytes() - before.bytes();
  }

  private Text text(Set<TapPlace> of) {
    TapText text = JoinedText.laid(runs(of).stream().map(TapRuns::runs).toList(), alphabet);
    room -= text.bytes() + text.cut();
    return measured(text);
  }

  private Text measured(TapText text) {
    return new Text(
        text.pieces(), text.bytes(), text.cut(), distance.of(text.pieces(), text.cut()));
  }

  private List<TapRuns> runs(Set<TapPlace> of) {
    return of.stream()
        .sorted(Comparator.comparingInt(TapPlace::tap))
        .map(place -> streams.get(place))
        .filter(stream -> stream != null)
        .toList();
  }

  private static String names(List<FoldedTap> taps) {
    return "They are %s."
        .formatted(
            taps.stream().map(tap -> tap.name().toString()).collect(Collectors.joining(", ")));
  }

  private Channel channel(Set<TapPlace> all, Text text, boolean port) {
    List<String> steps = port ? PORT : BUFFER;
    List<FoldedTap> taps = runs(all).stream().map(TapRuns::tap).toList();
    TreeSet<Integer> members = new TreeSet<>();
    taps.forEach(tap -> members.addAll(tap.members()));
    return new Channel(
        ChannelName.of(taps).text(),
        text.distance(),
        new Carrier.OfTaps(taps, port),
        text.pieces(),
        text.bytes(),
        text.cut(),
        taps.stream().noneMatch(FoldedTap::truncated),
        List.copyOf(members),
        Stream.concat(
                steps.stream().map(step -> step.formatted(taps.size(), TIE)),
                Stream.of(names(taps)))
            .toList());
  }
}
