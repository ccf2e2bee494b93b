package dev.tapmine.taps;

import java.util.BitSet;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// The rows of a pass that has ended, made one at a time from what the collectors hold.
final class MinedTaps implements TapSource {
  private final Chunks chunks;
  private final TapTable table;
  private final ContextTree contexts;
  private final Content content;
  private final Seams seams;
  private final Adjacency adjacency;
  private final Spaces spaces;
  private final PairSum sum = new PairSum();
  private @Nullable Mined mined;

  MinedTaps(
      Chunks chunks,
      TapTable table,
      ContextTree contexts,
      Content content,
      Seams seams,
      Adjacency adjacency,
      Spaces spaces) {
    this.chunks = chunks;
    this.table = table;
    this.contexts = contexts;
    this.content = content;
    this.seams = seams;
    this.adjacency = adjacency;
    this.spaces = spaces;
  }

  void describe(
      PassOptions options,
      PassMemory memory,
      String architecture,
      long instructions,
      boolean complete,
      Map<String, Long> traceAccount) {
    SortedMap<String, Long> account = new TreeMap<>(traceAccount);
    long taps = 0;
    long cutTaps = 0;
    long cutBytes = 0;
    for (int tap = 0; tap < table.count(); tap++) {
      long[] page = table.page(tap);
      int at = TapTable.at(tap);
      taps += accessed(page, at) ? 1 : 0;
      LongStream stream = content.longStreamOf(page, at);
      if (stream != null && stream.cut) {
        cutTaps++;
        cutBytes += Math.min(TapTable.bytes(page, at), options.contentBudget()) - kept(page, at);
      }
    }
    account.put("taps", taps);
    account.put("taps cut for want of memory", cutTaps);
    account.put("bytes of content cut for want of memory", cutBytes);
    account.put("adjacencies dropped for want of memory", adjacency.droppedTimes());
    account.put("bytes of memory taken", memory.peak());
    mined =
        new Mined(
            architecture,
            options.bigEndian(),
            options.depth(),
            options.reads(),
            options.writes(),
            options.stack(),
            options.contentBudget(),
            instructions,
            complete,
            account);
  }

  private static boolean accessed(long[] page, int at) {
    return TapTable.width(page[at + TapTable.META]) != TapTable.NO_WIDTH;
  }

  private long kept(long[] page, int at) {
    long sum = 0;
    for (int chain : content.kept(page, at)) {
      sum += RunReader.dataBytes(chunks, chain);
    }
    return sum;
  }

  @Override
  public Mined mined() {
    if (mined == null) {
      throw new IllegalStateException("The rows are not described yet.");
    }
    return mined;
  }

  @Override
  public void taps(Consumer<? super TapRow> sink) {
    for (int tap = 0; tap < table.count(); tap++) {
      long[] page = table.page(tap);
      int at = TapTable.at(tap);
      if (accessed(page, at)) {
        sink.accept(table.row(tap, kept(page, at)));
      }
    }
  }

  @Override
  public void contexts(Consumer<? super ContextRow> sink) {
    contexts.rows(sink);
  }

  @Override
  public void bigrams(HistogramSink sink) {
    for (int tap = 0; tap < table.count(); tap++) {
      content.addPairs(table.page(tap), TapTable.at(tap), sum);
      sum.deliver(tap, sink);
    }
  }

  @Override
  public void seams(int depth, HistogramSink sink) {
    if (depth < 0 || depth >= seams.depths()) {
      throw new IllegalArgumentException(
          "There are seams at the depths below the one mined and below 3, not at " + depth + ".");
    }
    BitSet delivered = new BitSet();
    for (int tap = 0; tap < table.count(); tap++) {
      int fold = seams.foldOf(depth, tap);
      if (accessed(table.page(tap), TapTable.at(tap)) && !delivered.get(fold)) {
        delivered.set(fold);
        seams.addTo(depth, fold, sum);
        sum.deliver(tap, sink);
      }
    }
  }

  @Override
  public void runs(IntPredicate wanted, Consumer<? super RunRow> sink) {
    for (int tap = 0; tap < table.count(); tap++) {
      long[] page = table.page(tap);
      int at = TapTable.at(tap);
      if (accessed(page, at) && wanted.test(tap)) {
        RunReader reader = new RunReader(chunks, tap, sink);
        long time = page[at + TapTable.FIRST];
        for (int chain : content.kept(page, at)) {
          reader.read(chain, time, TapTable.firstWidth(page[at + TapTable.META]));
          time = 0;
        }
      }
    }
  }

  @Override
  public void adjacent(Consumer<? super AdjacentRow> sink) {
    adjacency.rows(sink);
  }

  @Override
  public void touched(Consumer<? super TouchedRow> sink) {
    spaces.touchedRows(sink);
  }

  @Override
  public void spaces(Consumer<? super SpaceRow> sink) {
    spaces.spaceRows(table, sink);
  }

  @Override
  public void code(Consumer<? super CodeRow> sink) {
    spaces.codeRows(sink);
  }
}
