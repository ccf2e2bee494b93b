package dev.tapmine.index;

import dev.tapmine.taps.OutputRow;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBPreparedStatement;

/// Reads outputs.
final class OutputReader {
  private final DuckDBConnection connection;
  private final Parts parts;
  private final IntPredicate wanted;
  private final String from;

  /// @param contexts number of contexts
  OutputReader(DuckDBConnection connection, Parts parts, int contexts, IntPredicate wanted) {
    this.connection = connection;
    this.parts = parts;
    this.wanted = wanted;
    this.from =
        " FROM " + parts.rows("context", IntStream.range(0, contexts).filter(wanted).toArray());
  }

  void read(Consumer<? super OutputRow> sink) throws IOException {
    try (DuckDBConnection second = connection.duplicate();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT context, length, bytes" + from);
        DuckDBPreparedStatement lists =
            second.prepare(
                "SELECT unnest(activations), unnest(addresses), unnest(firsts), unnest(lasts),"
                    + " unnest(first_taps), unnest(last_taps), unnest(lengths)"
                    + from);
        DuckDBChunkedResult heads = lists.query()) {
      ListHeads next = new ListHeads(heads);
      int before = -1;
      while (rows.next()) {
        int context = rows.getInt(1);
        RowRules.require(context >= before, "The context of an output", context);
        before = context;
        deliver(context, rows.getInt(2), rows.getBytes(3), next, sink);
      }
    } catch (SQLException e) {
      throw Faults.reading(parts.folder(), e);
    }
  }

  private void deliver(
      int context, int outputs, byte[] bytes, ListHeads heads, Consumer<? super OutputRow> sink)
      throws SQLException {
    if (bytes == null) {
      throw new SQLException("A row has no bytes");
    }
    boolean deliver = wanted.test(context);
    int at = 0;
    for (int output = 0; output < outputs; output++) {
      heads.next();
      int length = heads.integer(6);
      RowRules.require(
          length > 0 && length <= bytes.length - at, "The length of an output", length);
      int to = at + length;
      if (deliver) {
        sink.accept(
            new OutputRow(
                context,
                heads.integer(0),
                heads.number(1),
                heads.number(2),
                heads.number(3),
                heads.integer(4),
                heads.integer(5),
                Arrays.copyOfRange(bytes, at, to)));
      }
      at = to;
    }
    RowRules.require(at == bytes.length, "The number of bytes", bytes.length);
  }
}
