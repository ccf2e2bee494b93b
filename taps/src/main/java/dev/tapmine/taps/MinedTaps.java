package dev.tapmine.taps;

import dev.tapmine.trace.Account;
import dev.tapmine.trace.Ending;
import dev.tapmine.trace.TraceEnd;
import java.util.BitSet;
import java.util.Collections;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/// The rows of a pass that has ended, made one at a time from what the collectors hold. Histograms
/// share a sum, and profiles, touched blocks and spaces share the notes of what was touched, so
/// each of these groups belongs to one thread.
final class MinedTaps implements TapSource {
  private final Chunks chunks;
  private final TapTable table;
  private final ContextTree contexts;
  private final Content content;
  private final Seams seams;
  private final Adjacency adjacency;
  private final Spaces spaces;
  private final OutputStore outputs;
  private final PairSum sum = new PairSum();
  private final Mined mined;

  MinedTaps(
      Chunks chunks,
      TapTable table,
      ContextTree contexts,
      Content content,
      Seams seams,
      Adjacency adjacency,
      Spaces spaces,
      OutputStore outputs,
      PassOptions options,
      PassMemory memory,
      TraceEnd end) {
    this.chunks = chunks;
    this.table = table;
    this.contexts = contexts;
    this.content = content;
    this.seams = seams;
    this.adjacency = adjacency;
    this.spaces = spaces;
    this.outputs = outputs;
    this.mined =
        new Mined(
            end.architecture(),
            end.bigEndian(),
            options.depth(),
            options.reads(),
            options.writes(),
            options.stack(),
            options.contentBudget(),
            options.outputBudget() > 0,
            Math.max(end.time(), end.account().get(Account.Counter.INSTRUCTIONS)),
            end.ending() == Ending.WHOLE,
            account(end.account(), options.contentBudget(), memory.peak()));
  }

  private SortedMap<String, Long> account(Account trace, int contentBudget, long peak) {
    SortedMap<String, Long> account = new TreeMap<>();
    for (Account.Counter counter : Account.Counter.values()) {
      // How often one side waited for the other is no property of the recording.
      if (counter != Account.Counter.STALLS) {
        String name = counter.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        account.put("probe: " + name, trace.get(counter));
      }
    }
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
        cutBytes += Math.min(TapTable.bytes(page, at), contentBudget) - kept(page, at);
      }
    }
    account.put("taps", taps);
    account.put("taps cut for want of memory", cutTaps);
    account.put("bytes of content cut for want of memory", cutBytes);
    account.put("adjacencies dropped for want of memory", adjacency.droppedTimes());
    account.put("bytes of memory taken", peak);
    account.put("outputs kept", outputs.rowCount());
    account.put("outputs cut for want of room", outputs.cut());
    account.put("bytes of outputs taken", outputs.used());
    return Collections.unmodifiableSortedMap(account);
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
    return mined;
  }

  @Override
  public void taps(Consumer<? super TapRow> sink) {
    chunks.requireOpen();
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
    chunks.requireOpen();
    for (int tap = 0; tap < table.count(); tap++) {
      content.addPairs(table.page(tap), TapTable.at(tap), sum);
      sum.deliver(tap, sink);
    }
  }

  @Override
  public void seams(int depth, HistogramSink sink) {
    chunks.requireOpen();
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
    chunks.requireOpen();
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
  public void profiles(Consumer<? super ProfileRow> sink) {
    chunks.requireOpen();
    Profiler profiler = new Profiler(spaces.touchedBlocks(), mined.bigEndian());
    for (int tap = 0; tap < table.count(); tap++) {
      long[] page = table.page(tap);
      int at = TapTable.at(tap);
      if (accessed(page, at)) {
        profiler.begin(table.space(tap));
        new RunReader(chunks, tap, profiler::run, Profiler.BYTES)
            .read(
                content.kept(page, at)[0],
                page[at + TapTable.FIRST],
                TapTable.firstWidth(page[at + TapTable.META]));
        sink.accept(profiler.row(tap));
      }
    }
  }

  @Override
  public void adjacent(Consumer<? super AdjacentRow> sink) {
    adjacency.rows(sink);
  }

  @Override
  public void outputContexts(Consumer<? super OutputContextRow> sink) {
    outputs.contextRows(sink);
  }

  @Override
  public void outputs(IntPredicate wanted, Consumer<? super OutputRow> sink) {
    outputs.rows(wanted, sink);
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
