package dev.tapmine.questions;

import dev.tapmine.taps.RunRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds families that are only parts of another's text: what one instruction of a copy routine
/// writes of each line is too torn to share words with the line, and as text so short that chance
/// may put it before the whole.
///
/// A part is told by its place. At least half of its bytes stand in functions' outputs of another
/// family, of the same direction, mode and space, at their addresses and within the time in which
/// these were left; they and the family's origin are not farther from the exemplar than the part,
/// and the origin has more text. So what is nearer than its surroundings stays: a log in the midst
/// of other data is no part of them.
final class Parts {
  /// How much farther from the exemplar than its part the whole may be.
  private static final double TIE = 0.01;

  private static final int BLOCK_BITS = 8;

  /// Pieces of a block that are looked at for each stretch, the latest first.
  private static final int LOOK_BACK = 256;

  private final List<ChannelFamily> families;
  private final Map<String, List<RunRow>> runs;
  private final Map<Long, Block> blocks = new HashMap<>();

  /// A piece of a channel of outputs that may hold parts.
  ///
  /// @param family its number
  private record Whole(Piece piece, Channel channel, int family) {}

  /// The pieces that touch a block of memory, by time.
  ///
  /// @param latest the last time of any piece up to each
  private record Block(List<Whole> wholes, long[] latest) {
    static Block of(List<Whole> touching) {
      touching.sort(Comparator.comparingLong(whole -> whole.piece().first()));
      long[] latest = new long[touching.size()];
      long last = Long.MIN_VALUE;
      for (int i = 0; i < latest.length; i++) {
        last = Math.max(last, touching.get(i).piece().last());
        latest[i] = last;
      }
      return new Block(touching, latest);
    }
  }

  /// @param families as gathered, in any order
  /// @param runs streams of plain taps by the channel's name
  Parts(List<ChannelFamily> families, Map<String, List<RunRow>> runs) {
    this.families = families;
    this.runs = runs;
    Map<Long, List<Whole>> touching = new HashMap<>();
    for (int i = 0; i < families.size(); i++) {
      for (Channel member : families.get(i).members()) {
        if (member.carrier() instanceof Carrier.OfOutputs) {
          for (Piece piece : member.pieces()) {
            add(new Whole(piece, member, i), touching);
          }
        }
      }
    }
    touching.forEach((block, wholes) -> blocks.put(block, Block.of(wholes)));
  }

  private static void add(Whole whole, Map<Long, List<Whole>> touching) {
    long from = whole.piece().address() >> BLOCK_BITS;
    long to = (whole.piece().address() + whole.piece().bytes().length - 1) >> BLOCK_BITS;
    for (long block = from; block <= to; block++) {
      touching.computeIfAbsent(block, any -> new ArrayList<>()).add(whole);
    }
  }

  /// The families that stand for themselves, their parts behind their other members, in the order
  /// given.
  List<ChannelFamily> gathered() {
    int[] whole = new int[families.size()];
    Arrays.setAll(whole, this::wholeOf);
    List<List<ChannelFamily>> parts = new ArrayList<>();
    families.forEach(family -> parts.add(new ArrayList<>()));
    for (int i = 0; i < whole.length; i++) {
      int home = i;
      while (whole[home] != home) { // a whole has more text than its part, so this ends
        home = whole[home];
      }
      if (home != i) {
        parts.get(home).add(families.get(i));
      }
    }
    List<ChannelFamily> gathered = new ArrayList<>();
    for (int i = 0; i < whole.length; i++) {
      if (whole[i] == i) {
        gathered.add(with(families.get(i), parts.get(i)));
      }
    }
    return gathered;
  }

  private static ChannelFamily with(ChannelFamily whole, List<ChannelFamily> parts) {
    List<Channel> members = new ArrayList<>(whole.members());
    List<Integer> ranks = new ArrayList<>(whole.ranks());
    for (ChannelFamily part : parts) {
      members.addAll(part.members());
      ranks.addAll(part.ranks());
    }
    return new ChannelFamily(
        whole.origin(), members, ranks, whole.beyondChance(), whole.continuedBy());
  }

  /// The family that a family is part of, or itself.
  private int wholeOf(int family) {
    Channel part = families.get(family).origin();
    Map<Integer, Long> held = new HashMap<>();
    long all = 0;
    for (Piece stretch : stretches(part)) {
      all += stretch.bytes().length;
      for (int home : homes(stretch, part, family)) {
        held.merge(home, (long) stretch.bytes().length, Long::sum);
      }
    }
    long most = Math.max(1, all / 2 + all % 2);
    int whole = family;
    for (Map.Entry<Integer, Long> entry : held.entrySet()) {
      boolean more =
          entry.getValue() > most || (entry.getValue() == most && entry.getKey() < whole);
      if (more || (whole == family && entry.getValue() >= most)) {
        whole = entry.getKey();
        most = entry.getValue();
      }
    }
    return whole;
  }

  /// A channel's bytes as they lay in memory.
  private List<Piece> stretches(Channel channel) {
    return switch (channel.carrier()) {
      case Carrier.OfOutputs any -> channel.pieces();
      case Carrier.OfTap any -> ofRuns(runs.getOrDefault(channel.name(), List.of()));
      case Carrier.OfTaps of -> of.port() ? List.of() : channel.pieces();
    };
  }

  private static List<Piece> ofRuns(List<RunRow> runs) {
    return runs.stream()
        .map(run -> new Piece(run.time(), run.time(), run.address(), run.bytes()))
        .toList();
  }

  /// Families that hold a stretch of a part.
  private Set<Integer> homes(Piece stretch, Channel part, int own) {
    Set<Integer> homes = new HashSet<>();
    Block block = blocks.get(stretch.address() >> BLOCK_BITS);
    if (block == null) {
      return homes;
    }
    // What is laid together by address may have its last byte first.
    long first = Math.min(stretch.first(), stretch.last());
    long last = Math.max(stretch.first(), stretch.last());
    int from = firstAfter(block, first) - 1;
    for (int i = from; i >= 0 && i > from - LOOK_BACK && block.latest()[i] >= last; i--) {
      Whole whole = block.wholes().get(i);
      if (whole.piece().last() >= last
          && whole.family() != own
          && mayHold(whole, part)
          && !homes.contains(whole.family())
          && holds(whole.piece(), stretch)) {
        homes.add(whole.family());
      }
    }
    return homes;
  }

  private static int firstAfter(Block block, long time) {
    int low = 0;
    int high = block.wholes().size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (block.wholes().get(middle).piece().first() <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private boolean mayHold(Whole whole, Channel part) {
    Carrier its = whole.channel().carrier();
    Channel origin = families.get(whole.family()).origin();
    return its.direction() == part.carrier().direction()
        && its.user() == part.carrier().user()
        && its.space() == part.carrier().space()
        && whole.channel().distance() <= part.distance() + TIE
        && origin.distance() <= part.distance() + TIE
        && origin.text() > part.text();
  }

  private static boolean holds(Piece whole, Piece part) {
    long at = part.address() - whole.address();
    long end = at + part.bytes().length;
    return at >= 0
        && end <= whole.bytes().length
        && Arrays.equals(whole.bytes(), (int) at, (int) end, part.bytes(), 0, part.bytes().length);
  }
}
