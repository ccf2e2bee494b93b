package dev.tapmine.index;

import java.sql.SQLException;
import java.util.Arrays;
import org.duckdb.DuckDBReadableVector;

/// Gathers a column's integers, up to a number of them.
final class LongGatherer {
  private final int most;
  private long[] values;
  private int size;

  /// Begins with room for so many.
  LongGatherer(int expected, int most) {
    this.most = most;
    values = new long[expected];
  }

  /// Takes a vector of 64-bit integers (`wide`) or of 32-bit ones.
  void add(DuckDBReadableVector vector, int rows, boolean wide) throws SQLException {
    if (rows > most - size) {
      throw new SQLException("There are more than " + most + " values");
    }
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
