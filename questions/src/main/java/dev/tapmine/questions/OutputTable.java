package dev.tapmine.questions;

import dev.tapmine.taps.OutputContextRow;
import dev.tapmine.taps.OutputRow;
import dev.tapmine.taps.TapSource;
import dev.tapmine.taps.WantedOutputs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// The outputs of a source that may belong to what looks like an exemplar, in columns, by context
/// and in the order in which they were left.
///
/// What is mostly bytes that the exemplar lacks is left out, so that of a recording's outputs only
/// texts are in memory when a text is asked for, and single characters that may stand in one.
/// Columns take some 44 bytes a row.
final class OutputTable {
  /// Bytes outside the alphabet for each one inside, at the most. Headers of records come with
  /// their texts.
  private static final int OUTSIDE = 3;

  private static final int PAGE = 1 << 20;

  private final List<OutputContextRow> contexts = new ArrayList<>();
  private final Alphabet alphabet;
  private int[] firstRow = new int[0];
  private long[] addresses = new long[1024];
  private long[] firsts = new long[1024];
  private long[] lasts = new long[1024];
  private int[] contextOf = new int[1024];
  private int[] firstTaps = new int[1024];
  private int[] lastTaps = new int[1024];
  private int[] lengths = new int[1024];
  private int[] inside = new int[1024];
  private long[] places = new long[1024];
  private byte[][] pages = new byte[4][];
  private int page = -1;
  private int filled = PAGE;
  private int size;

  private OutputTable(Alphabet alphabet) {
    this.alphabet = alphabet;
  }

  static OutputTable of(TapSource source, Exemplar exemplar, TapFilter filter) throws IOException {
    OutputTable table = new OutputTable(Alphabet.of(exemplar));
    source.outputContexts(table.contexts::add);
    source.outputs(
        context -> {
          OutputContextRow row = table.contexts.get(context);
          return filter.accepts(row.direction(), row.user());
        },
        table::add);
    table.index();
    return table;
  }

  /// A table of what was extracted.
  static OutputTable of(WantedOutputs wanted, List<OutputRow> rows, Exemplar exemplar) {
    OutputTable table = new OutputTable(Alphabet.of(exemplar));
    for (WantedOutputs.Context context : wanted.contexts()) {
      table.contexts.add(
          new OutputContextRow(
              table.contexts.size(),
              context.direction(),
              context.callee(),
              0,
              context.space(),
              context.user(),
              0,
              0,
              0,
              0));
    }
    rows.stream().sorted(Comparator.comparingInt(OutputRow::context)).forEach(table::add);
    table.index();
    return table;
  }

  private void add(OutputRow row) {
    byte[] bytes = row.bytes();
    int in = alphabet.count(bytes, 0, bytes.length);
    if ((bytes.length - in) > OUTSIDE * in && !maybeHole(bytes)) {
      return;
    }
    if (size == addresses.length) {
      grow();
    }
    addresses[size] = row.address();
    firsts[size] = row.first();
    lasts[size] = row.last();
    contextOf[size] = row.context();
    firstTaps[size] = row.firstTap();
    lastTaps[size] = row.lastTap();
    lengths[size] = bytes.length;
    inside[size] = in;
    places[size++] = keep(bytes);
  }

  /// Whether it may be a character or two in the midst of a text that is written one by one.
  private static boolean maybeHole(byte[] bytes) {
    return bytes.length <= Assembly.HOLE && bytes[0] != 0 && bytes[bytes.length - 1] != 0;
  }

  private void grow() {
    int larger = size * 2;
    addresses = Arrays.copyOf(addresses, larger);
    firsts = Arrays.copyOf(firsts, larger);
    lasts = Arrays.copyOf(lasts, larger);
    contextOf = Arrays.copyOf(contextOf, larger);
    firstTaps = Arrays.copyOf(firstTaps, larger);
    lastTaps = Arrays.copyOf(lastTaps, larger);
    lengths = Arrays.copyOf(lengths, larger);
    inside = Arrays.copyOf(inside, larger);
    places = Arrays.copyOf(places, larger);
  }

  private long keep(byte[] bytes) {
    if (filled + bytes.length > PAGE) {
      if (++page == pages.length) {
        pages = Arrays.copyOf(pages, page * 2);
      }
      pages[page] = new byte[Math.max(PAGE, bytes.length)];
      filled = 0;
    }
    System.arraycopy(bytes, 0, pages[page], filled, bytes.length);
    long place = (long) page << 32 | filled;
    filled += bytes.length;
    return place;
  }

  private void index() {
    firstRow = new int[contexts.size() + 1];
    for (int row = 0; row < size; row++) {
      firstRow[contextOf[row] + 1]++;
    }
    for (int context = 0; context < contexts.size(); context++) {
      firstRow[context + 1] += firstRow[context];
    }
  }

  Alphabet alphabet() {
    return alphabet;
  }

  int size() {
    return size;
  }

  int contexts() {
    return contexts.size();
  }

  OutputContextRow context(int id) {
    return contexts.get(id);
  }

  /// The first row of a context; the last is before that of the next context.
  int from(int context) {
    return firstRow[context];
  }

  int rows(int context) {
    return firstRow[context + 1] - firstRow[context];
  }

  int contextOf(int row) {
    return contextOf[row];
  }

  long address(int row) {
    return addresses[row];
  }

  long end(int row) {
    return addresses[row] + lengths[row];
  }

  long first(int row) {
    return firsts[row];
  }

  long last(int row) {
    return lasts[row];
  }

  int firstTap(int row) {
    return firstTaps[row];
  }

  int lastTap(int row) {
    return lastTaps[row];
  }

  int length(int row) {
    return lengths[row];
  }

  /// Bytes of a row that the exemplar has.
  int inside(int row) {
    return inside[row];
  }

  /// The array that holds a row's bytes, from [#at] on.
  byte[] bytes(int row) {
    return pages[(int) (places[row] >>> 32)];
  }

  int at(int row) {
    return (int) places[row];
  }
}
