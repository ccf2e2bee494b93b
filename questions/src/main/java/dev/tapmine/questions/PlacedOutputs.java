package dev.tapmine.questions;

import dev.tapmine.taps.RunRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What functions left where and when, to find what of another channel stands in it.
///
/// A stretch of bytes is held by an output that has the same bytes at the same addresses and was
/// begun before and ended after the stretch was accessed.
final class PlacedOutputs {
  private static final int BLOCK_BITS = 8;

  /// Pieces of a block that are looked at for each stretch, the latest first, and how many are
  /// passed over meanwhile that may not hold it.
  private static final int LOOK_BACK = 256;

  private static final int PASS_OVER = 4096;

  private final List<Owned> channels;
  private final Map<String, List<RunRow>> runs;
  private final Alphabet alphabet;
  private final Map<Long, Block> blocks = new HashMap<>();

  /// A channel and the number of what it belongs to.
  record Owned(Channel channel, int owner) {}

  /// Whether a channel may hold what is asked about.
  @FunctionalInterface
  interface Filter {
    boolean mayHold(Channel channel, int owner);
  }

  /// How much of a channel is held.
  ///
  /// @param all bytes that the channel has
  /// @param by bytes of it that each owner's outputs hold
  /// @param around bytes of the pieces of these outputs, its own among them
  record Held(long all, Map<Integer, Long> by, Map<Integer, Long> around) {}

  /// @param channel its number among all
  private record Placed(Piece piece, int channel, int owner) {}

  /// The pieces that touch a block of memory, by time.
  ///
  /// @param latest the last time of any piece up to each
  private record Block(List<Placed> pieces, long[] latest) {
    static Block of(List<Placed> touching) {
      touching.sort(Comparator.comparingLong(placed -> placed.piece().first()));
      long[] latest = new long[touching.size()];
      long last = Long.MIN_VALUE;
      for (int i = 0; i < latest.length; i++) {
        last = Math.max(last, touching.get(i).piece().last());
        latest[i] = last;
      }
      return new Block(touching, latest);
    }
  }

  /// @param channels those that are no functions' outputs hold nothing
  /// @param runs streams of plain taps by the channel's name
  /// @param alphabet what of these counts; the outputs have no other bytes
  PlacedOutputs(List<Owned> channels, Map<String, List<RunRow>> runs, Alphabet alphabet) {
    this.channels = List.copyOf(channels);
    this.runs = runs;
    this.alphabet = alphabet;
    Map<Long, List<Placed>> touching = new HashMap<>();
    for (int i = 0; i < channels.size(); i++) {
      Owned owned = channels.get(i);
      if (owned.channel().carrier() instanceof Carrier.OfOutputs) {
        for (Piece piece : owned.channel().pieces()) {
          add(new Placed(piece, i, owned.owner()), touching);
        }
      }
    }
    touching.forEach((block, pieces) -> blocks.put(block, Block.of(pieces)));
  }

  private static void add(Placed placed, Map<Long, List<Placed>> touching) {
    long from = placed.piece().address() >> BLOCK_BITS;
    long to = (placed.piece().address() + placed.piece().bytes().length - 1) >> BLOCK_BITS;
    for (long block = from; block <= to; block++) {
      touching.computeIfAbsent(block, any -> new ArrayList<>()).add(placed);
    }
  }

  /// Who holds how much of a channel.
  Held holding(Channel part, Filter filter) {
    Map<Integer, Long> by = new HashMap<>();
    Map<Integer, Long> around = new HashMap<>();
    Set<Placed> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    long all = 0;
    BitSet allowed = allowed(filter);
    if (allowed.isEmpty()) {
      return new Held(0, by, around);
    }
    for (Piece stretch : stretches(part)) {
      all += stretch.bytes().length;
      for (Placed holder : holders(stretch, allowed)) {
        by.merge(holder.owner(), (long) stretch.bytes().length, Long::sum);
        if (seen.add(holder)) {
          around.merge(holder.owner(), (long) holder.piece().bytes().length, Long::sum);
        }
      }
    }
    return new Held(all, by, around);
  }

  private BitSet allowed(Filter filter) {
    BitSet allowed = new BitSet();
    for (int i = 0; i < channels.size(); i++) {
      Owned owned = channels.get(i);
      allowed.set(
          i,
          owned.channel().carrier() instanceof Carrier.OfOutputs
              && filter.mayHold(owned.channel(), owned.owner()));
    }
    return allowed;
  }

  /// A channel's bytes as they lay in memory.
  private List<Piece> stretches(Channel channel) {
    return switch (channel.carrier()) {
      case Carrier.OfOutputs any -> channel.pieces();
      case Carrier.OfTap any -> ofRuns(runs.getOrDefault(channel.name(), List.of()));
      case Carrier.OfTaps of -> of.port() ? List.of() : channel.pieces();
    };
  }

  /// The stretches of runs that are in the alphabet, as those of outputs are.
  private List<Piece> ofRuns(List<RunRow> runs) {
    List<Piece> pieces = new ArrayList<>();
    for (RunRow run : runs) {
      int from = 0;
      for (int i = 0; i <= run.bytes().length; i++) {
        if (i == run.bytes().length || !alphabet.has(run.bytes()[i])) {
          if (i > from) {
            byte[] own = Arrays.copyOfRange(run.bytes(), from, i);
            pieces.add(new Piece(run.time(), run.time(), run.address() + from, own));
          }
          from = i + 1;
        }
      }
    }
    return pieces;
  }

  /// The latest holder of each owner.
  private Collection<Placed> holders(Piece stretch, BitSet allowed) {
    Map<Integer, Placed> holders = new HashMap<>();
    Block block = blocks.get(stretch.address() >> BLOCK_BITS);
    if (block == null) {
      return holders.values();
    }
    // What is laid together by address may have its last byte first.
    long first = Math.min(stretch.first(), stretch.last());
    long last = Math.max(stretch.first(), stretch.last());
    int from = firstAfter(block, first) - 1;
    int looked = 0;
    for (int i = from;
        i >= 0 && i > from - PASS_OVER && looked < LOOK_BACK && block.latest()[i] >= last;
        i--) {
      Placed placed = block.pieces().get(i);
      if (allowed.get(placed.channel())) {
        looked++;
        if (placed.piece().last() >= last
            && !holders.containsKey(placed.owner())
            && holds(placed.piece(), stretch)) {
          holders.put(placed.owner(), placed);
        }
      }
    }
    return holders.values();
  }

  private static int firstAfter(Block block, long time) {
    int low = 0;
    int high = block.pieces().size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (block.pieces().get(middle).piece().first() <= time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static boolean holds(Piece whole, Piece part) {
    long at = part.address() - whole.address();
    long end = at + part.bytes().length;
    return at >= 0
        && end <= whole.bytes().length
        && Arrays.equals(whole.bytes(), (int) at, (int) end, part.bytes(), 0, part.bytes().length);
  }
}
