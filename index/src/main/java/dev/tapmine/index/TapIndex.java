package dev.tapmine.index;

import dev.tapmine.taps.AccessSizes;
import dev.tapmine.taps.AdjacentRow;
import dev.tapmine.taps.CodeRow;
import dev.tapmine.taps.ContextRow;
import dev.tapmine.taps.Direction;
import dev.tapmine.taps.HistogramSink;
import dev.tapmine.taps.Mined;
import dev.tapmine.taps.RunRow;
import dev.tapmine.taps.SpaceRow;
import dev.tapmine.taps.StreamSink;
import dev.tapmine.taps.TapRow;
import dev.tapmine.taps.TapSource;
import dev.tapmine.taps.TouchedRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.jspecify.annotations.Nullable;

/// A tap index on disk. Opening reads what it says of itself and checks that every file has its
/// size; rows are read when asked for, and again each time. Not for several threads at once.
///
/// ```
/// try (TapIndex index = TapIndex.open(Path.of("boot.taps"))) {
///   index.taps(tap -> IO.println(tap.pc()));
/// }
/// ```
public final class TapIndex implements TapSource, AutoCloseable {
  private final Path path;
  private final DuckDBConnection connection;
  private final Metadata metadata;

  private TapIndex(Path path, DuckDBConnection connection, Metadata metadata) {
    this.path = path;
    this.connection = connection;
    this.metadata = metadata;
  }

  /// Opens an index.
  ///
  /// @throws IndexException when it is none, is damaged, or comes from a newer Tapmine
  public static TapIndex open(Path path) throws IOException {
    if (!Files.exists(path)) {
      throw new IndexException("There is no tap index " + path + ".");
    }
    if (!Metadata.presentIn(path)) {
      throw new IndexException(
          "%s is not a tap index: it holds no %s.".formatted(path, Metadata.FILE));
    }
    DuckDBConnection connection = null;
    try {
      connection = Engine.open(2, Path.of(System.getProperty("java.io.tmpdir"), "tapmine-spill"));
      TapIndex index = new TapIndex(path, connection, Metadata.read(connection, path));
      index.mined();
      connection = null;
      return index;
    } catch (SQLException e) {
      throw new IndexException(
          "DuckDB, which reads the index, does not start: " + e.getMessage(), e);
    } finally {
      closeQuietly(connection);
    }
  }

  /// Where the index comes from.
  public IndexOrigin origin() throws IOException {
    return metadata.origin(path);
  }

  /// Number of taps at the depth mined.
  public long size() throws IOException {
    return metadata.rows(Table.TAPS, path);
  }

  @Override
  public Mined mined() throws IOException {
    return metadata.mined(path);
  }

  @Override
  public void taps(Consumer<? super TapRow> sink) throws IOException {
    each(
        Table.TAPS,
        "SELECT * REPLACE (direction = 'WRITE' AS direction)",
        (row, at) -> sink.accept(tap(row, at)));
  }

  private static TapRow tap(DuckDBDataChunkReader row, long at) {
    return new TapRow(
        integer(row, 0, at),
        row.vector(1).getBoolean(at) ? Direction.WRITE : Direction.READ,
        number(row, 2, at),
        integer(row, 3, at),
        integer(row, 4, at),
        row.vector(5).getBoolean(at),
        number(row, 6, at),
        number(row, 7, at),
        number(row, 8, at),
        number(row, 9, at),
        number(row, 10, at),
        number(row, 11, at),
        new AccessSizes(
            number(row, 12, at),
            number(row, 13, at),
            number(row, 14, at),
            number(row, 15, at),
            number(row, 16, at)),
        number(row, 17, at),
        number(row, 18, at));
  }

  @Override
  public void contexts(Consumer<? super ContextRow> sink) throws IOException {
    each(
        Table.CONTEXTS,
        "SELECT *",
        (row, at) ->
            sink.accept(
                new ContextRow(
                    integer(row, 0, at),
                    integer(row, 1, at),
                    number(row, 2, at),
                    integer(row, 3, at))));
  }

  @Override
  public void bigrams(HistogramSink sink) throws IOException {
    histograms(Table.BIGRAMS, "", sink);
  }

