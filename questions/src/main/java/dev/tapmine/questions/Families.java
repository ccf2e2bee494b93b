package dev.tapmine.questions;

import dev.tapmine.taps.Direction;
import dev.tapmine.taps.RunRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// Gathers channels that carry the same text, and finds in each gathering the origin.
///
/// A family begins with the nearest channel that has none yet, its first member; another belongs to
/// it if one of the two has at least half of the other's text. A small text that is clearly nearer
/// than the first member when its size is allowed for, and has much that the first lacks, is no
/// fragment: it shares words with it, as a log does with a program's strings. The family's text is
/// that of its leader ([Leader]). The origin is the member that the text reached first, among those
/// that have nearly all of it and little else, and that write it if the leader does, since a reader
/// finds it where it is. A copy has it later, a fragment has not all of it, and a busy routine has
/// much beside it.
final class Families {
  /// Share of the most complete member's text that the origin must have.
  private static final double WHOLE = 0.96;

  /// The same for another view of the same memory, from which prefixes may have been cut off.
  private static final double NEARLY = 0.9;

  /// Share of a text that lies around another's bytes if it is one with it.
  private static final double ALL_OF_IT = 0.98;

  /// Share of a fragment's text that the whole has.
  private static final double FRAGMENT = 0.75;

  /// How much less pure than the purest whole member the origin may be.
  private static final double PURITY = 0.95;

  /// Of two views of one memory the nearer one is better if it is nearer by more than this; else
  /// the one that has more.
  private static final double TIE = 0.01;

  private final List<Channel> channels;
  private final double[] beyondChance;
  private final PlacedOutputs outputs;
  private final List<Shingles> shingles = new ArrayList<>();
  private final Leader leaders;

  /// A family by the numbers of its members.
  ///
  /// @param members in the order in which the text reached them
  record Members(int origin, List<Integer> members) {}

  /// @param channels nearest first
  /// @param beyondChance what of their distances their sizes do not explain
  /// @param runs streams of plain taps by the channel's name
  /// @param alphabet what of these streams counts
  Families(
      List<Channel> channels,
      double[] beyondChance,
      Map<String, List<RunRow>> runs,
      Alphabet alphabet) {
    this.channels = channels;
    this.beyondChance = beyondChance;
    List<PlacedOutputs.Owned> numbered = new ArrayList<>();
    channels.forEach(channel -> numbered.add(new PlacedOutputs.Owned(channel, numbered.size())));
    this.outputs = new PlacedOutputs(numbered, runs, alphabet);
    channels.forEach(channel -> shingles.add(Shingles.of(channel.pieces())));
    this.leaders = new Leader(channels, shingles);
  }

  /// Families, each in the place of its nearest member.
  List<Members> gather() {
    List<List<Integer>> families = new ArrayList<>();
    for (int i = 0; i < channels.size(); i++) {
      List<Integer> home = null;
      for (List<Integer> family : families) {
        if (alike(family, i)) {
          home = family;
          break;
        }
      }
      if (home == null) {
        home = new ArrayList<>();
        families.add(home);
      }
      home.add(i);
    }
    return families.stream().map(this::members).toList();
  }

  /// Makes one of families whose origins turned out to carry one text when they were completed:
  /// each had another piece of it, so that neither had half of the other's. The origin is then, of
  /// those that have the whole of it now, the one that had most of it by itself.
  ///
  /// @param families as gathered
  /// @param origins of each, completed or as they were
  /// @return families, each in the place of its nearest member
  List<Members> joined(List<Members> families, List<Channel> origins) {
    List<Shingles> texts = new ArrayList<>();
    int[] homes = new int[families.size()];
    Map<Integer, List<Integer>> together = new TreeMap<>();
    BitSet completed = new BitSet();
    for (int i = 0; i < homes.length; i++) {
      int origin = families.get(i).origin();
      completed.set(i, origins.get(i).text() != channels.get(origin).text());
      texts.add(completed.get(i) ? Shingles.of(origins.get(i).pieces()) : shingles.get(origin));
      int like = 0;
      while (like < i
          && !((completed.get(i) || completed.get(like))
              && oneText(texts.get(i), texts.get(like)))) {
        like++;
      }
      homes[i] = like < i ? homes[like] : i;
      together.computeIfAbsent(homes[i], home -> new ArrayList<>()).add(i);
    }
    return together.values().stream()
        .map(some ->
            some.size() == 1 ? families.get(some.getFirst()) : joined(some, families, texts))
        .toList();
  }

