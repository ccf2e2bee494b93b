package dev.tapmine.questions;

import dev.tapmine.taps.OutputContextRow;
import dev.tapmine.taps.OutputRow;
import dev.tapmine.taps.RunRow;
import dev.tapmine.taps.TapSource;
import dev.tapmine.taps.WantedOutputs;
import dev.tapmine.taps.WantedTap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/// What is to be kept of a second replay to have a channel of outputs whole, and the stream that
/// comes of it.
public final class Extraction {
  private Extraction() {}

  /// What to keep.
  ///
  /// @param contexts output contexts of the channel, its siblings included
  public static WantedOutputs wanted(TapSource source, List<Integer> contexts, long low, long high)
      throws IOException {
    Set<Integer> ids = new HashSet<>(contexts);
    List<OutputContextRow> rows = new ArrayList<>();
    source.outputContexts(row -> {
      if (ids.contains(row.id())) {
        rows.add(row);
      }
    });
    ContextPaths paths = ContextPaths.of(source);
    return new WantedOutputs(
        rows.stream()
            .map(row ->
                new WantedOutputs.Context(
                    row.direction(),
                    row.callee(),
                    paths.callers(row.callers(), 2),
                    row.space(),
                    row.user()))
            .toList(),
        low,
        high);
  }

  /// The stream, in time order, cut at what the exemplar lacks.
  ///
  /// @param rows whose contexts are places in the list of what was wanted
  public static List<Piece> stream(WantedOutputs wanted, List<OutputRow> rows, Exemplar exemplar) {
    OutputTable table = OutputTable.of(wanted, rows, exemplar);
    return Assembly.of(table, all(table)).pieces();
  }

  /// That one of the streams appended to which has a piece.
  ///
  /// @param rows whose contexts are places in the list of what was wanted
  /// @param known the first piece of what was mined
  /// @return nothing when none has it
  public static List<Piece> paged(
      WantedOutputs wanted, List<OutputRow> rows, Exemplar exemplar, Piece known) {
    OutputTable table = OutputTable.of(wanted, rows, exemplar);
    return PagedStreams.of(table, all(table)).stream()
        .filter(stream -> IntStream.of(stream).anyMatch(row -> has(table, row, known)))
        .findFirst()
        .map(stream -> Assembly.of(table, stream).pieces())
        .orElse(List.of());
  }

  private static int[] all(OutputTable table) {
    return IntStream.range(0, table.size()).toArray();
  }

  private static boolean has(OutputTable table, int row, Piece known) {
    return Long.compareUnsigned(table.address(row), known.address()) <= 0
        && Long.compareUnsigned(known.address(), table.end(row)) < 0
        && known.first() <= table.first(row)
        && table.last(row) <= known.last();
  }

  /// What tells a tap in another replay.
  public static WantedTap wanted(FoldedTap tap) {
    return new WantedTap(
        tap.direction(), tap.pc(), tap.callers(), tap.name().fold().depth(), tap.space());
  }

  /// The text that taps have together, as the answer that joined them has it.
  ///
  /// @param taps runs of each, in time order
  /// @param port whether all their accesses are to one address
  public static List<Piece> together(List<List<RunRow>> taps, boolean port, Exemplar exemplar) {
    Alphabet alphabet = Alphabet.of(exemplar);
    return (port ? JoinedText.inTime(taps, alphabet) : JoinedText.laid(taps, alphabet)).pieces();
  }

  /// The bytes of outputs as they are, in the order of their first accesses.
  public static byte[] bytes(List<OutputRow> rows) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    rows.stream()
        .sorted(Comparator.comparingLong(OutputRow::first).thenComparingLong(OutputRow::last))
        .forEach(row -> bytes.writeBytes(row.bytes()));
    return bytes.toByteArray();
  }
}
