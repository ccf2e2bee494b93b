package dev.tapmine.taps;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/// Keeps the outputs of activations, by their context, within a budget.
///
/// What is kept is budgeted twice: for each context and 64 KB block of memory, so that a copy
/// routine's logs do not starve behind its pages (256 KB, of text a megabyte, of which outputs of
/// up to 16 bytes may take a quarter), and for each context, text and the rest each, at a 256th of
/// what is left of the whole, so that the whole is never overstepped and late contexts have their
/// share. What is no text, most of what a system writes and reads, may take half of the whole: a
/// log is mostly text, and may begin when all else would have filled it. Of cells of up to eight
/// bytes that a context rewrites, such as counters, nine are kept and the rest is counted. Bytes
/// that were stored for an inner activation and have not changed are not stored again.
final class OutputStore implements OutputSink {
  /// Callers that tell contexts apart, beside the function itself.
  private static final int CALLERS = 2;

  private static final int BLOCK_BITS = 16;
  private static final int BLOCK_BUDGET = 256 << 10;
  private static final int TEXT_BUDGET = 1 << 20;

  /// Crumbs have less of it, since their callers mostly have them joined; but a log may be written
  /// byte by byte, so little more than their bytes is counted.
  private static final int CRUMB = 16;

  private static final int CRUMB_ROW = 8;
  private static final int CRUMB_PART = 4;
  private static final int ROW = 56;
  private static final int CELL = 8;
  private static final int REWRITES = 9;

  private static final int ADDRESS = 0;
  private static final int FIRST = 1;
  private static final int LAST = 2;
  private static final int CONTENT = 3;
  private static final int WHO = 4; // context << 32 | activation
  private static final int TAPS = 5; // first << 32 | last
  private static final int LENGTH = 6;
  private static final int WORDS = 7;
  private static final int PAGE_ROWS = 1 << 14;
  private static final int PAGE_BYTES = 1 << 20;

  private static final int RECORD_BITS = 3;
  private static final int CALLEE = 0;
  private static final int WHERE = 1; // callers << 32 | space << 2 | user << 1 | write
  private static final int OUTPUTS = 2;
  private static final int BYTES = 3;
  private static final int KEPT = 4;
  private static final int REWRITTEN = 5;
  private static final int SPENT = 6; // and 7: what was spent on text

  private final ContextTree contexts;
  private final long limit;
  private long used;
  private long usedByOthers;

  /// A record a context, of 64 bytes: an output touches two cache lines of them at the most.
  private long[] records = new long[1024 << RECORD_BITS];

  private int count;
  private int[] table = new int[4096];

  private final Buckets blocks;
  private final RewrittenCells cells = new RewrittenCells();

  private long[][] rows = new long[16][];
  private long rowCount;
  private byte[][] content = new byte[16][];
  private long contentEnd;

  /// @param limit bytes that rows and content may take
  OutputStore(ContextTree contexts, long limit) {
    this.contexts = contexts;
    this.limit = limit;
    this.blocks = new Buckets();
  }

  @Override
  public int context(long callee, int callContext, int space, boolean user, boolean write) {
    int prefix = contexts.prefix(callContext, CALLERS);
    long where = (long) prefix << 32 | space << 2 | (user ? 2 : 0) | (write ? 1 : 0);
    int at = (int) hash(callee, where) & table.length - 1;
    for (; table[at] != 0; at = at + 1 & table.length - 1) {
      int id = table[at] - 1;
      int record = id << RECORD_BITS;
      if (records[record + CALLEE] == callee && records[record + WHERE] == where) {
        return id;
      }
    }
    int record = count << RECORD_BITS;
    if (record == records.length) {
      records = Arrays.copyOf(records, record * 2);
    }
    records[record + CALLEE] = callee;
    records[record + WHERE] = where;
    table[at] = ++count;
    if (count * 2 > table.length) {
      rehash();
    }
    return count - 1;
  }

  private static long hash(long callee, long where) {
    return Buckets.mix(callee * 0x9e3779b97f4a7c15L + where);
  }

  private void rehash() {
    table = new int[table.length * 2];
    for (int id = 0; id < count; id++) {
      int record = id << RECORD_BITS;
      int at = (int) hash(records[record + CALLEE], records[record + WHERE]) & table.length - 1;
      while (table[at] != 0) {
        at = at + 1 & table.length - 1;
      }
      table[at] = id + 1;
    }
  }

  @Override
  public void add(int context, int activation, Extent e) {
    long[] in = records;
    int record = context << RECORD_BITS;
    in[record + OUTPUTS]++;
    in[record + BYTES] += e.length;
    if (e.length <= CELL && cells.seen(context, e.start) > REWRITES) {
      in[record + REWRITTEN]++;
      return;
    }
    boolean text = TextLike.test(e.bytes, e.at, e.length);
    int spent = record + SPENT + (text ? 1 : 0);
    int cost = ROW + (e.stored == Extent.UNSTORED ? e.length : 0);
    if (in[spent] + cost > left(text) >> 8 || !inBlock(context, e, text)) {
      return;
    }
    in[spent] += cost;
    used += cost;
    usedByOthers += text ? 0 : cost;
    if (e.stored == Extent.UNSTORED) {
      e.stored = store(e);
    }
    row(context, activation, e);
    in[record + KEPT]++;
  }