  private Members joined(List<Integer> together, List<Members> families, List<Shingles> texts) {
    double whole = WHOLE * together.stream().mapToInt(i -> texts.get(i).size()).max().orElse(0);
    int origin =
        together.stream()
            .filter(i -> texts.get(i).size() >= whole)
            .map(i -> families.get(i).origin())
            .max(
                Comparator.comparingInt((Integer member) -> shingles.get(member).size())
                    .thenComparing(Comparator.reverseOrder()))
            .orElseThrow();
    TreeSet<Integer> members = new TreeSet<>();
    together.forEach(i -> members.addAll(families.get(i).members()));
    return new Members(origin, members(List.copyOf(members)).members());
  }

  private static boolean oneText(Shingles one, Shingles other) {
    int larger = Math.max(one.size(), other.size());
    return larger > 0 && 2 * one.shared(other) >= larger;
  }

  private boolean alike(List<Integer> family, int one) {
    Shingles own = shingles.get(one);
    Shingles its = shingles.get(family.getFirst());
    int smaller = Math.min(own.size(), its.size());
    int shared = own.shared(its);
    boolean nearer = beyondChance[one] < beyondChance[family.getFirst()] - TIE;
    boolean ofItsOwn = nearer && own.size() == smaller && shared < FRAGMENT * smaller;
    return smaller > 0 && 2 * shared >= smaller && !ofItsOwn;
  }

  private boolean writes(int member) {
    return channels.get(member).carrier().direction() == Direction.WRITE;
  }

  /// What a member has of its family's text.
  ///
  /// @param coverage share of the text that it has
  /// @param purity share of its own that is the text
  /// @param delay half of it came later than this after the first member had it
  private record Part(int member, Channel channel, double coverage, double purity, double delay) {
    private static final Comparator<Part> IN_TIME =
        Comparator.comparingDouble(Part::delay)
            .thenComparingDouble(part -> part.channel().distance())
            .thenComparingInt(Part::member);

    boolean nameless() {
      return channel.carrier() instanceof Carrier.OfOutputs of && of.callee() == 0;
    }
  }

  private Members members(List<Integer> family) {
    List<Integer> eligible = eligible(family);
    int leader = leaders.of(eligible);
    Map<Long, long[]> text = text(family, leader);
    List<Part> inTime =
        family.stream().map(member -> part(member, text)).sorted(Part.IN_TIME).toList();
    double most = part(leader, text).coverage();
    List<Part> whole =
        inTime.stream()
            .filter(part -> eligible.contains(part.member()))
            .filter(part -> part.coverage() >= WHOLE * most)
            .filter(part -> !writes(leader) || writes(part.member()))
            .toList();
    double pure = PURITY * whole.stream().mapToDouble(Part::purity).max().orElse(0);
    List<Part> origins = named(whole.stream().filter(part -> part.purity() >= pure).toList());
    Part earliest = origins.getFirst();
    List<Part> views =
        inTime.stream()
            .filter(part -> eligible.contains(part.member()))
            .filter(part -> part.coverage() >= NEARLY * most && part.purity() >= pure)
            .filter(part ->
                part.member() == earliest.member()
                    || (samePlace(earliest.channel(), part.channel()) && !part.nameless()))
            .toList();
    double nearest = views.stream().mapToDouble(part -> part.channel().distance()).min().orElse(0);
    Part origin =
        views.stream()
            .filter(part -> part.channel().distance() <= nearest + TIE)
            .max(Comparator.comparingDouble(Part::coverage).thenComparing(Part.IN_TIME.reversed()))
            .orElseThrow();
    return new Members(origin.member(), inTime.stream().map(Part::member).toList());
  }

  /// Those that a function or a tap can be named for, if there are any.
  private static List<Part> named(List<Part> whole) {
    List<Part> named = whole.stream().filter(part -> !part.nameless()).toList();
    return named.isEmpty() ? whole : named;
  }

