package dev.tapmine.questions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes one stream of outputs: those that were said again by an outer activation come once, scalar
/// cells are cut out, extents that continue each other in address and time are joined, those that
/// go on in another page come one after the other, and what is outside the exemplar's alphabet is
/// cut away and counted.
final class Assembly {
  /// A cell is written more often than this.
  private static final int REWRITES = 8;

  private static final int CELL = 8;

  /// Cells that lie side by side to more bytes than this are a buffer that is filled cell by cell.
  private static final int CELLS_TOGETHER = 16;

  /// Bytes outside the alphabet that text may have in its midst, and bytes of text there must be
  /// before them and behind.
  static final int HOLE = 2;

  private static final int BEFORE_HOLE = 4;
  private static final int BEHIND_HOLE = 2;

  /// How many rows back one is looked for that holds a row's bytes, too.
  private static final int LOOK_BACK = 16;

  private final OutputTable table;
  private final Stretches stretches;
  private final List<Piece> pieces = new ArrayList<>();
  private long text;
  private long cut;
  private int cells;
  private int repeated;
  private int joined;

  /// Takes the stretches of a stream as they are found, in no order of theirs.
  @FunctionalInterface
  private interface Stretches {
    void take(Chain chain, int from, int to);
  }

  private Assembly(OutputTable table, @Nullable PieceDistance distance) {
    this.table = table;
    this.stretches =
        distance == null
            ? (chain, from, to) -> pieces.add(chain.piece(from, to))
            : (chain, from, to) -> distance.add(chain.bytes, chain.at + from, chain.at + to);
  }

  /// Assembles rows.
  ///
  /// @param rows any rows of the table, which is left as it is
  static Assembly of(OutputTable table, int[] rows) {
    Assembly assembly = new Assembly(table, null);
    assembly.assemble(rows);
    return assembly;
  }

  /// Assembles rows for their distance alone, which takes them on; of the stream only the counts
  /// are kept, so that what is large and far costs little.
  static Assembly measured(OutputTable table, int[] rows, PieceDistance distance) {
    Assembly assembly = new Assembly(table, distance);
    assembly.assemble(rows);
    return assembly;
  }

  /// The stream, in order of time; what goes on in another page comes right after its beginning.
  List<Piece> pieces() {
    return pieces;
  }

  /// Bytes in the alphabet.
  long text() {
    return text;
  }

  /// Bytes cut away because the exemplar lacks them.
  long cut() {
    return cut;
  }

  /// Addresses of scalar cells cut out.
  int cells() {
    return cells;
  }

  /// Rows left out because another says the same.
  int repeated() {
    return repeated;
  }

  /// Rows joined to the one before them.
  int joined() {
    return joined;
  }

  private void assemble(int[] rows) {
    int[] byAddress = RowSort.sorted(rows, this::byAddress);
    BitSet dropped = new BitSet();
    Map<Long, Integer> cellBytes = cellBytes(byAddress, dropped);
    dropRepeated(byAddress, dropped);
    int[] inTime = RowSort.sorted(RowSort.without(byAddress, dropped), this::byTime);
    join(inTime, cellBytes);
  }

  /// At one address the outermost comes first: it is longer, or began earlier, or ended later.
  private int byAddress(int one, int other) {
    if (table.address(one) != table.address(other)) {
      return Long.compareUnsigned(table.address(one), table.address(other));
    }
    if (table.length(one) != table.length(other)) {
      return Integer.compare(table.length(other), table.length(one));
    }
    if (table.first(one) != table.first(other)) {
      return Long.compare(table.first(one), table.first(other));
    }
    return table.last(one) != table.last(other)
        ? Long.compare(table.last(other), table.last(one))
        : Integer.compare(one, other);
  }

  private int byTime(int one, int other) {
    if (table.first(one) != table.first(other)) {
      return Long.compare(table.first(one), table.first(other));
    }
    return table.last(one) != table.last(other)
        ? Long.compare(table.last(one), table.last(other))
        : Integer.compare(one, other);
  }

  /// Finds the cells, drops the rows that are nothing else, and returns the bytes of the others.
  private Map<Long, Integer> cellBytes(int[] byAddress, BitSet dropped) {
    Map<Long, Integer> found = new HashMap<>();
    long spanStart = 0;
    long spanEnd = 0;
    List<int[]> span = new ArrayList<>();
    int from = 0;
    while (from < byAddress.length) {
      long address = table.address(byAddress[from]);
      int to = from;
      int times = 0;
      int width = 0;
      while (to < byAddress.length && table.address(byAddress[to]) == address) {
        if (table.length(byAddress[to]) <= CELL) {
          times++;
          width = Math.max(width, table.length(byAddress[to]));
        }
        to++;
      }
      if (times > REWRITES) {
        if (address != spanEnd) {
          take(span, spanEnd - spanStart, byAddress, dropped, found);
          spanStart = address;
        }
        span.add(new int[] {from, to, width});
        spanEnd = address + width;
      }
      from = to;
    }
    take(span, spanEnd - spanStart, byAddress, dropped, found);
    return found;
  }

