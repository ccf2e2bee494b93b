package dev.tapmine.questions;

import dev.tapmine.taps.Direction;
import dev.tapmine.taps.OutputContextRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;

/// Finds the outputs that look most like an exemplar: of every function, of it under each caller,
/// and under each two callers, region by region, with all regions together, and stream by stream of
/// those that are appended to ([PagedStreams]).
///
/// A region is memory that outputs of one function gather in without a gap of more than 256 bytes;
/// wider gaps were seen to join a log with a scratch buffer beside it.
final class OutputCandidates {
  /// Between two regions there is more than this, in bytes.
  static final long GAP = 256;

  /// Share of a region's bytes, one in so many, that must be in the alphabet to be looked at.
  private static final int LEAST_SHARE = 4;

  private final OutputTable table;
  private final ContextPaths contexts;
  private final PieceDistance distance;
  private final long minBytes;
  private final int most;
  private final PriorityQueue<OutputCandidate> best;
  private long tried;

  static final Comparator<OutputCandidate> NEAREST =
      Comparator.comparingDouble(OutputCandidate::distance)
          .thenComparingLong(candidate -> -candidate.text())
          .thenComparingInt(OutputCandidate::callers)
          .thenComparing(OutputCandidate::layout)
          .thenComparingInt(OutputCandidate::context)
          .thenComparingInt(candidate -> candidate.rows()[0]);

  /// @param minBytes texts shorter than this are passed over
  /// @param most candidates kept
  OutputCandidates(
      OutputTable table, ContextPaths contexts, PieceDistance distance, long minBytes, int most) {
    this.table = table;
    this.contexts = contexts;
    this.distance = distance;
    this.minBytes = Math.max(2, minBytes);
    this.most = most;
    this.best = new PriorityQueue<>(NEAREST.reversed());
  }

  /// The nearest, nearest first.
  List<OutputCandidate> nearest() {
    byFunction().values().forEach(this::function);
    List<OutputCandidate> found = new ArrayList<>(best);
    found.sort(NEAREST);
    return found;
  }

  /// Candidates whose distance was taken.
  long tried() {
    return tried;
  }

  private record Function(long callee, int space, boolean user, boolean write, int root)
      implements Comparable<Function> {
    private static final Comparator<Function> ORDER =
        Comparator.comparing(Function::callee, Long::compareUnsigned)
            .thenComparingInt(Function::space)
            .thenComparing(Function::user)
            .thenComparing(Function::write)
            .thenComparingInt(Function::root);

    @Override
    public int compareTo(Function other) {
      return ORDER.compare(this, other);
    }
  }

  /// The contexts of each function; code of which no call is known is told apart by its callers.
  private Map<Function, List<Integer>> byFunction() {
    Map<Function, List<Integer>> functions = new TreeMap<>();
    for (int id = 0; id < table.contexts(); id++) {
      if (table.rows(id) > 0) {
        OutputContextRow row = table.context(id);
        Function function =
            new Function(
                row.callee(),
                row.space(),
                row.user(),
                row.direction() == Direction.WRITE,
                row.callee() == 0 ? row.callers() : 0);
        functions.computeIfAbsent(function, any -> new ArrayList<>()).add(id);
      }
    }
    return functions;
  }

  private void function(List<Integer> ids) {
    int count = ids.stream().mapToInt(table::rows).sum();
    int[] rows = new int[count];
    int filled = 0;
    for (int id : ids) {
      for (int row = table.from(id); row < table.from(id) + table.rows(id); row++) {
        rows[filled++] = row;
      }
    }
    group(rows, 0);
    if (ids.size() > 1) {
      split(rows, 1);
    }
  }

  /// Looks at a function's outputs under each of its callers.
  private void split(int[] rows, int callers) {
    if (inside(rows) < minBytes) {
      return;
    }
    int[] sorted =
        RowSort.sorted(rows, (a, b) -> Integer.compare(key(a, callers), key(b, callers)));
    boolean several = key(sorted[0], callers) != key(sorted[sorted.length - 1], callers);
    if (!several && callers == 2) {
      return; // the same as under one caller
    }
    for (int from = 0, to; from < sorted.length; from = to) {
      int key = key(sorted[from], callers);
      to = from + 1;
      while (to < sorted.length && key(sorted[to], callers) == key) {
        to++;
      }
      int[] own = Arrays.copyOfRange(sorted, from, to);
      if (several) {
        group(own, callers);
      }
      if (callers == 1) {
        split(own, 2);
      }
    }
  }

  private int key(int row, int callers) {
    return contexts.prefix(table.context(table.contextOf(row)).callers(), callers);
  }

  private void group(int[] rows, int callers) {
    if (inside(rows) < minBytes) {
      return;
    }
    List<int[]> found = regions(table, rows);
    for (int[] region : found) {
      evaluate(region, callers, Layout.REGION);
    }
    if (found.size() > 1 && 2 * inside(rows) >= bytes(rows)) {
      evaluate(rows, callers, Layout.SPREAD);
    }
    // A stream that has a region to itself was looked at as that.
    Map<Long, Integer> sizes = new HashMap<>();
    found.forEach(region -> sizes.put(table.address(region[0]), region.length));
    for (int[] stream : PagedStreams.of(table, rows)) {
      boolean region = sizes.getOrDefault(table.address(stream[0]), 0) == stream.length;
      if (stream.length < rows.length && !region) {
        evaluate(stream, callers, Layout.PAGED);
      }
    }
  }

  private long inside(int[] rows) {
    long sum = 0;
    for (int row : rows) {
      sum += table.inside(row);
    }
    return sum;
  }

  private long bytes(int[] rows) {
    long sum = 0;
    for (int row : rows) {
      sum += table.length(row);
    }
    return sum;
  }

  /// Rows by the regions of memory in which they gather, by address.
  static List<int[]> regions(OutputTable table, int[] rows) {
    int[] sorted =
        RowSort.sorted(
            rows, (one, other) -> Long.compareUnsigned(table.address(one), table.address(other)));
    List<int[]> regions = new ArrayList<>();
    int from = 0;
    long end = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i > from && Long.compareUnsigned(table.address(sorted[i]), end + GAP) > 0) {
        regions.add(Arrays.copyOfRange(sorted, from, i));
        from = i;
      }
      long own = table.end(sorted[i]);
      end = i == from || Long.compareUnsigned(own, end) > 0 ? own : end;
    }
    if (sorted.length > 0) {
      regions.add(Arrays.copyOfRange(sorted, from, sorted.length));
    }
    return regions;
  }

  private void evaluate(int[] rows, int callers, Layout layout) {
    long inside = inside(rows);
    if (inside < minBytes || bytes(rows) / LEAST_SHARE > inside) {
      return;
    }
    Assembly assembly = Assembly.measured(table, rows, distance);
    double away = distance.drain(assembly.cut());
    if (assembly.text() < minBytes) {
      return;
    }
    tried++;
    OutputCandidate candidate =
        new OutputCandidate(
            table.contextOf(rows[0]), callers, layout, rows, away, assembly.text(), assembly.cut());
    best.add(candidate);
    if (best.size() > most) {
      best.remove();
    }
  }
}
