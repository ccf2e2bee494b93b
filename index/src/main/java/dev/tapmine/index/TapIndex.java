package dev.tapmine.index;

import dev.tapmine.taps.AccessSizes;
import dev.tapmine.taps.AdjacentRow;
import dev.tapmine.taps.CodeRow;
import dev.tapmine.taps.ContextRow;
import dev.tapmine.taps.Direction;
import dev.tapmine.taps.HistogramSink;
import dev.tapmine.taps.Mined;
import dev.tapmine.taps.OutputContextRow;
import dev.tapmine.taps.OutputRow;
import dev.tapmine.taps.ProfileRow;
import dev.tapmine.taps.RunRow;
import dev.tapmine.taps.SpaceRow;
import dev.tapmine.taps.StreamSink;
import dev.tapmine.taps.TapRow;
import dev.tapmine.taps.TapSource;
import dev.tapmine.taps.TouchedRow;
import dev.tapmine.taps.Trait;
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
import org.duckdb.DuckDBFunctions.FunctionException;
import org.duckdb.DuckDBPreparedStatement;
import org.jspecify.annotations.Nullable;

/// A tap index on disk. Opening reads what it says of itself and checks that every file has its
/// size, columns and number of rows; rows are read when asked for, and again each time, and a row
/// that breaks a rule of [TapSource] is never delivered. Not for several threads at once.
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
      index.origin();
      for (Table table : Table.values()) {
        index.parts(table).check(connection, index.metadata.rows(table, path));
      }
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
    RowRules rules = new RowRules(metadata.rows(Table.CONTEXTS, path));
    each(
        Table.TAPS,
        "SELECT * REPLACE (CASE direction WHEN 'WRITE' THEN true WHEN 'READ' THEN false END"
            + " AS direction)",
        (row, at) -> rules.tap(tap(row, at)),
        sink);
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
    RowRules rules = new RowRules(0);
    each(
        Table.CONTEXTS,
        "SELECT *",
        (row, at) ->
            rules.context(
                new ContextRow(
                    integer(row, 0, at),
                    integer(row, 1, at),
                    number(row, 2, at),
                    integer(row, 3, at))),
        sink);
  }

  @Override
  public void bigrams(HistogramSink sink) throws IOException {
    new HistogramReader(connection, parts(Table.BIGRAMS), false).read("", sink);
  }

  @Override
  public void seams(int depth, HistogramSink sink) throws IOException {
    if (depth < 0 || depth > 2 || depth >= mined().depth()) {
      throw new IllegalArgumentException("There are no seams at depth " + depth);
    }
    new HistogramReader(connection, parts(Table.SEAMS), true)
        .read("WHERE fold_depth = " + depth, sink);
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
    int size = (int) Math.min(size(), 2048);
    LongGatherer ids = new LongGatherer(size, Integer.MAX_VALUE - 8);
    try (DuckDBPreparedStatement statement = connection.prepare("SELECT id" + from(Table.TAPS));
        DuckDBChunkedResult result = statement.query()) {
      while (result.nextChunk()) {
        ids.add(result.chunk().vector(0), (int) result.chunk().rowCount(), false);
      }
    } catch (SQLException | FunctionException e) {
      throw Faults.reading(path.resolve(Table.TAPS.folder()), e);
    }
    return new RunReader(connection, parts(Table.RUNS), ids.ints(), wanted);
  }

  @Override
  public void profiles(Consumer<? super ProfileRow> sink) throws IOException {
    each(
        Table.PROFILES,
        "SELECT *",
        (row, at) -> {
          int[] counts = new int[Trait.values().length];
          for (int i = 0; i < counts.length; i++) {
            counts[i] = integer(row, i + 1, at);
            RowRules.require(counts[i] >= 0, "A profile's count", counts[i]);
          }
          return new ProfileRow(integer(row, 0, at), counts);
        },
        sink);
  }

  @Override
  public void adjacent(Consumer<? super AdjacentRow> sink) throws IOException {
    each(
        Table.ADJACENT,
        "SELECT *",
        (row, at) -> new AdjacentRow(integer(row, 0, at), integer(row, 1, at), number(row, 2, at)),
        sink);
  }

  @Override
  public void outputContexts(Consumer<? super OutputContextRow> sink) throws IOException {
    RowRules rules = new RowRules(metadata.rows(Table.CONTEXTS, path));
    each(
        Table.OUTPUT_CONTEXTS,
        "SELECT * REPLACE (CASE direction WHEN 'WRITE' THEN true WHEN 'READ' THEN false END"
            + " AS direction)",
        (row, at) ->
            rules.outputContext(
                new OutputContextRow(
                    integer(row, 0, at),
                    row.vector(1).getBoolean(at) ? Direction.WRITE : Direction.READ,
                    number(row, 2, at),
                    integer(row, 3, at),
                    integer(row, 4, at),
                    row.vector(5).getBoolean(at),
                    number(row, 6, at),
                    number(row, 7, at),
                    number(row, 8, at),
                    number(row, 9, at))),
        sink);
  }

  @Override
  public void outputs(IntPredicate wanted, Consumer<? super OutputRow> sink) throws IOException {
    int contexts = (int) metadata.rows(Table.OUTPUT_CONTEXTS, path);
    new OutputReader(connection, parts(Table.OUTPUTS), contexts, wanted).read(sink);
  }

  @Override
  public void touched(Consumer<? super TouchedRow> sink) throws IOException {
    each(
        Table.TOUCHED,
        "SELECT *",
        (row, at) -> new TouchedRow(integer(row, 0, at), number(row, 1, at), integer(row, 2, at)),
        sink);
  }

  @Override
  public void spaces(Consumer<? super SpaceRow> sink) throws IOException {
    each(
        Table.SPACES,
        "SELECT *",
        (row, at) ->
            new SpaceRow(
                integer(row, 0, at),
                number(row, 1, at),
                number(row, 2, at),
                number(row, 3, at),
                number(row, 4, at)),
        sink);
  }

  @Override
  public void code(Consumer<? super CodeRow> sink) throws IOException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT space, pc, place, instruction" + from(Table.CODE))) {
      while (rows.next()) {
        byte[] instruction = rows.getBytes(4);
        if (instruction == null) {
          throw new SQLException("A row has no instruction");
        }
        sink.accept(
            RowRules.code(
                new CodeRow(rows.getInt(1), rows.getLong(2), rows.getLong(3), instruction)));
      }
    } catch (SQLException e) {
      throw Faults.reading(path.resolve(Table.CODE.folder()), e);
    }
  }

  /// Makes a row from a chunk's.
  @FunctionalInterface
  private interface Row<T> {
    T of(DuckDBDataChunkReader chunk, long row) throws SQLException;
  }

  private <T> void each(Table table, String select, Row<T> rows, Consumer<? super T> sink)
      throws IOException {
    try (DuckDBPreparedStatement statement = connection.prepare(select + from(table));
        DuckDBChunkedResult result = statement.query()) {
      long count = 0;
      while (result.nextChunk()) {
        DuckDBDataChunkReader chunk = result.chunk();
        for (long row = 0; row < chunk.rowCount(); row++) {
          sink.accept(made(rows, chunk, row));
        }
        count += chunk.rowCount();
      }
      if (count != metadata.rows(table, path)) {
        throw new SQLException(
            "It has %d rows instead of %d".formatted(count, metadata.rows(table, path)));
      }
    } catch (SQLException e) {
      throw Faults.reading(path.resolve(table.folder()), e);
    }
  }

  /// A number is missing where DuckDB finds none; that is told apart from what a sink throws.
  private static <T> T made(Row<T> rows, DuckDBDataChunkReader chunk, long row)
      throws SQLException {
    try {
      return rows.of(chunk, row);
    } catch (FunctionException e) {
      throw new SQLException(e);
    }
  }

  private Parts parts(Table table) throws IndexException {
    return new Parts(table, path, metadata.parts(table, path));
  }

  private String from(Table table) throws IndexException {
    return " FROM " + parts(table).sql("");
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
