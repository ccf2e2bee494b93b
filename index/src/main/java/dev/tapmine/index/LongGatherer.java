package dev.tapmine.index;

import java.util.Arrays;
import org.duckdb.DuckDBReadableVector;

/// Gathers a column's integers.
final class LongGatherer {
  private long[] values;
  private int size;

  /// Begins with room for so many.
  LongGatherer(int expected) {
    values = new long[expected];
  }

  /// Takes a vector of 64-bit integers (`wide`) or of 32-bit ones.
  void add(DuckDBReadableVector vector, int rows, boolean wide) {
    if (rows > values.length - size) {
      values = Arrays.copyOf(values, Math.max(values.length * 2, size + rows));
    }
    for (int row = 0; row < rows; row++) {
      values[size++] = wide ? vector.getLong(row) : vector.getInt(row);
    }
  }

  /// What was gathered, and perhaps more behind it.
  long[] longs() {
    return values;
  }

  int size() {
    return size;
  }

  int[] ints() {
    int[] ints = new int[size];
    for (int i = 0; i < size; i++) {
      ints[i] = (int) values[i];
    }
    return ints;
  }
}
