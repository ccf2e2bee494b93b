package dev.tapmine.index;

import dev.tapmine.taps.AccessSizes;
import dev.tapmine.taps.OutputContextRow;
import dev.tapmine.taps.ProfileRow;
import dev.tapmine.taps.TapRow;
import dev.tapmine.taps.TapSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/// Writes a tap index. The same rows and origin give the same bytes in every file.
public final class TapIndexWriter {
  private final TapSource source;
  private final Path index;
  private final DuckDBConnection connection;
  private final Metadata metadata;

  private TapIndexWriter(
      TapSource source, Path index, DuckDBConnection connection, IndexOrigin origin)
      throws IOException {
    this.source = source;
    this.index = index;
    this.connection = connection;
    this.metadata = Metadata.of(source.mined(), origin);
  }

  /// Writes an index beside its place and moves it there when it is whole; a failure or an
  /// interrupt of the thread leaves nothing behind. What a killed process left of the same index is
  /// removed. Memory used does not grow with the source, beyond 400 MB or so outside the heap.
  ///
  /// The calling thread asks the source for taps, contexts, histograms and adjacencies; a second
  /// one for the rest at the same time.
  ///
  /// @param out the folder to make; its parent exists
  /// @param replace whether an index that is already there gives way, once the new one is whole
  /// @throws IndexException when the place is taken or cannot be written to, or the disk is full
  public static void write(TapSource source, Path out, IndexOrigin origin, boolean replace)
      throws IOException {
    try (Aside aside = Aside.of(out, replace)) {
      Path index = aside.folder();
      try (DuckDBConnection connection = Engine.open(1, aside.spill())) {
        new TapIndexWriter(source, index, connection, origin).write();
      } catch (SQLException e) {
        throw Faults.writing(e);
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
      aside.keep();
    }
  }

  /// What was written and read, and where, makes half of the work: a thread of its own does it
  /// beside that which counts it.
  private void write() throws IOException, SQLException {
    try (DuckDBConnection second = connection.duplicate();
        Beside content = new Beside(() -> content(second))) {
      taps(connection);
      content.await();
    }
    metadata.write(connection, index);
  }

  private void taps(DuckDBConnection connection) throws IOException, SQLException {
    table(connection, Table.TAPS, rows -> source.taps(tap -> rows.add(150, row -> fill(row, tap))));
    table(
        connection,
        Table.CONTEXTS,
        rows ->
            source.contexts(context ->
                rows.add(
                    20,
                    row ->
                        row.append(context.id())
                            .append(context.parent())
                            .append(context.returnAddress())
                            .append(context.depth()))));
    table(
        connection,
        Table.BIGRAMS,
        rows ->
            source.bigrams((key, bins, counts, length) ->
                rows.add(
                    12L * length + 60, row -> histogram(row.append(key), bins, counts, length))));
    table(connection, Table.SEAMS, this::seams);
    table(
        connection,
        Table.ADJACENT,
        rows ->
            source.adjacent(pair ->
                rows.add(
                    16,
                    row -> row.append(pair.lower()).append(pair.upper()).append(pair.times()))));
  }

  private void content(DuckDBConnection connection) throws IOException, SQLException {
    table(
        connection,
        Table.OUTPUT_CONTEXTS,
        rows -> source.outputContexts(context -> rows.add(60, row -> outputContext(row, context))));
    table(
        connection,
        Table.OUTPUTS,
        rows -> {
          OutputGatherer gatherer = new OutputGatherer(rows);
          source.outputs(context -> true, gatherer::add);
          gatherer.finish();
        });
    table(
        connection,
        Table.RUNS,
        rows -> {
          RunGatherer gatherer = new RunGatherer(rows);
          source.runs(tap -> true, gatherer::add);
          gatherer.finish();
        });
    table(
        connection,
        Table.PROFILES,
        rows -> source.profiles(profile -> rows.add(100, row -> profile(row, profile))));
    table(
        connection,
        Table.TOUCHED,
        rows ->
            source.touched(block ->
                rows.add(
                    16,
                    row -> row.append(block.space()).append(block.block()).append(block.kinds()))));
    table(
        connection,
        Table.SPACES,
        rows ->
            source.spaces(space ->
                rows.add(
                    36,
                    row ->
                        row.append(space.id())
                            .append(space.root())
                            .append(space.incarnation())
                            .append(space.first())
                            .append(space.last()))));
    table(
        connection,
        Table.CODE,
        rows ->
            source.code(code ->
                rows.add(
                    40,
                    row ->
                        row.append(code.space())
                            .append(code.pc())
                            .append(code.place())
                            .append(code.instruction()))));
  }

  /// Hands a table's rows to its writer.
  @FunctionalInterface
  private interface Rows {
    void to(TableWriter writer) throws IOException;
  }

  private void table(DuckDBConnection connection, Table table, Rows rows)
      throws IOException, SQLException {
    try (TableWriter writer = new TableWriter(connection, table, index)) {
      rows.to(writer);
      writer.finish();
      synchronized (metadata) {
        metadata.add(table, index, writer.parts(), writer.rows());
      }
    }
  }

  private void seams(TableWriter rows) throws IOException {
    for (int depth = 0; depth < Math.min(3, source.mined().depth()); depth++) {
      int to = depth;
      source.seams(
          depth,
          (key, bins, counts, length) ->
              rows.add(
                  12L * length + 60,
                  row -> histogram(row.append(to).append(key), bins, counts, length)));
    }
  }

  private static void fill(DuckDBAppender row, TapRow tap) throws SQLException {
    AccessSizes sizes = tap.bySize();
    row.append(tap.id())
        .append(tap.direction().name())
        .append(tap.pc())
        .append(tap.context())
        .append(tap.space())
        .append(tap.user())
        .append(tap.accesses())
        .append(tap.bytes())
        .append(tap.first())
        .append(tap.last())
        .append(tap.lowest())
        .append(tap.highest())
        .append(sizes.one())
        .append(sizes.two())
        .append(sizes.four())
        .append(sizes.eight())
        .append(sizes.sixteen())
        .append(tap.continuing())
        .append(tap.kept());
  }

  private static void outputContext(DuckDBAppender row, OutputContextRow context)
      throws SQLException {
    row.append(context.id())
        .append(context.direction().name())
        .append(context.callee())
        .append(context.callers())
        .append(context.space())
        .append(context.user())
        .append(context.outputs())
        .append(context.bytes())
        .append(context.kept())
        .append(context.rewrites());
  }

  private static void profile(DuckDBAppender row, ProfileRow profile) throws SQLException {
    row.append(profile.tap());
    for (int count : profile.counts()) {
      row.append(count);
    }
  }

  private static void histogram(DuckDBAppender row, char[] bins, long[] counts, int length)
      throws SQLException {
    int[] list = new int[length];
    for (int i = 0; i < length; i++) {
      list[i] = bins[i];
    }
    row.append(length).append(list).append(Arrays.copyOf(counts, length));
  }
}
