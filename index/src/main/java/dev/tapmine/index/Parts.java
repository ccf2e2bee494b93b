package dev.tapmine.index;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.duckdb.DuckDBConnection;

/// The files of one table of an index. They are named one by one, since a pattern would also match
/// files that are not the index's, and none in a folder whose own name looks like a pattern.
record Parts(Table table, Path index, int count) {
  /// Up to so many keys are named in a query.
  private static final int FEW = 512;

  /// Where keys lie farther apart, more rows than theirs are read: a damaged index may name any.
  private static final int MOST_BITS = 1 << 24;

  Path folder() {
    return index.resolve(table.folder());
  }

  Path file(int part) {
    return folder().resolve(PartName.of(part));
  }

  /// All of them, as SQL reads them.
  ///
  /// @param options more of DuckDB's, each after a comma, or ""
  String sql(String options) {
    return IntStream.range(0, count)
        .mapToObj(part -> Engine.quoted(file(part)))
        .collect(Collectors.joining(",", "read_parquet([", "]" + options + ")"));
  }

  /// The rows of some keys, in the order of the files, and maybe others'; as SQL reads them. Few
  /// are named, so that DuckDB passes over the row groups without them. It makes a join of a list
  /// of keys, and several threads do not keep the order of a join's rows, so there it must be asked
  /// for.
  ///
  /// @param column that holds the keys
  /// @param keys ascending
  String rows(String column, int[] keys) {
    if (keys.length == 0) {
      return sql("") + " WHERE false";
    }
    if (keys.length <= FEW) {
      return "(SELECT * FROM "
          + sql(", filename = true, file_row_number = true")
          + " WHERE "
          + column
          + " IN ("
          + Arrays.stream(keys).mapToObj(Integer::toString).collect(Collectors.joining(","))
          + ") ORDER BY filename, file_row_number)";
    }
    int first = keys[0];
    int last = keys[keys.length - 1];
    String rows = sql("") + " WHERE " + column + " BETWEEN " + first + " AND " + last;
    return keys.length > last - first || last - (long) first >= MOST_BITS
        ? rows
        : rows + " AND get_bit('%s'::BIT, %s - %d) = 1".formatted(bits(keys), column, first);
  }

  /// A bit for each key from the first to the last: set where the key is one of them. A list of so
  /// many would be joined, a bit is looked up.
  private static String bits(int[] keys) {
    byte[] bits = new byte[keys[keys.length - 1] - keys[0] + 1];
    Arrays.fill(bits, (byte) '0');
    for (int key : keys) {
      bits[key - keys[0]] = '1';
    }
    return new String(bits, StandardCharsets.US_ASCII);
  }

  /// Refuses files that hold other columns or another number of rows. It reads their footers only.
  void check(DuckDBConnection connection, long rows) throws IndexException {
    try (Statement statement = connection.createStatement()) {
      List<String> found = new ArrayList<>();
      try (ResultSet columns = statement.executeQuery("DESCRIBE FROM " + sql(""))) {
        while (columns.next()) {
          found.add(columns.getString(1) + " " + columns.getString(2));
        }
      }
      List<String> expected =
          table.columns().stream().map(column -> column.name() + " " + column.type()).toList();
      if (!found.equals(expected)) {
        throw new SQLException("Its columns are not those of " + table.folder());
      }
      try (ResultSet count = statement.executeQuery("SELECT count(*) FROM " + sql(""))) {
        count.next();
        if (count.getLong(1) != rows) {
          throw new SQLException("It has %d rows instead of %d".formatted(count.getLong(1), rows));
        }
      }
    } catch (SQLException e) {
      throw Faults.reading(folder(), e);
    }
  }
}
