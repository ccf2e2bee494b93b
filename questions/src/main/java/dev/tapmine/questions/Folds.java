package dev.tapmine.questions;

import dev.tapmine.taps.Direction;
import dev.tapmine.taps.HistogramSink;
import dev.tapmine.taps.TapSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/// All taps of a source, folded. Folds are numbered in the order of their representatives, the
/// lowest id in each. At the depth mined, and with spaces kept apart, every tap is a fold of its
/// own.
///
/// A fold consists of *parts*, the taps in it that agree in pc, callers and space: one unless
/// spaces that share code are merged. A part's stream is in time order. A fold's stream is its
/// parts' one after the other, in ascending order of their spaces' ids (where one space has the
/// code at several addresses, then of the parts' lowest taps). So no byte pair spans two parts, and
/// the fold's histogram is exactly the sum of its parts'.
public final class Folds {
  private static final int NONE = -1;

  private final Fold how;
  private final int mined;
  private final TapTable taps;
  private final ContextPaths contexts;
  private final int[] partOf;
  private final int[] partSizes;
  private final int[] foldOf;
  private final int[] representative;
  private final int[] members;
  private final int[] firstMember;
  private final long[] bytes;

  private Folds(
      Fold how, int mined, TapTable taps, ContextPaths contexts, Numbering parts, Numbering folds) {
    this.how = how;
    this.mined = mined;
    this.taps = taps;
    this.contexts = contexts;
    this.partOf = parts.of();
    this.partSizes = new int[parts.count()];
    this.foldOf = new int[taps.size()];
    for (int row = 0; row < foldOf.length; row++) {
      partSizes[partOf[row]]++;
      foldOf[row] = folds.of()[partOf[row]];
    }
    this.representative = new int[folds.count()];
    this.bytes = new long[folds.count()];
    this.firstMember = new int[folds.count() + 1];
    this.members = new int[taps.size()];
    gatherMembers();
  }

  /// Folds to a depth, keeping spaces apart.
  ///
  /// @throws QuestionException when the depth was not mined, or no exact fold to it is kept
  public static Folds at(TapSource source, int depth) throws IOException {
    return of(source, Fold.bySpace(depth));
  }

  /// Folds.
  ///
  /// @throws QuestionException when the depth was not mined, or no exact fold to it is kept
  public static Folds of(TapSource source, Fold how) throws IOException {
    return of(source, List.of(how)).getFirst();
  }

