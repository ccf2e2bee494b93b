package dev.tapmine.questions;

import dev.tapmine.taps.Direction;
import dev.tapmine.taps.HistogramSink;
import dev.tapmine.taps.TapSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/// All taps of a source at a depth. Folds are numbered in the order of their representatives, the
/// lowest id in each. At the depth mined every tap is a fold of its own.
public final class Folds {
  private static final int NONE = -1;

  private final int depth;
  private final int mined;
  private final TapTable taps;
  private final ContextPaths contexts;
  private final int[] foldOf;
  private final int[] representative;
  private final int[] members;
  private final int[] firstMember;
  private final long[] bytes;

  private Folds(int depth, int mined, TapTable taps, ContextPaths contexts) {
    this.depth = depth;
    this.mined = mined;
    this.taps = taps;
    this.contexts = contexts;
    this.foldOf = new int[taps.size()];
    int count = number();
    this.representative = new int[count];
    this.bytes = new long[count];
    this.firstMember = new int[count + 1];
    this.members = new int[taps.size()];
    gatherMembers();
  }

  /// Folds to a depth.
  ///
  /// @throws QuestionException when the depth was not mined, or no exact fold to it is kept
  public static Folds at(TapSource source, int depth) throws IOException {
    int mined = source.mined().depth();
    checkDepth(depth, mined);
    return new Folds(depth, mined, TapTable.of(source), ContextPaths.of(source));
  }

  /// Passes on a depth to which exact folds exist: 0 to 2 and the depth mined.
  static int checkDepth(int depth, int mined) {
    if (depth < 0 || depth > mined) {
      throw new QuestionException(
          "Depth %d is not in this index, which was mined with %d callers: choose 0 to %d."
              .formatted(depth, mined, mined));
    }
    if (depth > 2 && depth < mined) {
      throw new QuestionException(
          "Depth %d is not kept in this index: choose 0, 1, 2 or the depth mined, %d."
              .formatted(depth, mined));
    }
    return depth;
  }

  private int number() {
    if (depth == mined) {
      for (int row = 0; row < taps.size(); row++) {
        foldOf[row] = row;
      }
      return taps.size();
    }
    int[] prefixes = new int[taps.size()];
    int[] slots = new int[Integer.highestOneBit(Math.max(8, taps.size())) << 2];
    int[] rows = new int[taps.size()];
    int count = 0;
    for (int row = 0; row < taps.size(); row++) {
      prefixes[row] = contexts.prefix(taps.context(row), depth);
      int slot = hash(row, prefixes[row]) & (slots.length - 1);
      while (slots[slot] != 0 && !agree(rows[slots[slot] - 1], row, prefixes)) {
        slot = (slot + 1) & (slots.length - 1);
      }
      if (slots[slot] == 0) {
        rows[count++] = row;
        slots[slot] = count;
      }
      foldOf[row] = slots[slot] - 1;
    }
    return count;
  }

  private int hash(int row, int prefix) {
    long mixed = (taps.pc(row) * 31 + prefix) * 31 + taps.space(row) * 2L;
    mixed = (mixed + (taps.write(row) ? 1 : 0)) * 0x9e3779b97f4a7c15L;
    return (int) (mixed >>> 32);
  }

  private boolean agree(int one, int other, int[] prefixes) {
    return taps.pc(one) == taps.pc(other)
        && prefixes[one] == prefixes[other]
        && taps.space(one) == taps.space(other)
        && taps.write(one) == taps.write(other);
  }

  private void gatherMembers() {
    for (int row = 0; row < foldOf.length; row++) {
      firstMember[foldOf[row] + 1]++;
      bytes[foldOf[row]] += taps.bytes(row);
    }
    for (int fold = 0; fold < bytes.length; fold++) {
      firstMember[fold + 1] += firstMember[fold];
    }
    int[] filled = new int[bytes.length];
    for (int row = 0; row < foldOf.length; row++) {
      int fold = foldOf[row];
      if (filled[fold] == 0) {
        representative[fold] = taps.id(row);
      }
      members[firstMember[fold] + filled[fold]++] = row;
    }
  }

  /// Number of folds.
  public int size() {
    return bytes.length;
  }

  /// The depth folded to.
  public int depth() {
    return depth;
  }

  /// The depth mined.
  public int mined() {
    return mined;
  }

  /// The fold that holds a tap, by the tap's id; -1 when there is no such tap.
  int foldOf(int tap) {
    int row = taps.row(tap);
    return row < 0 ? NONE : foldOf[row];
  }

  /// Number of taps in a fold.
  int members(int fold) {
    return firstMember[fold + 1] - firstMember[fold];
  }

  /// Id of one of a fold's taps.
  int member(int fold, int index) {
    return taps.id(members[firstMember[fold] + index]);
  }

  /// The lowest id in a fold.
  int representative(int fold) {
    return representative[fold];
  }

  /// Length of a fold's stream.
  long bytes(int fold) {
    return bytes[fold];
  }

  /// Bytes kept of a fold's stream.
  long kept(int fold) {
    long kept = 0;
    for (int at = firstMember[fold]; at < firstMember[fold + 1]; at++) {
      kept += taps.kept(members[at]);
    }
    return kept;
  }

  boolean accepted(int fold, TapFilter filter) {
    int row = members[firstMember[fold]];
    return filter.accepts(
        taps.write(row) ? Direction.WRITE : Direction.READ, taps.user(row), bytes[fold]);
  }

  /// The exact byte pairs of folds' streams.
  ///
  /// @param source that was folded
  /// @param wanted folds to deliver, by number
  /// @param sink gets the fold's number as key; folds of a single byte have no pairs and do not
  ///   come
  public void histograms(TapSource source, IntPredicate wanted, HistogramSink sink)
      throws IOException {
    new FoldHistograms(
            this,
            wanted,
            _ -> true,
            (fold, bins, counts, length, _) -> sink.accept(fold, bins, counts, length))
        .from(source);
  }

  /// The tap of a name.
  ///
  /// @throws QuestionException when the index has no such tap
  public FoldedTap named(TapName name) {
    int fold = foldOf(name.id());
    if (fold == NONE) {
      throw new QuestionException("There is no tap %s in this index.".formatted(name));
    }
    return tap(fold);
  }

  /// A fold by its number.
  ///
  /// @param fold 0 to [#size] - 1
  public FoldedTap tap(int fold) {
    int row = members[firstMember[fold]];
    List<Integer> ids = new ArrayList<>();
    long accesses = 0;
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (int at = firstMember[fold]; at < firstMember[fold + 1]; at++) {
      int member = members[at];
      ids.add(taps.id(member));
      accesses += taps.accesses(member);
      first = Math.min(first, taps.first(member));
      last = Math.max(last, taps.last(member));
    }
    return new FoldedTap(
        new TapName(representative[fold], depth),
        taps.write(row) ? Direction.WRITE : Direction.READ,
        taps.pc(row),
        contexts.callers(taps.context(row), depth),
        taps.space(row),
        taps.user(row),
        bytes[fold],
        accesses,
        first,
        last,
        kept(fold),
        ids);
  }
}
