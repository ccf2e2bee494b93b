package dev.tapmine.index;

import dev.tapmine.taps.RunRow;
import dev.tapmine.taps.StreamSink;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBPreparedStatement;

/// Reads content.
final class RunReader {
  private final DuckDBConnection connection;
  private final Parts parts;
  private final IntPredicate wanted;
  private final String from;

  /// @param taps the ids of all taps, ascending
  RunReader(DuckDBConnection connection, Parts parts, int[] taps, IntPredicate wanted) {
    this.connection = connection;
    this.parts = parts;
    this.wanted = wanted;
    this.from = " FROM " + parts.rows("tap", Arrays.stream(taps).filter(wanted).toArray());
  }

  void streams(StreamSink sink) throws IOException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT tap, bytes" + from)) {
      while (rows.next()) {
        int tap = rows.getInt(1);
        if (wanted.test(tap)) {
          byte[] bytes = bytes(rows, 2);
          sink.accept(tap, bytes, bytes.length);
        }
      }
    } catch (SQLException e) {
      throw Faults.reading(parts.folder(), e);
    }
  }

  void runs(Consumer<? super RunRow> sink) throws IOException {
    try (DuckDBConnection second = connection.duplicate();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT tap, length, bytes" + from);
        DuckDBPreparedStatement lists =
            second.prepare(
                "SELECT unnest(times), unnest(addresses), unnest(widths)::INTEGER,"
                    + " unnest(lengths)"
                    + from);
        DuckDBChunkedResult heads = lists.query()) {
      ListHeads next = new ListHeads(heads);
      while (rows.next()) {
        deliver(rows.getInt(1), rows.getInt(2), bytes(rows, 3), next, sink);
      }
    } catch (SQLException e) {
      throw Faults.reading(parts.folder(), e);
    }
  }

  private void deliver(
      int tap, int runs, byte[] bytes, ListHeads heads, Consumer<? super RunRow> sink)
      throws SQLException {
    boolean deliver = wanted.test(tap);
    int at = 0;
    for (int run = 0; run < runs; run++) {
      heads.next();
      int length = heads.integer(3);
      int width = heads.integer(2);
      RowRules.require(length >= 0 && length <= bytes.length - at, "The length of a run", length);
      RowRules.require(
          width >= 1 && width <= 16 && Integer.bitCount(width) == 1, "The width of a run", width);
      int to = at + length;
      if (deliver) {
        sink.accept(
            new RunRow(
                tap, heads.number(0), heads.number(1), width, Arrays.copyOfRange(bytes, at, to)));
      }
      at = to;
    }
    RowRules.require(at == bytes.length, "The number of bytes", bytes.length);
  }

  private static byte[] bytes(ResultSet rows, int column) throws SQLException {
    byte[] bytes = rows.getBytes(column);
    if (bytes == null) {
      throw new SQLException("A row has no bytes");
    }
    return bytes;
  }
}
