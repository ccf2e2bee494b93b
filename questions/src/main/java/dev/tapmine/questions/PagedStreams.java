package dev.tapmine.questions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Finds streams that a function appends to, on from page to page. A system keeps a file in pages
/// that it takes from anywhere, those of several files side by side, and all that is written to
/// files goes through the same few functions: neither a region of memory nor a caller tells one
/// file from another, but what is appended begins where the last ended.
///
/// Behind the end of a page comes the beginning of any page that the function's next output begins.
final class PagedStreams {
  /// Outputs that a stream within a page has at the least: one or two that happen to lie one behind
  /// the other are no stream.
  private static final int FEWEST = 8;

  private final OutputTable table;
  private final int[] inTime;

  /// The place in the order of time of what goes on with each; -1 for none.
  private final int[] next;

  private PagedStreams(OutputTable table, int[] rows) {
    this.table = table;
    this.inTime =
        RowSort.sorted(
            rows,
            (one, other) ->
                table.first(one) != table.first(other)
                    ? Long.compare(table.first(one), table.first(other))
                    : Long.compare(table.last(one), table.last(other)));
    this.next = new int[rows.length];
    Arrays.fill(next, -1);
  }

  /// Streams of some pages, or of some outputs within one.
  ///
  /// @param rows what one function left, in any order
  /// @return rows of each stream in order of time, the stream first that began first
  static List<int[]> of(OutputTable table, int[] rows) {
    PagedStreams streams = new PagedStreams(table, rows);
    List<Integer> beginnings = streams.link();
    List<int[]> found = new ArrayList<>();
    for (int beginning : beginnings) {
      int length = streams.length(beginning);
      if (length >= FEWEST || streams.turns(beginning)) {
        found.add(streams.rows(beginning, length));
      }
    }
    return found;
  }

  /// Finds what goes on with what, and returns the places that go on with nothing.
  private List<Integer> link() {
    List<Integer> beginnings = new ArrayList<>();
    Map<Long, Integer> open = new HashMap<>();
    for (int i = 0; i < inTime.length; i++) {
      Integer before = open.remove(table.address(inTime[i]));
      if (before != null && isBefore(before, i)) {
        next[before] = i;
      } else if (i > 0 && isBefore(i - 1, i) && turns(i - 1, i)) {
        next[i - 1] = i;
        open.remove(table.end(inTime[i - 1]));
      } else {
        beginnings.add(i);
      }
      open.put(table.end(inTime[i]), i);
    }
    return beginnings;
  }

  private boolean isBefore(int one, int other) {
    return table.last(inTime[one]) <= table.first(inTime[other]);
  }

  /// Whether one may go on in another's page.
  private boolean turns(int one, int other) {
    return Piece.goesOnAt(table.end(inTime[one]), table.address(inTime[other]));
  }

  private boolean turns(int beginning) {
    for (int i = beginning; next[i] >= 0; i = next[i]) {
      if (turns(i, next[i])) {
        return true;
      }
    }
    return false;
  }

  private int length(int beginning) {
    int length = 0;
    for (int i = beginning; i >= 0; i = next[i]) {
      length++;
    }
    return length;
  }

  private int[] rows(int beginning, int length) {
    int[] rows = new int[length];
    int filled = 0;
    for (int i = beginning; i >= 0; i = next[i]) {
      rows[filled++] = inTime[i];
    }
    return rows;
  }
}
