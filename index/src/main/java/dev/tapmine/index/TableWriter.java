package dev.tapmine.index;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// Writes the parts of one table. Rows are gathered in memory until they make a part; a part is
/// compressed and written by a thread of its own while the next one is gathered, so that memory
/// stays bounded whatever the table's size. What goes into a part depends on the rows alone.
final class TableWriter implements AutoCloseable {
  /// Bytes of rows in a part, before compression.
  private static final long PART = 32L << 20;

  private final DuckDBConnection connection;
  private final DuckDBConnection copying;
  private final Table table;
  private final Path folder;
  private final ExecutorService copier =
      Executors.newSingleThreadExecutor(
          task -> Thread.ofPlatform().daemon().name("tapmine-index-writer").unstarted(task));
  private @Nullable DuckDBAppender appender;
  private @Nullable Future<?> copy;
  private long weight;
  private long rows;
  private int parts;

  TableWriter(DuckDBConnection connection, Table table, Path index)
      throws SQLException, IOException {
    this.connection = connection;
    this.copying = connection.duplicate();
    this.table = table;
    this.folder = Files.createDirectory(index.resolve(table.folder()));
  }

  /// Fills one row.
  @FunctionalInterface
  interface Filler {
    void fill(DuckDBAppender row) throws SQLException;
  }

  /// Adds a row.
  ///
  /// @param bytes that it takes in memory, roughly
  /// @throws UncheckedIOException since it is called from the sinks of a source
  void add(long bytes, Filler filler) {
    try {
      if (weight > 0 && weight + bytes > PART) {
        endPart();
      }
      DuckDBAppender row = appender();
      row.beginRow();
      filler.fill(row);
      row.endRow();
      weight += bytes + 16;
      rows++;
    } catch (SQLException e) {
      throw new UncheckedIOException(Faults.writing(e));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Rows written.
  long rows() {
    return rows;
  }

  /// Parts written.
  int parts() {
    return parts;
  }

  /// Writes what is left; at least one part, if without rows.
  void finish() throws SQLException, IOException {
    if (weight > 0 || parts == 0) {
      endPart();
    }
    await();
  }

  private DuckDBAppender appender() throws SQLException {
    DuckDBAppender current = appender;
    if (current == null) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE " + staging() + " (" + table.declaration() + ")");
      }
      current = connection.createAppender(staging());
      appender = current;
    }
    return current;
  }

  private String staging() {
    return table.folder() + "_" + parts;
  }

  private void endPart() throws SQLException, IOException {
    appender().close();
    appender = null;
    weight = 0;
    String from = staging();
    Path to = folder.resolve(PartName.of(parts++));
    await();
    copy =
        copier.submit(() -> {
          try (Statement statement = copying.createStatement()) {
            statement.execute(
                "COPY %s TO %s (FORMAT parquet, PARQUET_VERSION v2, COMPRESSION zstd,"
                        .formatted(from, Engine.quoted(to))
                    + " COMPRESSION_LEVEL 1, ROW_GROUP_SIZE %d%s)"
                        .formatted(table.rowGroup(), table.encoding()));
            statement.execute("DROP TABLE " + from);
          }
          return null;
        });
  }

  private void await() throws SQLException, IOException {
    Future<?> running = copy;
    if (running == null) {
      return;
    }
    try {
      running.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("Writing the index was stopped.").initCause(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SQLException fault) {
        throw fault;
      }
      throw new IllegalStateException(e.getCause());
    }
    copy = null;
  }

  @Override
  public void close() throws SQLException {
    copier.shutdown();
    boolean interrupted = Thread.interrupted();
    try {
      if (!copier.awaitTermination(60, TimeUnit.SECONDS)) {
        throw new SQLException("A part of " + table.folder() + " is still being written.");
      }
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      copying.close();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
