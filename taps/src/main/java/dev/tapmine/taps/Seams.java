package dev.tapmine.taps;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What makes the histogram of a fold exact. Where an access of tap T follows one of another tap U
/// of the same fold, the fold's stream has the pair (U's last byte, T's first byte), and has not
/// the pair (T's last byte before, T's first byte) that T's own histogram counted.
///
/// Each such moment is an event of four bytes, staged by fold in one chunk that doubles up to 4 KB;
/// a full chunk is counted into the fold's histogram.
final class Seams {
  private static final int LARGEST = 6;
  private static final int EVENT = 4;
  private static final int HAD = 1 << 24;

  private final PassMemory memory;
  private final Chunks chunks;
  private final PairCounter counter;
  private final Folds[] folds;
  private int stages;

  /// Chunk << 32 | its end << 16 | position.
  private long[] where = new long[256];

  private @Nullable Histogram[] histograms = new @Nullable Histogram[256];

  Seams(
      PassMemory memory,
      Chunks chunks,
      PairCounter counter,
      TapTable table,
      ContextTree contexts,
      int depths) {
    this.memory = memory;
    this.chunks = chunks;
    this.counter = counter;
    this.folds = new Folds[depths];
    for (int depth = 0; depth < depths; depth++) {
      folds[depth] = new Folds(memory, table, contexts, depth);
    }
    memory.takeHeap(256L * 12);
  }

  int depths() {
    return folds.length;
  }

  /// Enters a tap that has just been defined; answers its fold at depth 0.
  int define(int tap) {
    for (Folds at : folds) {
      at.add(tap);
    }
    return folds.length == 0 ? tap : folds[0].foldOf(tap);
  }

  /// An access of `tap` comes; its record is still as its access before left it.
  void access(TapTable table, int tap, long meta, long firstByte) {
    if (folds.length != 0 && folds[0].last((int) (meta >>> TapTable.FOLD_SHIFT)) != tap) {
      cross(table, tap, meta, (int) firstByte);
    }
  }

  private void cross(TapTable table, int tap, long meta, int firstByte) {
    boolean had = TapTable.width(meta) != TapTable.NO_WIDTH;
    int own = (int) (meta & TapTable.LAST_BYTE);
    for (Folds at : folds) {
      int fold = at.foldOf(tap);
      int other = at.last(fold);
      if (other == tap) {
        return;
      }
      at.setLast(fold, tap);
      if (other >= 0) {
        int last =
            (int) (table.page(other)[TapTable.at(other) + TapTable.META] & TapTable.LAST_BYTE);
        if (!had || last != own) {
          stage(at, fold, firstByte | last << 8 | (had ? HAD | own << 16 : 0));
        }
      }
    }
  }

  private void stage(Folds at, int fold, int event) {
    int stage = at.stage(fold);
    if (stage < 0) {
      stage = newStage();
      at.setStage(fold, stage);
    }
    long place = where[stage];
    int position = (int) place & 0xffff;
    if (position == ((int) (place >>> 16) & 0xffff)) {
      place = room(stage);
      position = (int) place & 0xffff;
    }
    int chunk = (int) (place >>> 32);
    Chunks.MEMORY.set(Chunks.INT, chunks.offset(chunk) + position, event);
    where[stage] = place + EVENT;
  }

  private int newStage() {
    if (stages == where.length) {
      memory.takeHeap(12L * stages);
      where = Arrays.copyOf(where, stages * 2);
      histograms = Arrays.copyOf(histograms, stages * 2);
    }
    return stages++;
  }

  private long room(int stage) {
    int chunk = (int) (where[stage] >>> 32);
    if (chunk == 0) {
      return place(chunks.allocate(0), Chunks.DATA);
    }
    int size = Chunks.size(chunks.word(chunk));
    int larger = size == LARGEST ? 0 : chunks.allocate(size + 1);
    if (larger == 0 || Chunks.size(chunks.word(larger)) <= size) {
      chunks.releaseChain(larger);
      fold(stage);
      return place(chunk, Chunks.DATA);
    }
    int position = (int) where[stage] & 0xffff;
    MemorySegment.copy(
        Chunks.MEMORY,
        chunks.offset(chunk) + Chunks.DATA,
        Chunks.MEMORY,
        chunks.offset(larger) + Chunks.DATA,
        position - Chunks.DATA);
    chunks.releaseChain(chunk);
    return place(larger, position);
  }

  private long place(int chunk, int position) {
    long end = Chunks.bytes(Chunks.size(chunks.word(chunk)));
    return (long) chunk << 32 | end << 16 | position;
  }

  private void fold(int stage) {
    int events = countStaged(stage, counter);
    Histogram histogram = histograms[stage];
    if (histogram == null) {
      histogram = new Histogram(memory);
      histograms[stage] = histogram;
    }
    histogram.add(counter, events);
  }

  private int countStaged(int stage, PairCounter into) {
    int chunk = (int) (where[stage] >>> 32);
    if (chunk == 0) {
      return 0;
    }
    long offset = chunks.offset(chunk);
    int end = (int) where[stage] & 0xffff;
    for (int at = Chunks.DATA; at < end; at += EVENT) {
      int event = Chunks.MEMORY.get(Chunks.INT, offset + at);
      into.add(event & 0xffff, 1);
      if ((event & HAD) != 0) {
        into.add((event >>> 8 & 0xff00) | (event & 0xff), -1);
      }
    }
    return (end - Chunks.DATA) / EVENT;
  }

  /// Counts what is staged and frees its chunks, for want of memory.
  void settle() {
    for (int stage = 0; stage < stages; stage++) {
      int chunk = (int) (where[stage] >>> 32);
      if (chunk != 0 && Chunks.size(chunks.word(chunk)) > 0) {
        fold(stage);
        chunks.releaseChain(chunk);
        where[stage] = 0;
      }
    }
  }

  int foldOf(int depth, int tap) {
    return folds[depth].foldOf(tap);
  }

  /// Adds a fold's correction to `into`.
  void addTo(int depth, int fold, PairSum into) {
    int stage = folds[depth].stage(fold);
    if (stage >= 0) {
      Histogram histogram = histograms[stage];
      if (histogram != null) {
        histogram.addTo(into);
      }
      countStaged(stage, into.counter());
    }
  }
}
