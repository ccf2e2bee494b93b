package dev.tapmine.taps;

import dev.tapmine.trace.TraceEnd;
import dev.tapmine.trace.TraceVisitor;

/// The part of the pass that collects for each tap: counts, pairs, content, adjacency.
///
/// Per access it touches two cache lines of the tap's own, the end of the tap's content, the last
/// tap of its fold, and the ring of five runs. Nothing is allocated but for what is kept.
final class AccessPass implements TraceVisitor, AutoCloseable {
  private static final int SEAM_DEPTHS = 3;

  private final PassOptions options;
  private final PassMemory memory;
  private final Chunks chunks;
  private final TapTable table;
  private final ContextTree contexts;
  private final Content content;
  private final Seams seams;
  private final Adjacency adjacency;
  private final Spaces spaces;
  private int recent = -1;
  private boolean finished;

  /// @param leastPart see [Mined#head]
  AccessPass(PassOptions options, int leastPart) {
    this.options = options;
    this.memory = new PassMemory(options.memoryBudget());
    memory.takeHeap(2 * PairCounter.BYTES);
    this.chunks = new Chunks(memory);
    this.table = new TapTable(memory);
    this.contexts = new ContextTree(memory);
    PairCounter counter = new PairCounter();
    this.content = new Content(memory, chunks, table, counter, options.contentBudget(), leastPart);
    this.seams =
        new Seams(memory, chunks, counter, table, contexts, Math.min(options.depth(), SEAM_DEPTHS));
    this.adjacency = new Adjacency(memory, table);
    this.spaces = new Spaces(memory);
  }

  /// Takes one access into all collectors.
  ///
  /// @throws MemoryBudgetException when what must be exact does not fit the budget
  @Override
  public void access(int tap, long time, long address, int size, long value, long high) {
    if (memory.pressed()) {
      makeRoom();
    }
    long[] page = table.page(tap);
    int at = TapTable.at(tap);
    long meta = page[at + TapTable.META];
    int width = Integer.numberOfTrailingZeros(size);
    long last = (size == 16 ? high >>> 56 : value >>> ((size << 3) - 8)) & 0xff;
    if (tap != recent) {
      seams.access(table, tap, meta, value & 0xff);
      recent = tap;
    }
    content.append(page, at, time, address, size, width, value, high);
    adjacency.access(tap, (meta & TapTable.WRITE) != 0, address, size);
    TapTable.count(page, at, time, address, size, width, last);
  }

  private void makeRoom() {
    chunks.requireOpen();
    if (finished) {
      throw new IllegalStateException("An access comes after the pass has been finished.");
    }
    if (memory.contentWanted()) {
      seams.settle();
      memory.contentSettled(content.makeRoom());
    }
    while (memory.over() && adjacency.shrink()) {}
    if (memory.over()) {
      throw new MemoryBudgetException(
          "The tables of "
              + table.count()
              + " taps take "
              + (memory.heap() >> 20)
              + " MB and their content "
              + (memory.slabs() >> 20)
              + " MB, more than the "
              + (memory.limit() >> 20)
              + " MB that mining may take: allow it more, or mine at a smaller depth.");
    }
    memory.settle();
  }

  @Override
  public void tap(int tap, long pc, int context, int space, boolean write, boolean user) {
    if (!contexts.has(context)) {
      throw new IllegalStateException("Tap " + tap + " has the unknown context " + context + ".");
    }
    table.add(tap, pc, context, space, write, user);
    int fold = seams.define(tap);
    int at = TapTable.at(tap);
    long[] page = table.page(tap);
    page[at + TapTable.META] =
        (page[at + TapTable.META] & 0xffffffffL) | (long) fold << TapTable.FOLD_SHIFT;
  }

  @Override
  public void context(int context, int parent, long returnAddress, int depth) {
    contexts.add(context, parent, returnAddress, depth);
  }

  @Override
  public void space(int space, long time, long root, long incarnation) {
    spaces.space(space, time, root, incarnation);
  }

  @Override
  public void touch(int space, long time, long block, int kind) {
    spaces.touch(space, time, block, kind);
  }

  @Override
  public void code(int space, long pc, long place, byte[] instruction) {
    spaces.code(space, pc, place, instruction);
  }

  @Override
  public void privilege(long time, boolean user, int space) {
    spaces.seen(space, time);
  }

  /// Ends the pass; no event may follow.
  ///
  /// @param outputs of the same trace, ended too
  TapSource finish(TraceEnd end, OutputStore outputs) {
    if (finished) {
      throw new IllegalStateException("The pass has been finished before.");
    }
    chunks.requireOpen();
    finished = true;
    content.seal();
    memory.press();
    return new MinedTaps(
        chunks, table, contexts, content, seams, adjacency, spaces, outputs, options, memory, end);
  }

  /// Frees the content. No event may follow, and rows cannot be read any more.
  @Override
  public void close() {
    chunks.close();
    memory.press();
  }
}
