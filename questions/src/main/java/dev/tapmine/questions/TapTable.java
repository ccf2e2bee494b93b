package dev.tapmine.questions;

import dev.tapmine.taps.Direction;
import dev.tapmine.taps.TapRow;
import dev.tapmine.taps.TapSource;
import java.io.IOException;
import java.util.Arrays;

/// What questions need of every tap, in columns: some 60 bytes a tap.
final class TapTable {
  private static final int NUMBERS = 6;
  private static final int PC = 0;
  private static final int BYTES = 1;
  private static final int ACCESSES = 2;
  private static final int FIRST = 3;
  private static final int LAST = 4;
  private static final int KEPT = 5;
  private static final byte WRITE = 1;
  private static final byte USER = 2;

  private final long[][] numbers = new long[NUMBERS][1024];
  private int[] ids = new int[1024];
  private int[] contexts = new int[1024];
  private int[] spaces = new int[1024];
  private byte[] kinds = new byte[1024];
  private int size;

  private TapTable() {}

  static TapTable of(TapSource source) throws IOException {
    TapTable table = new TapTable();
    source.taps(table::add);
    return table;
  }

  private void add(TapRow tap) {
    if (size == ids.length) {
      int larger = size * 2;
      for (int column = 0; column < NUMBERS; column++) {
        numbers[column] = Arrays.copyOf(numbers[column], larger);
      }
      ids = Arrays.copyOf(ids, larger);
      contexts = Arrays.copyOf(contexts, larger);
      spaces = Arrays.copyOf(spaces, larger);
      kinds = Arrays.copyOf(kinds, larger);
    }
    numbers[PC][size] = tap.pc();
    numbers[BYTES][size] = tap.bytes();
    numbers[ACCESSES][size] = tap.accesses();
    numbers[FIRST][size] = tap.first();
    numbers[LAST][size] = tap.last();
    numbers[KEPT][size] = tap.kept();
    ids[size] = tap.id();
    contexts[size] = tap.context();
    spaces[size] = tap.space();
    kinds[size] =
        (byte) ((tap.direction() == Direction.WRITE ? WRITE : 0) | (tap.user() ? USER : 0));
    size++;
  }

  int size() {
    return size;
  }

  /// The row of a tap's id, or a negative number.
  int row(int id) {
    return id >= 0 && id < size && ids[id] == id ? id : Arrays.binarySearch(ids, 0, size, id);
  }

  int id(int row) {
    return ids[row];
  }

  int context(int row) {
    return contexts[row];
  }

  int space(int row) {
    return spaces[row];
  }

  boolean write(int row) {
    return (kinds[row] & WRITE) != 0;
  }

  boolean user(int row) {
    return (kinds[row] & USER) != 0;
  }

  long pc(int row) {
    return numbers[PC][row];
  }

  long bytes(int row) {
    return numbers[BYTES][row];
  }

  long accesses(int row) {
    return numbers[ACCESSES][row];
  }

  long first(int row) {
    return numbers[FIRST][row];
  }

  long last(int row) {
    return numbers[LAST][row];
  }

  long kept(int row) {
    return numbers[KEPT][row];
  }
}
