package dev.tapmine.taps;

import dev.tapmine.trace.TraceVisitor;

/// A pass with the counts and one collector more, to see what that costs.
final class SomeCollectors implements TraceVisitor, AutoCloseable {
  private final PassMemory memory;
  private final Chunks chunks;
  private final TapTable table;
  private final ContextTree contexts;
  private final Content content;
  private final Seams seams;
  private final Adjacency adjacency;
  private final boolean withSeams;
  private final boolean withContent;
  private final boolean withAdjacency;
  private int recent = -1;

  SomeCollectors(PassOptions options, String collectors) {
    memory = new PassMemory(options.memoryBudget());
    chunks = new Chunks(memory);
    table = new TapTable(memory);
    contexts = new ContextTree(memory);
    PairCounter counter = new PairCounter();
    content =
        new Content(memory, chunks, table, counter, options.contentBudget(), Mined.LEAST_PART);
    seams = new Seams(memory, chunks, counter, table, contexts, 3);
    adjacency = new Adjacency(memory, table);
    withSeams = collectors.equals("seams");
    withContent = collectors.equals("content");
    withAdjacency = collectors.equals("adjacency");
  }

  @Override
  public void context(int context, int parent, long returnAddress, int depth) {
    contexts.add(context, parent, returnAddress, depth);
  }

  @Override
  public void tap(int tap, long pc, int context, int space, boolean write, boolean user) {
    table.add(tap, pc, context, space, write, user);
    int at = TapTable.at(tap);
    long[] page = table.page(tap);
    page[at + TapTable.META] =
        (page[at + TapTable.META] & 0xffffffffL) | (long) seams.define(tap) << TapTable.FOLD_SHIFT;
  }

  @Override
  public void access(int tap, long time, long address, int size, long value, long high) {
    long[] page = table.page(tap);
    int at = TapTable.at(tap);
    long meta = page[at + TapTable.META];
    int width = Integer.numberOfTrailingZeros(size);
    if (withSeams && tap != recent) {
      seams.access(table, tap, meta, value & 0xff);
      recent = tap;
    }
    if (withContent) {
      content.append(page, at, time, address, size, width, value, high);
    }
    if (withAdjacency) {
      adjacency.access(tap, (meta & TapTable.WRITE) != 0, address, size);
    }
    long last = value >>> ((size << 3) - 8) & 0xff;
    TapTable.count(page, at, time, address, size, width, last);
  }

  @Override
  public void close() {
    chunks.close();
  }
}
