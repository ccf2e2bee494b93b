package dev.tapmine.index;

import dev.tapmine.taps.HistogramSink;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;

/// Reads histograms: two threads decode parts ahead, the caller's delivers them in order.
final class HistogramReader {
  /// Parts decoded and not yet delivered, each at most some 40 MB.
  private static final int AHEAD = 3;

  private static final int THREADS = 2;
  private static final int BINS = 1 << 16;

  private final DuckDBConnection connection;
  private final char[] bins = new char[BINS];
  private final long[] counts = new long[BINS];

  HistogramReader(DuckDBConnection connection) {
    this.connection = connection;
  }

  /// Histograms of one part.
  ///
  /// @param keys of each
  /// @param lengths number of bins of each
  /// @param entries count * 65536 + bin, of all of them one after the other
  private record Part(int[] keys, int[] lengths, long[] entries) {}

  /// @param where a condition, or "" for all rows
  void read(Path folder, int parts, String where, HistogramSink sink) throws IOException {
    ExecutorService decoders =
        Executors.newFixedThreadPool(
            THREADS,
            task -> Thread.ofPlatform().daemon().name("tapmine-index-reader").unstarted(task));
    try {
      Deque<Future<Part>> ahead = new ArrayDeque<>();
      for (int part = 0; part < parts || !ahead.isEmpty(); ) {
        while (part < parts && ahead.size() < AHEAD) {
          Path file = folder.resolve(PartName.of(part++));
          ahead.add(decoders.submit(() -> decode(file, where)));
        }
        deliver(await(ahead.remove(), folder), sink);
      }
    } finally {
      decoders.shutdown();
    }
  }

  private Part decode(Path file, String where) throws SQLException {
    String from = " FROM read_parquet(" + Engine.quoted(file) + ") " + where;
    try (DuckDBConnection own = connection.duplicate()) {
      LongGatherer keys = new LongGatherer(2048);
      LongGatherer lengths = new LongGatherer(2048);
      gather(own, "SELECT tap, length" + from, keys, lengths);
      int bins = 0;
      for (int length : lengths.ints()) {
        bins = Math.addExact(bins, length);
      }
      LongGatherer entries = new LongGatherer(bins);
      gather(own, "SELECT unnest(counts) * 65536 + unnest(bins)" + from, entries);
      if (bins != entries.size() || keys.size() != lengths.size()) {
        throw new SQLException("There are " + entries.size() + " bins instead of " + bins);
      }
      return new Part(keys.ints(), lengths.ints(), entries.longs());
    }
  }

  private static void gather(DuckDBConnection connection, String sql, LongGatherer... columns)
      throws SQLException {
    try (DuckDBPreparedStatement statement = connection.prepare(sql);
        DuckDBChunkedResult result = statement.query()) {
      while (result.nextChunk()) {
        DuckDBDataChunkReader chunk = result.chunk();
        for (int column = 0; column < columns.length; column++) {
          DuckDBReadableVector vector = chunk.vector(column);
          columns[column].add(vector, (int) chunk.rowCount(), columns.length == 1);
        }
      }
    }
  }

  private void deliver(Part part, HistogramSink sink) {
    int at = 0;
    for (int row = 0; row < part.keys().length; row++) {
      int length = part.lengths()[row];
      for (int i = 0; i < length; i++) {
        long entry = part.entries()[at++];
        bins[i] = (char) entry;
        counts[i] = entry >> 16;
      }
      sink.accept(part.keys()[row], bins, counts, length);
    }
  }

  private static Part await(Future<Part> part, Path folder) throws IOException {
    try {
      return part.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("Reading the index was stopped.").initCause(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SQLException fault) {
        throw Faults.reading(folder, fault);
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
