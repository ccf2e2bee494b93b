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
import org.duckdb.DuckDBFunctions.FunctionException;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;

/// Reads histograms: two threads decode parts ahead, the caller's delivers them in order.
final class HistogramReader {
  /// Parts decoded and not yet delivered, each at most some 40 MB.
  private static final int AHEAD = 3;

  private static final int THREADS = 2;
  private static final int BINS = 1 << 16;

  /// Histograms and bins of a part at the most: the writer ends a part at half of that.
  private static final int MOST_ROWS = 2 << 20;

  private static final int MOST_BINS = 8 << 20;

  private final DuckDBConnection connection;
  private final Parts parts;
  private final boolean signed;
  private final char[] bins = new char[BINS];
  private final long[] counts = new long[BINS];

  /// @param signed whether counts may be negative
  HistogramReader(DuckDBConnection connection, Parts parts, boolean signed) {
    this.connection = connection;
    this.parts = parts;
    this.signed = signed;
  }

  /// Histograms of one part.
  ///
  /// @param keys of each
  /// @param lengths number of bins of each
  /// @param entries count * 65536 + bin, of all of them one after the other
  private record Part(int[] keys, int[] lengths, long[] entries) {}

  /// @param where a condition, or "" for all rows
  void read(String where, HistogramSink sink) throws IOException {
    ExecutorService decoders =
        Executors.newFixedThreadPool(
            THREADS,
            task -> Thread.ofPlatform().daemon().name("tapmine-index-reader").unstarted(task));
    try {
      Deque<Future<Part>> ahead = new ArrayDeque<>();
      int last = -1;
      for (int part = 0; part < parts.count() || !ahead.isEmpty(); ) {
        while (part < parts.count() && ahead.size() < AHEAD) {
          Path file = parts.file(part++);
          ahead.add(decoders.submit(() -> decode(file, where)));
        }
        last = deliver(await(ahead.remove()), last, sink);
      }
    } finally {
      decoders.shutdown();
    }
  }

  private Part decode(Path file, String where) throws SQLException {
    String from = " FROM read_parquet(" + Engine.quoted(file) + ") " + where;
    try (DuckDBConnection own = connection.duplicate()) {
      LongGatherer keys = new LongGatherer(2048, MOST_ROWS);
      LongGatherer lengths = new LongGatherer(2048, MOST_ROWS);
      gather(own, "SELECT tap, length" + from, keys, lengths);
      int bins = 0;
      for (int length : lengths.ints()) {
        RowRules.require(length >= 0 && length <= BINS, "A histogram's length", length);
        bins += length;
        RowRules.require(bins <= MOST_BINS, "A number of bins", bins);
      }
      LongGatherer entries = new LongGatherer(bins, bins);
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

  /// @param last key delivered before
  /// @return the last key delivered
  private int deliver(Part part, int last, HistogramSink sink) throws IndexException {
    int at = 0;
    int before = last;
    for (int row = 0; row < part.keys().length; row++) {
      int length = part.lengths()[row];
      int key = part.keys()[row];
      int bin = -1;
      boolean ascending = key > before;
      for (int i = 0; i < length; i++) {
        long entry = part.entries()[at++];
        bins[i] = (char) entry;
        counts[i] = entry >> 16;
        ascending &= bins[i] > bin && (signed || entry >= 0);
        bin = bins[i];
      }
      if (!ascending) {
        throw Faults.reading(
            parts.folder(), new SQLException("The histogram of tap " + key + " is none"));
      }
      sink.accept(key, bins, counts, length);
      before = key;
    }
    return before;
  }

  private Part await(Future<Part> part) throws IOException {
    try {
      return part.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("Reading the index was stopped.").initCause(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SQLException fault) {
        throw Faults.reading(parts.folder(), fault);
      }
      if (e.getCause() instanceof FunctionException fault) {
        throw Faults.reading(parts.folder(), fault);
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