  private void take(
      List<int[]> span, long bytes, int[] byAddress, BitSet dropped, Map<Long, Integer> found) {
    if (bytes <= CELLS_TOGETHER) {
      for (int[] cell : span) {
        long address = table.address(byAddress[cell[0]]);
        for (int i = cell[0]; i < cell[1]; i++) {
          if (table.length(byAddress[i]) <= CELL) {
            dropped.set(i);
          }
        }
        for (int b = 0; b < cell[2]; b++) {
          found.put(address + b, 1);
        }
        cells++;
      }
    }
    span.clear();
  }

  /// A row that another holds in address and time is that one's beginning.
  private void dropRepeated(int[] byAddress, BitSet dropped) {
    for (int i = 1; i < byAddress.length; i++) {
      int row = byAddress[i];
      for (int j = i - 1; j >= 0 && j >= i - LOOK_BACK && !dropped.get(i); j--) {
        int other = byAddress[j];
        if (!dropped.get(j)
            && table.end(other) - table.end(row) >= 0
            && table.first(other) <= table.first(row)
            && table.last(other) >= table.last(row)) {
          dropped.set(i);
          repeated++;
        }
      }
    }
  }

  private void join(int[] rows, Map<Long, Integer> cellBytes) {
    Map<Long, Chain> open = new HashMap<>();
    List<Chain> beginnings = new ArrayList<>();
    @Nullable Chain latest = null;
    for (int row : rows) {
      Chain chain = open.remove(table.address(row));
      if (chain == null || chain.last > table.first(row) || chain.length > (1 << 20)) {
        chain = new Chain(table, row);
        if (latest != null && latest.goesOnIn(chain)) {
          latest.next = chain;
          open.remove(latest.end());
        } else {
          beginnings.add(chain);
        }
      } else {
        chain.add(table, row);
        joined++;
      }
      open.put(chain.end(), chain);
      latest = chain;
    }
    beginnings.sort(
        Comparator.comparingLong((Chain c) -> c.first).thenComparingLong((Chain c) -> c.last));
    for (Chain beginning : beginnings) {
      for (@Nullable Chain chain = beginning; chain != null; chain = chain.next) {
        split(chain, cellBytes);
      }
    }
  }

  /// Extents that go on where the one before ended. The first one's bytes stay where they are until
  /// another is joined to it.
  private static final class Chain {
    private final long start;
    private final long first;
    private long last;
    private byte[] bytes;
    private boolean own;
    private int at;
    private int length;

    /// What goes on with it in another page.
    private @Nullable Chain next;

    Chain(OutputTable table, int row) {
      start = table.address(row);
      first = table.first(row);
      last = table.last(row);
      bytes = table.bytes(row);
      at = table.at(row);
      length = table.length(row);
    }

    void add(OutputTable table, int row) {
      int more = table.length(row);
      if (!own || length + more > bytes.length) {
        bytes = Arrays.copyOfRange(bytes, at, at + Math.max(length * 2, length + more));
        at = 0;
        own = true;
      }
      System.arraycopy(table.bytes(row), table.at(row), bytes, at + length, more);
      length += more;
      last = table.last(row);
    }

    long end() {
      return start + length;
    }

    /// Whether the one that begins right after this one's last row goes on with it.
    boolean goesOnIn(Chain other) {
      return next == null && last <= other.first && Piece.goesOnAt(end(), other.start);
    }

    Piece piece(int from, int to) {
      return new Piece(first, last, start + from, Arrays.copyOfRange(bytes, at + from, at + to));
    }

    byte get(int index) {
      return bytes[at + index];
    }
  }

  private void split(Chain chain, Map<Long, Integer> cellBytes) {
    BitSet cells = new BitSet();
    for (int i = 0; i < chain.length && !cellBytes.isEmpty(); i++) {
      cells.set(i, cellBytes.containsKey(chain.start + i));
    }
    int from = 0;
    for (int i = 0; i <= chain.length; i++) {
      if (i < chain.length && inside(chain, i, cells)) {
        continue;
      }
      int hole = i - from >= BEFORE_HOLE ? hole(chain, i, cells) : 0;
      if (hole > 0) {
        cut += hole;
        text -= hole;
        i += hole;
        continue;
      }
      if (i > from) {
        stretches.take(chain, from, i);
        text += i - from;
      }
      cut += i < chain.length && !cells.get(i) ? 1 : 0;
      from = i + 1;
    }
  }

  private boolean inside(Chain chain, int at, BitSet cells) {
    return !cells.get(at) && table.alphabet().has(chain.get(at));
  }

  /// A character or two that the exemplar happens to lack, in the midst of text, stay in the
  /// stream; how many there are at a place, or 0. Zeros end strings.
  private int hole(Chain chain, int at, BitSet cells) {
    int end = at;
    while (end < chain.length
        && end - at <= HOLE
        && !inside(chain, end, cells)
        && chain.get(end) != 0
        && !cells.get(end)) {
      end++;
    }
    int after = end;
    while (after < chain.length && after - end < BEHIND_HOLE && inside(chain, after, cells)) {
      after++;
    }
    return end - at <= HOLE && after - end == BEHIND_HOLE ? end - at : 0;
  }
}