  private long left(boolean text) {
    return text ? limit - used : Math.min(limit - used, limit / 2 - usedByOthers);
  }

  private boolean inBlock(int context, Extent e, boolean text) {
    // Text and others have a sum each.
    long block = e.start >>> BLOCK_BITS << 1 | (text ? 1 : 0);
    int most = text ? TEXT_BUDGET : BLOCK_BUDGET;
    return e.length <= CRUMB
        ? blocks.take(context, block, CRUMB_ROW + e.length, most / CRUMB_PART)
        : blocks.take(context, block, ROW + e.length, most);
  }

  private void row(int context, int activation, Extent e) {
    int page = (int) (rowCount / PAGE_ROWS);
    int at = (int) (rowCount % PAGE_ROWS) * WORDS;
    if (at == 0) {
      if (page == rows.length) {
        rows = Arrays.copyOf(rows, page * 2);
      }
      rows[page] = new long[PAGE_ROWS * WORDS];
    }
    long[] in = rows[page];
    in[at + ADDRESS] = e.start;
    in[at + FIRST] = e.first;
    in[at + LAST] = e.last;
    in[at + CONTENT] = e.stored;
    in[at + WHO] = (long) context << 32 | Integer.toUnsignedLong(activation);
    in[at + TAPS] = (long) e.firstTap << 32 | Integer.toUnsignedLong(e.lastTap);
    in[at + LENGTH] = e.length;
    rowCount++;
  }

  /// Content does not straddle a page.
  private long store(Extent e) {
    int left = (int) (PAGE_BYTES - contentEnd % PAGE_BYTES);
    if (e.length > left && left < PAGE_BYTES) {
      contentEnd += left;
    }
    int page = (int) (contentEnd / PAGE_BYTES);
    if (page == content.length) {
      content = Arrays.copyOf(content, page * 2);
    }
    if (content[page] == null) {
      content[page] = new byte[PAGE_BYTES];
    }
    long at = contentEnd;
    System.arraycopy(e.bytes, e.at, content[page], (int) (at % PAGE_BYTES), e.length);
    contentEnd += e.length;
    return at;
  }

  /// Contexts that have left an output.
  void contextRows(Consumer<? super OutputContextRow> sink) {
    for (int id = 0; id < count; id++) {
      int record = id << RECORD_BITS;
      int kind = (int) records[record + WHERE];
      sink.accept(
          new OutputContextRow(
              id,
              (kind & 1) != 0 ? Direction.WRITE : Direction.READ,
              records[record + CALLEE],
              (int) (records[record + WHERE] >>> 32),
              kind >>> 2,
              (kind & 2) != 0,
              records[record + OUTPUTS],
              records[record + BYTES],
              kept(id),
              records[record + REWRITTEN]));
    }
  }

  private int kept(int id) {
    return (int) records[(id << RECORD_BITS) + KEPT];
  }

  /// The outputs kept, by context, each context's in the order in which they were left.
  void rows(IntPredicate wanted, Consumer<? super OutputRow> sink) {
    int[] next = new int[count + 1];
    for (int id = 0; id < count; id++) {
      next[id + 1] = next[id] + kept(id);
    }
    int[] order = new int[(int) rowCount];
    for (int row = 0; row < rowCount; row++) {
      order[next[(int) (page(row)[at(row) + WHO] >>> 32)]++] = row;
    }
    for (int row : order) {
      long[] page = page(row);
      int at = at(row);
      int context = (int) (page[at + WHO] >>> 32);
      if (wanted.test(context)) {
        sink.accept(outputRow(page, at, context));
      }
    }
  }

  private OutputRow outputRow(long[] page, int at, int context) {
    long stored = page[at + CONTENT];
    int from = (int) (stored % PAGE_BYTES);
    byte[] in = content[(int) (stored / PAGE_BYTES)];
    return new OutputRow(
        context,
        (int) page[at + WHO],
        page[at + ADDRESS],
        page[at + FIRST],
        page[at + LAST],
        (int) (page[at + TAPS] >>> 32),
        (int) page[at + TAPS],
        Arrays.copyOfRange(in, from, from + (int) page[at + LENGTH]));
  }

  private long[] page(int row) {
    return rows[row / PAGE_ROWS];
  }

  private static int at(int row) {
    return row % PAGE_ROWS * WORDS;
  }

  /// Outputs that are not kept for want of room.
  long cut() {
    long cut = 0;
    for (int id = 0; id < count; id++) {
      int record = id << RECORD_BITS;
      cut += records[record + OUTPUTS] - records[record + REWRITTEN] - records[record + KEPT];
    }
    return cut;
  }

  /// Bytes that rows and content take.
  long used() {
    return used;
  }

  long rowCount() {
    return rowCount;
  }
}
