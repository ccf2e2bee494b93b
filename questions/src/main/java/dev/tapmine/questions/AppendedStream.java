package dev.tapmine.questions;

import dev.tapmine.taps.OutputContextRow;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Finds the stream that outputs are a part of, where they lie in a buffer that is appended to,
/// such as a ring of records. A function may write some of the lines by another path than the rest,
/// and these may look more like the exemplar than all together do; what else is appended to the
/// same buffer is of the same log however it looks.
///
/// The stream is what one function, under any, one or two of its callers, leaves in one region of
/// memory. It holds the part at its place and time, has more text and hardly a byte outside the
/// alphabet, and nearly all of it begins where what came before ended, give or take a record's
/// head: so a buffer that one string after another is put together in, at its beginning, is none.
final class AppendedStream {
  /// Rows of the part that are looked for.
  private static final int SAMPLE = 64;

  /// Shares: of the part that the stream has at least, of the stream that is appended, of its bytes
  /// that may be outside the alphabet.
  private static final double HELD = 0.9;

  private static final double APPENDED = 0.95;
  private static final double OUTSIDE = 0.1;

  /// How many times the part's text the stream has at least.
  private static final double MORE = 1.1;

  /// Between the end of what came before and what is appended.
  private static final long HEAD = 256;

  private final OutputTable table;
  private final ContextPaths contexts;
  private final PieceDistance distance;

  private record Group(long callee, int prefix, int callers) {
    private static final Comparator<Group> ORDER =
        Comparator.comparingInt(Group::callers)
            .thenComparing(Group::callee, Long::compareUnsigned)
            .thenComparingInt(Group::prefix);
  }

  AppendedStream(OutputTable table, ContextPaths contexts, PieceDistance distance) {
    this.table = table;
    this.contexts = contexts;
    this.distance = distance;
  }

  /// The stream around some outputs with most text, if there is one.
  Optional<OutputCandidate> around(OutputCandidate part) {
    int[] sample = sample(part.rows());
    OutputContextRow way = table.context(part.context());
    OutputCandidate best = null;
    for (Group group : holders(sample, way)) {
      OutputCandidate stream = stream(group, sample, way);
      if (stream != null
          && stream.text() > MORE * part.text()
          && (best == null || stream.text() > best.text())) {
        best = stream;
      }
    }
    return Optional.ofNullable(best);
  }

  /// Rows at even distances, by address.
  private int[] sample(int[] rows) {
    int count = Math.min(SAMPLE, rows.length);
    int[] some =
        IntStream.range(0, count).map(i -> rows[(int) ((long) i * rows.length / count)]).toArray();
    return RowSort.sorted(
        some, (one, other) -> Long.compareUnsigned(table.address(one), table.address(other)));
  }

  /// Functions, and functions under callers, whose outputs hold nearly all of the sample.
  private List<Group> holders(int[] sample, OutputContextRow way) {
    long[] addresses = IntStream.of(sample).mapToLong(table::address).toArray();
    Map<Group, BitSet> held = new HashMap<>();
    for (int row = 0; row < table.size(); row++) {
      if (table.end(row) > addresses[0] && table.address(row) <= addresses[addresses.length - 1]) {
        hold(row, sample, addresses, way, held);
      }
    }
    return held.entrySet().stream()
        .filter(entry -> entry.getValue().cardinality() >= HELD * sample.length)
        .map(Map.Entry::getKey)
        .sorted(Group.ORDER)
        .toList();
  }

  private void hold(
      int row, int[] sample, long[] addresses, OutputContextRow way, Map<Group, BitSet> held) {
    OutputContextRow context = table.context(table.contextOf(row));
    if (context.callee() == 0 || !sameWay(context, way)) {
      return;
    }
    int from = Arrays.binarySearch(addresses, table.address(row));
    for (int i = from < 0 ? -from - 1 : first(addresses, from);
        i < addresses.length && addresses[i] < table.end(row);
        i++) {
      if (holds(row, sample[i])) {
        for (int callers = 0; callers <= 2; callers++) {
          int prefix = contexts.prefix(context.callers(), callers);
          held.computeIfAbsent(new Group(context.callee(), prefix, callers), any -> new BitSet())
              .set(i);
        }
      }
    }
  }

  private static int first(long[] addresses, int at) {
    int first = at;
    while (first > 0 && addresses[first - 1] == addresses[at]) {
      first--;
    }
    return first;
  }

  private boolean holds(int whole, int part) {
    return table.address(whole) <= table.address(part)
        && table.end(whole) >= table.end(part)
        && table.first(whole) <= table.first(part)
        && table.last(whole) >= table.last(part);
  }

  private static boolean sameWay(OutputContextRow one, OutputContextRow other) {
    return one.direction() == other.direction()
        && one.user() == other.user()
        && one.space() == other.space();
  }

  /// What a group leaves in the region of the sample, if that is appended to.
  private @Nullable OutputCandidate stream(Group group, int[] sample, OutputContextRow way) {
    int[] rows = region(group, sample, way);
    if (rows.length == 0) {
      return null;
    }
    Assembly assembly = Assembly.of(table, rows);
    if (assembly.cut() > OUTSIDE * (assembly.text() + assembly.cut())
        || !appended(assembly.pieces())) {
      return null;
    }
    return new OutputCandidate(
        table.contextOf(rows[0]),
        group.callers(),
        false,
        rows,
        distance.of(assembly.pieces(), assembly.cut()),
        assembly.text(),
        assembly.cut());
  }

  /// The group's rows in the one region that holds nearly all of the sample; none if there is none.
  private int[] region(Group group, int[] sample, OutputContextRow way) {
    int[] all =
        IntStream.range(0, table.contexts())
            .filter(id -> isOf(group, table.context(id), way))
            .flatMap(id -> IntStream.range(table.from(id), table.from(id) + table.rows(id)))
            .toArray();
    for (int[] region : OutputCandidates.regions(table, all)) {
      long low = table.address(region[0]);
      long high = IntStream.of(region).mapToLong(table::end).max().orElse(low);
      long within =
          IntStream.of(sample)
              .filter(row -> table.address(row) >= low && table.end(row) <= high)
              .count();
      if (within >= HELD * sample.length) {
        return region;
      }
    }
    return new int[0];
  }

  private boolean isOf(Group group, OutputContextRow context, OutputContextRow way) {
    return context.callee() == group.callee()
        && sameWay(context, way)
        && contexts.prefix(context.callers(), group.callers()) == group.prefix();
  }

  private static boolean appended(List<Piece> pieces) {
    List<Piece> inTime =
        pieces.stream()
            .sorted(Comparator.comparingLong(Piece::first).thenComparingLong(Piece::address))
            .toList();
    long all = 0;
    long appended = 0;
    long end = 0;
    for (Piece piece : inTime) {
      long gap = piece.address() - end;
      end = piece.address() + piece.bytes().length;
      all += piece.bytes().length;
      appended += gap >= 0 && gap <= HEAD ? piece.bytes().length : 0;
    }
    return appended >= APPENDED * all;
  }
}