  /// Folds in several ways, which share what they know of the taps.
  static List<Folds> of(TapSource source, List<Fold> ways) throws IOException {
    int mined = source.mined().depth();
    ways.forEach(how -> checkDepth(how.depth(), mined));
    TapTable taps = TapTable.of(source);
    ContextPaths contexts = ContextPaths.of(source);
    List<Folds> folds = new ArrayList<>();
    for (Fold how : ways) {
      Numbering parts = parts(taps, contexts, how.depth(), mined);
      Numbering numbers =
          how.byCode()
              ? byCode(parts, taps, contexts, how.depth(), new SharedCode(CodePages.of(source)))
              : Numbering.distinct(parts.count());
      folds.add(new Folds(how, mined, taps, contexts, parts, numbers));
    }
    return folds;
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

  /// Taps that agree in direction, pc, space and the innermost callers.
  private static Numbering parts(TapTable taps, ContextPaths contexts, int depth, int mined) {
    if (depth == mined) {
      return Numbering.distinct(taps.size());
    }
    int[] prefixes = new int[taps.size()];
    Arrays.setAll(prefixes, row -> contexts.prefix(taps.context(row), depth));
    return Numbering.of(
        taps.size(),
        row ->
            Numbering.mix(
                ((taps.pc(row) * 31 + prefixes[row]) * 31 + taps.space(row)) * 2L
                    + (taps.write(row) ? 1 : 0)),
        (one, other) ->
            taps.pc(one) == taps.pc(other)
                && prefixes[one] == prefixes[other]
                && taps.space(one) == taps.space(other)
                && taps.write(one) == taps.write(other));
  }

  /// Parts that agree in direction, code of the pc and code of the innermost callers. Those of
  /// which that is not known agree with none.
  private static Numbering byCode(
      Numbering parts, TapTable taps, ContextPaths contexts, int depth, SharedCode shared) {
    SharedCallers shares = new SharedCallers(shared, contexts);
    int[] codes = new int[parts.count()];
    int[] callers = new int[parts.count()];
    for (int part = 0; part < codes.length; part++) {
      int row = parts.first()[part];
      if (taps.user(row)) {
        int space = taps.space(row);
        callers[part] = shares.of(space, contexts.prefix(taps.context(row), depth));
        if (callers[part] != SharedCallers.UNKNOWN) {
          codes[part] = shared.instruction(space, taps.pc(row));
        }
      }
    }
    return Numbering.of(
        codes.length,
        part ->
            codes[part] == SharedCode.UNKNOWN
                ? Numbering.mix(-1L - part)
                : Numbering.mix(
                    ((long) codes[part] * 31 + callers[part]) * 2
                        + (taps.write(parts.first()[part]) ? 1 : 0)),
        (one, other) ->
            codes[one] != SharedCode.UNKNOWN
                && codes[one] == codes[other]
                && callers[one] == callers[other]
                && taps.write(parts.first()[one]) == taps.write(parts.first()[other]));
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
    return how.depth();
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

  /// Whether taps of a fold write by turns into one stream, so that only their runs tell its order.
  boolean interleaved(int fold) {
    for (int at = firstMember[fold]; at < firstMember[fold + 1]; at++) {
      if (partSizes[partOf[members[at]]] > 1) {
        return true;
      }
    }
    return false;
  }

  /// What orders the parts of a fold, by the id of one of their taps.
  long part(int tap) {
    return partKey(taps.row(tap));
  }

  private long partKey(int row) {
    return ((long) taps.space(row) << 32) | partOf[row];
  }

  /// Whether a tap's part consists of it alone.
  boolean aloneInItsPart(int tap) {
    return partSizes[partOf[taps.row(tap)]] == 1;
  }

  /// Whether bytes are missing in a tap's stream behind its first ones.
  ///
  /// @param head bytes kept of the beginning
  boolean cut(int tap, int head) {
    int row = taps.row(tap);
    return taps.kept(row) < taps.bytes(row) && taps.kept(row) > head;
  }

  boolean accepted(int fold, TapFilter filter) {
    int row = members[firstMember[fold]];
    return filter.accepts(
        taps.write(row) ? Direction.WRITE : Direction.READ, taps.user(row), bytes[fold]);
  }

  /// The return addresses of a fold, innermost first, as those of its [#tap].
  List<Long> callers(int fold) {
    return contexts.callers(taps.context(members[firstMember[fold]]), how.depth());
  }

  /// Whether two folds do the same, read or write, in the same mode and space, and under the same
  /// callers.
  boolean sideBySide(int one, int other) {
    int row = members[firstMember[one]];
    int second = members[firstMember[other]];
    return taps.write(row) == taps.write(second)
        && taps.user(row) == taps.user(second)
        && taps.space(row) == taps.space(second)
        && callers(one).equals(callers(other));
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
  /// @param number 0 to [#size] - 1
  public FoldedTap tap(int number) {
    int row = members[firstMember[number]];
    SortedMap<Long, List<Integer>> parts = new TreeMap<>();
    long accesses = 0;
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (int at = firstMember[number]; at < firstMember[number + 1]; at++) {
      int member = members[at];
      parts.computeIfAbsent(partKey(member), _ -> new ArrayList<>()).add(taps.id(member));
      accesses += taps.accesses(member);
      first = Math.min(first, taps.first(member));
      last = Math.max(last, taps.last(member));
    }
    return new FoldedTap(
        new TapName(representative[number], how),
        taps.write(row) ? Direction.WRITE : Direction.READ,
        taps.pc(row),
        contexts.callers(taps.context(row), how.depth()),
        taps.space(row),
        taps.user(row),
        bytes[number],
        accesses,
        first,
        last,
        kept(number),
        parts.entrySet().stream()
            .map(part -> new FoldedTap.Part((int) (part.getKey() >>> 32), part.getValue()))
            .toList());
  }
}