  @Override
  public void seams(int depth, HistogramSink sink) throws IOException {
    if (depth < 0 || depth > 2 || depth >= mined().depth()) {
      throw new IllegalArgumentException("There are no seams at depth " + depth);
    }
    histograms(Table.SEAMS, "WHERE fold_depth = " + depth, sink);
  }

  private void histograms(Table table, String where, HistogramSink sink) throws IOException {
    new HistogramReader(connection)
        .read(path.resolve(table.folder()), metadata.parts(table, path), where, sink);
  }

  @Override
  public void runs(IntPredicate wanted, Consumer<? super RunRow> sink) throws IOException {
    runs(wanted).runs(sink);
  }

  @Override
  public void streams(IntPredicate wanted, StreamSink sink) throws IOException {
    runs(wanted).streams(sink);
  }

  private RunReader runs(IntPredicate wanted) throws IOException {
    return new RunReader(connection, path.resolve(Table.RUNS.folder()), highestTap() + 1, wanted);
  }

  private int highestTap() throws IOException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT coalesce(max(id), -1)" + from(Table.TAPS))) {
      row.next();
      return row.getInt(1);
    } catch (SQLException e) {
      throw Faults.reading(path.resolve(Table.TAPS.folder()), e);
    }
  }

  @Override
  public void adjacent(Consumer<? super AdjacentRow> sink) throws IOException {
    each(
        Table.ADJACENT,
        "SELECT *",
        (row, at) ->
            sink.accept(
                new AdjacentRow(integer(row, 0, at), integer(row, 1, at), number(row, 2, at))));
  }

  @Override
  public void touched(Consumer<? super TouchedRow> sink) throws IOException {
    each(
        Table.TOUCHED,
        "SELECT *",
        (row, at) ->
            sink.accept(
                new TouchedRow(integer(row, 0, at), number(row, 1, at), integer(row, 2, at))));
  }

  @Override
  public void spaces(Consumer<? super SpaceRow> sink) throws IOException {
    each(
        Table.SPACES,
        "SELECT *",
        (row, at) ->
            sink.accept(
                new SpaceRow(
                    integer(row, 0, at),
                    number(row, 1, at),
                    number(row, 2, at),
                    number(row, 3, at),
                    number(row, 4, at))));
  }

  @Override
  public void code(Consumer<? super CodeRow> sink) throws IOException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT space, pc, place, instruction" + from(Table.CODE))) {
      while (rows.next()) {
        sink.accept(
            new CodeRow(rows.getInt(1), rows.getLong(2), rows.getLong(3), rows.getBytes(4)));
      }
    } catch (SQLException e) {
      throw Faults.reading(path.resolve(Table.CODE.folder()), e);
    }
  }

  /// Takes a row of a chunk.
  @FunctionalInterface
  private interface Row {
    void take(DuckDBDataChunkReader chunk, long row);
  }

  private void each(Table table, String select, Row sink) throws IOException {
    try (DuckDBPreparedStatement statement = connection.prepare(select + from(table));
        DuckDBChunkedResult result = statement.query()) {
      long rows = 0;
      while (result.nextChunk()) {
        DuckDBDataChunkReader chunk = result.chunk();
        for (long row = 0; row < chunk.rowCount(); row++) {
          sink.take(chunk, row);
        }
        rows += chunk.rowCount();
      }
      if (rows != metadata.rows(table, path)) {
        throw new SQLException(
            "It has %d rows instead of %d".formatted(rows, metadata.rows(table, path)));
      }
    } catch (SQLException e) {
      throw Faults.reading(path.resolve(table.folder()), e);
    }
  }

  private String from(Table table) {
    return " FROM read_parquet("
        + Engine.quoted(path.resolve(table.folder()).resolve("*.parquet"))
        + ")";
  }

  private static int integer(DuckDBDataChunkReader chunk, int column, long row) {
    return chunk.vector(column).getInt(row);
  }

  private static long number(DuckDBDataChunkReader chunk, int column, long row) {
    return chunk.vector(column).getLong(row);
  }

  @Override
  public void close() {
    closeQuietly(connection);
  }

  private static void closeQuietly(@Nullable DuckDBConnection connection) {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        // Nothing was written, so nothing is lost.
        return;
      }
    }
  }
}
