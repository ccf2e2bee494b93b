package dev.tapmine.questions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Completes a channel's outputs by those of sibling contexts: what others leave in the same region
/// at other addresses or other times, if most of it is new and in the exemplar's alphabet. So the
/// pieces of a record that come by another call, and lines of a path seldom taken, find their way
/// into the log. A sibling that leaves a text and then, in its place, more of it (a line, and the
/// line behind its time) adds the whole one alone.
///
/// @param rows all rows, the siblings' included
/// @param siblings contexts that were added, ascending
record Completion(int[] rows, List<Integer> siblings) {
  private static final long GAP = 256;

  /// How far text may have been moved since it was written.
  private static final int SHIFT = 64;

  /// How many outputs of its context, and how many instructions, later a text may have become a
  /// part of another, and how many times as long that may be.
  private static final int LOOK_AHEAD = 4;

  private static final long SOON = 100_000;
  private static final int LONGER = 3;

  static Completion of(OutputTable table, int[] chosen) {
    long low = Long.MAX_VALUE;
    long high = Long.MIN_VALUE;
    for (int row : chosen) {
      low = Math.min(low, table.address(row));
      high = Math.max(high, table.end(row));
    }
    Map<Integer, List<Integer>> others = others(table, chosen, low - GAP, high + GAP);
    Map<Integer, int[]> fresh = new TreeMap<>(); // what is once covered stays so
    others.forEach((id, all) -> fresh.put(id, all.stream().mapToInt(row -> row).toArray()));
    int[] rows = chosen;
    int[] added = chosen;
    List<Integer> siblings = new ArrayList<>();
    while (true) {
      int best = -1;
      int[] bestRows = {};
      long most = 0;
      Covered covered = new Covered(table, added);
      fresh.replaceAll(
          (id, of) -> IntStream.of(of).filter(row -> !covered.has(table, row)).toArray());
      for (var other : others.entrySet()) {
        int[] own = fresh.getOrDefault(other.getKey(), new int[0]);
        long text = text(table, own);
        if (text > most && 2 * own.length >= other.getValue().size()) {
          best = other.getKey();
          bestRows = own;
          most = text;
        }
      }
      if (best < 0) {
        return new Completion(rows, siblings.stream().sorted().toList());
      }
      fresh.remove(best);
      siblings.add(best);
      added = bestRows;
      rows = IntStream.concat(IntStream.of(rows), IntStream.of(added)).toArray();
    }
  }

  /// Rows of other contexts in the region that are mostly in the alphabet.
  private static Map<Integer, List<Integer>> others(
      OutputTable table, int[] chosen, long low, long high) {
    Map<Integer, List<Integer>> others = new TreeMap<>();
    int context = table.contextOf(chosen[0]);
    IntStream own = IntStream.of(chosen).map(table::contextOf).distinct();
    int[] ownContexts = own.sorted().toArray();
    for (int row = 0; row < table.size(); row++) {
      if (table.address(row) >= low
          && table.end(row) <= high
          && 4 * table.inside(row) >= 3 * table.length(row)
          && table.context(table.contextOf(row)).sameWay(table.context(context))
          && Arrays.binarySearch(ownContexts, table.contextOf(row)) < 0) {
        others.computeIfAbsent(table.contextOf(row), any -> new ArrayList<>()).add(row);
      }
    }
    others.replaceAll((id, rows) -> withoutParts(table, rows));
    return others;
  }

  /// Rows of a context without those whose bytes a longer one has at their place, shortly before or
  /// after.
  private static List<Integer> withoutParts(OutputTable table, List<Integer> rows) {
    List<Integer> inTime = new ArrayList<>(rows);
    inTime.sort(
        Comparator.comparingLong((Integer row) -> table.last(row))
            .thenComparing(Comparator.naturalOrder()));
    BitSet parts = new BitSet();
    for (int i = 0; i < inTime.size(); i++) {
      int one = inTime.get(i);
      for (int j = i + 1; j < inTime.size() && j <= i + LOOK_AHEAD; j++) {
        int next = inTime.get(j);
        if (isPart(table, one, next)) {
          parts.set(one);
        } else if (isPart(table, next, one)) {
          parts.set(next);
        }
      }
    }
    return rows.stream().filter(row -> !parts.get(row)).toList();
  }

  private static boolean isPart(OutputTable table, int part, int whole) {
    long apart =
        Math.max(table.first(part) - table.last(whole), table.first(whole) - table.last(part));
    return table.length(part) < table.length(whole)
        && LONGER * (long) table.length(part) >= table.length(whole)
        && apart <= SOON
        && table.address(whole) - SHIFT <= table.address(part)
        && table.end(part) <= table.end(whole) + SHIFT
        && holds(table, whole, part);
  }

  private static boolean holds(OutputTable table, int whole, int part) {
    int length = table.length(part);
    byte[] in = table.bytes(whole);
    byte[] of = table.bytes(part);
    int from = table.at(part);
    for (int at = table.at(whole); at + length <= table.at(whole) + table.length(whole); at++) {
      if (in[at] == of[from] && Arrays.equals(in, at, at + length, of, from, from + length)) {
        return true;
      }
    }
    return false;
  }

  private static long text(OutputTable table, int[] rows) {
    return IntStream.of(rows).mapToLong(table::inside).sum();
  }

  /// What rows cover, in addresses and times.
  private static final class Covered {
    private final int[] byEnd;
    private final long[] ends;
    private final int longest;

    Covered(OutputTable table, int[] rows) {
      byEnd =
          IntStream.of(rows)
              .boxed()
              .sorted(Comparator.comparingLong((Integer row) -> table.end(row)))
              .mapToInt(row -> row)
              .toArray();
      ends = IntStream.of(byEnd).mapToLong(table::end).toArray();
      longest = IntStream.of(rows).map(table::length).max().orElse(0);
    }

    /// Whether one of them overlaps a row in both, or has its bytes at its place, give or take a
    /// shift.
    boolean has(OutputTable table, int row) {
      long low = table.address(row) - SHIFT;
      int at = Arrays.binarySearch(ends, low + 1);
      at = at < 0 ? -at - 1 : at;
      while (at > 0 && ends[at - 1] > low) {
        at--;
      }
      for (; at < ends.length && ends[at] < table.end(row) + longest + SHIFT; at++) {
        int other = byEnd[at];
        boolean overlaps =
            table.address(other) < table.end(row) && table.end(other) > table.address(row);
        if (overlaps
            && table.first(other) <= table.last(row)
            && table.last(other) >= table.first(row)) {
          return true;
        }
        if (table.address(other) < table.end(row) + SHIFT && holds(table, other, row)) {
          return true;
        }
      }
      return false;
    }
  }
}
