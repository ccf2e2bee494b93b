package dev.tapmine.questions;

import dev.tapmine.taps.Direction;
import dev.tapmine.taps.OutputContextRow;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

  /// Stretches that must be appended one after the other, lest one that is large be taken for all.
  private static final int FEWEST = 8;

  /// Groups whose regions are remembered.
  private static final int REMEMBERED = 64;

  private final OutputTable table;
  private final ContextPaths contexts;
  private final PieceDistance distance;
  private final Map<Group, List<int[]>> regions =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Group, List<int[]>> eldest) {
          return size() > REMEMBERED;
        }
      };

  /// A function, or a function under some callers, in one direction, mode and space.
  private record Group(
      Direction direction, boolean user, int space, int callers, long callee, int prefix) {
    /// Of those of one direction, mode and space.
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
      OutputCandidate stream = stream(group, sample, part.text());
      if (stream != null && (best == null || stream.text() > best.text())) {
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
      if (Long.compareUnsigned(table.end(row), addresses[0]) > 0
          && Long.compareUnsigned(table.address(row), addresses[addresses.length - 1]) <= 0) {
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
    if (context.callee() == 0 || !context.sameWay(way)) {
      return;
    }
    for (int i = atOrAfter(addresses, table.address(row));
        i < addresses.length && Long.compareUnsigned(addresses[i], table.end(row)) < 0;
        i++) {
      if (holds(row, sample[i])) {
        for (int callers = 0; callers <= 2; callers++) {
          held.computeIfAbsent(group(context, callers), any -> new BitSet()).set(i);
        }
      }
    }
  }

  private Group group(OutputContextRow context, int callers) {
    return new Group(
        context.direction(),
        context.user(),
        context.space(),
        callers,
        context.callee(),
        contexts.prefix(context.callers(), callers));
  }

  /// The first of the addresses, ascending as unsigned numbers, that is not below one.
  private static int atOrAfter(long[] addresses, long address) {
    int low = 0;
    int high = addresses.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(addresses[middle], address) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private boolean holds(int whole, int part) {
    return Long.compareUnsigned(table.address(whole), table.address(part)) <= 0
        && Long.compareUnsigned(table.end(whole), table.end(part)) >= 0
        && table.first(whole) <= table.first(part)
        && table.last(whole) >= table.last(part);
  }

  /// What a group leaves in the region of the sample, if that is appended to.
  private @Nullable OutputCandidate stream(Group group, int[] sample, long partText) {
    int[] rows = region(group, sample);
    long inside = 0;
    for (int row : rows) {
      inside += table.inside(row);
    }
    if (inside <= MORE * partText || !appended(rows)) {
      return null;
    }
    Assembly assembly = Assembly.of(table, rows);
    if (assembly.text() <= MORE * partText
        || assembly.cut() > OUTSIDE * (assembly.text() + assembly.cut())) {
      return null;
    }
    return new OutputCandidate(
        table.contextOf(rows[0]),
        group.callers(),
        Layout.REGION,
        rows,
        distance.of(assembly.pieces(), assembly.cut()),
        assembly.text(),
        assembly.cut());
  }

  /// The group's rows in the one region that holds nearly all of the sample; none if there is none.
  private int[] region(Group group, int[] sample) {
    for (int[] region : regions.computeIfAbsent(group, this::regions)) {
      long low = table.address(region[0]);
      long high = low;
      for (int row : region) {
        high = Long.compareUnsigned(table.end(row), high) > 0 ? table.end(row) : high;
      }
      int within = 0;
      for (int row : sample) {
        within +=
            Long.compareUnsigned(table.address(row), low) >= 0
                    && Long.compareUnsigned(table.end(row), high) <= 0
                ? 1
                : 0;
      }
      if (within >= HELD * sample.length) {
        return region;
      }
    }
    return new int[0];
  }

  private List<int[]> regions(Group group) {
    return OutputCandidates.regions(
        table,
        IntStream.range(0, table.contexts())
            .filter(id -> group(table.context(id), group.callers()).equals(group))
            .flatMap(id -> IntStream.range(table.from(id), table.from(id) + table.rows(id)))
            .toArray());
  }

  /// Whether rows lie one behind the other in the order of their times, those aside that lie within
  /// the one before.
  private boolean appended(int[] rows) {
    int[] inTime =
        RowSort.sorted(
            rows,
            (one, other) ->
                table.first(one) != table.first(other)
                    ? Long.compare(table.first(one), table.first(other))
                    : Long.compareUnsigned(table.address(one), table.address(other)));
    long all = 0;
    long appended = 0;
    int count = 0;
    int before = inTime[0];
    for (int row : inTime) {
      if (table.address(row) - table.address(before) >= 0
          && table.end(row) - table.end(before) <= 0) {
        continue; // the first of all, too
      }
      long gap = table.address(row) - table.end(before);
      all += table.length(row);
      appended += gap >= 0 && gap <= HEAD ? table.length(row) : 0;
      count++;
      before = row;
    }
    return count >= FEWEST && appended >= APPENDED * all;
  }
}