  /// Those that can be the origin. Outputs that have what taps of one buffer put together have also
  /// what other code writes between, and stand for them; where there are none, joined taps have
  /// what each of them has alone. Nothing but its taps has what goes to a port. What one tap wrote
  /// stands in the memory that a function left, if it does, between what others put there, and what
  /// the function left for one caller between what it left for others: its outputs stand for both.
  private List<Integer> eligible(List<Integer> family) {
    Set<FoldedTap> parts = new HashSet<>();
    Set<Integer> covered = new HashSet<>();
    for (int member : family) {
      boolean stands =
          switch (channels.get(member).carrier()) {
            case Carrier.OfTaps of -> {
              parts.addAll(of.taps());
              yield !of.port() && stands(member, family);
            }
            case Carrier.OfTap any -> standsInOutputs(member, family);
            case Carrier.OfOutputs of -> !of.callers().isEmpty() && standsInOutputs(member, family);
          };
      if (stands) {
        covered.add(member);
      }
    }
    return family.stream()
        .filter(member -> !covered.contains(member))
        .filter(member ->
            !(channels.get(member).carrier() instanceof Carrier.OfTap of
                && parts.contains(of.tap())))
        .toList();
  }

  /// Whether a function's outputs have nearly all of a member's text.
  private boolean stands(int member, List<Integer> family) {
    Shingles text = shingles.get(member);
    return family.stream()
        .anyMatch(other ->
            channels.get(other).carrier() instanceof Carrier.OfOutputs of
                && of.callee() != 0
                && text.shared(shingles.get(other)) >= NEARLY * text.size());
  }

  /// Whether nearly all of a member's bytes stand, at their place and time, in what a function left
  /// that is hardly farther from the exemplar, has more text, and has nearly all of it around these
  /// bytes: what else it wrote belongs to them, as a prefix does to its line.
  private boolean standsInOutputs(int member, List<Integer> family) {
    Channel part = channels.get(member);
    PlacedOutputs.Held held =
        outputs.holding(
            part,
            (channel, owner) ->
                channel.text() > part.text()
                    && channel.distance() <= part.distance() + Leader.NEAR
                    && widens(channel.carrier(), part.carrier())
                    && Collections.binarySearch(family, owner) >= 0);
    return held.all() > 0
        && held.by().entrySet().stream()
            .anyMatch(by ->
                by.getValue() >= NEARLY * held.all()
                    && held.around().getOrDefault(by.getKey(), 0L)
                        >= ALL_OF_IT * channels.get(by.getKey()).text());
  }

  /// Whether one is what a function left, and the other what one instruction wrote, or what the
  /// same function left for some of its callers alone.
  private static boolean widens(Carrier one, Carrier other) {
    return one instanceof Carrier.OfOutputs of
        && switch (other) {
          case Carrier.OfTap any -> of.callee() != 0 && of.sameWay(other);
          case Carrier.OfOutputs part -> of.isWiderThan(part);
          case Carrier.OfTaps any -> false;
        };
  }

  /// Whether two have their bytes in the same memory: then the nearer one is the better view of it,
  /// if only because a prefix was cut off in between.
  private static boolean samePlace(Channel one, Channel other) {
    return one.carrier() instanceof Carrier.OfOutputs a
        && other.carrier() instanceof Carrier.OfOutputs b
        && a.direction() == b.direction()
        && a.span().meets(b.span());
  }

  /// The windows of the leader's text, and when the first member had each.
  private Map<Long, long[]> text(List<Integer> family, int leader) {
    Map<Long, long[]> text = new HashMap<>();
    Shingles its = shingles.get(leader);
    for (int i = 0; i < its.size(); i++) {
      text.put(its.hash(i), new long[] {its.time(i)});
    }
    for (int member : family) {
      Shingles own = shingles.get(member);
      for (int i = 0; i < own.size(); i++) {
        long[] known = text.get(own.hash(i));
        if (known != null) {
          known[0] = Math.min(known[0], own.time(i));
        }
      }
    }
    return text;
  }

  private Part part(int member, Map<Long, long[]> text) {
    Shingles own = shingles.get(member);
    long[] delays = new long[own.size()];
    int shared = 0;
    for (int i = 0; i < own.size(); i++) {
      long[] known = text.get(own.hash(i));
      if (known != null) {
        delays[shared++] = own.time(i) - known[0];
      }
    }
    Arrays.sort(delays, 0, shared);
    return new Part(
        member,
        channels.get(member),
        text.isEmpty() ? 1 : (double) shared / text.size(),
        // A stream that has its text twice is a text and its copy.
        own.windows() == 0 ? 1 : (double) shared / own.windows(),
        shared == 0 ? Double.MAX_VALUE : delays[shared / 2]);
  }
}
