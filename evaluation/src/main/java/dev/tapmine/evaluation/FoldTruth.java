package dev.tapmine.evaluation;

import dev.tapmine.questions.FoldedTap;
import dev.tapmine.questions.Folds;
import dev.tapmine.taps.Direction;
import dev.tapmine.taps.TapSource;
import dev.tapmine.trace.TraceVisitor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The byte pairs of folded streams, counted the plain way while they come: one map a fold, one
/// step a byte. It watches user code at one address in eight, and compares with what an index says
/// of the same folds.
public final class FoldTruth implements TraceVisitor {
  private static final int DEPTHS = 3;
  private static final long FACTOR = 0x9e3779b97f4a7c15L;

  private record Key(Direction direction, long pc, int space, List<Long> callers) {}

  private static final class Stream {
    private int last = -1;
    private final Map<Integer, Long> pairs = new HashMap<>();

    void add(int value) {
      if (last >= 0) {
        pairs.merge((last << 8) | value, 1L, Long::sum);
      }
      last = value;
    }
  }

  private final List<List<Long>> contexts = new ArrayList<>(List.of(List.of()));
  private final List<Map<Key, Stream>> folds =
      List.of(new HashMap<>(), new HashMap<>(), new HashMap<>());
  private final List<Stream @Nullable []> streams = new ArrayList<>();

  private static boolean watched(long pc) {
    return (pc * FACTOR) >>> 61 == 0;
  }

  @Override
  public void context(int context, int parent, long returnAddress, int depth) {
    List<Long> callers = new ArrayList<>(contexts.get(parent));
    callers.add(returnAddress);
    contexts.add(List.copyOf(callers));
  }

  @Override
  public void tap(int tap, long pc, int context, int space, boolean write, boolean user) {
    if (!user || !watched(pc)) {
      streams.add(null);
      return;
    }
    List<Long> callers = contexts.get(context);
    Stream[] its = new Stream[DEPTHS];
    for (int depth = 0; depth < DEPTHS; depth++) {
      Key key =
          new Key(
              write ? Direction.WRITE : Direction.READ,
              pc,
              space,
              callers.subList(0, Math.min(depth, callers.size())));
      its[depth] = folds.get(depth).computeIfAbsent(key, _ -> new Stream());
    }
    streams.add(its);
  }

  @Override
  public void access(int tap, long time, long address, int size, long value, long high) {
    Stream[] its = streams.get(tap);
    if (its != null) {
      for (Stream stream : its) {
        for (int i = 0; i < size; i++) {
          stream.add((int) ((i < 8 ? value : high) >>> (8 * (i & 7))) & 0xff);
        }
      }
    }
  }

  /// Compares with an index of the same accesses.
  public CaseResult compare(TapSource source) throws IOException {
    long[] agree = {0};
    long expected = 0;
    for (int depth = 0; depth < DEPTHS; depth++) {
      Map<Key, Stream> its = folds.get(depth);
      expected += its.values().stream().filter(s -> !s.pairs.isEmpty()).count();
      Folds found = Folds.at(source, depth);
      found.histograms(
          source,
          fold -> found.tap(fold).user() && watched(found.tap(fold).pc()),
          (fold, bins, counts, length) -> {
            FoldedTap tap = found.tap(fold);
            Stream stream = its.get(new Key(tap.direction(), tap.pc(), tap.space(), tap.callers()));
            SortedMap<Integer, Long> pairs = new TreeMap<>();
            for (int i = 0; i < length; i++) {
              pairs.put((int) bins[i], counts[i]);
            }
            if (stream != null && pairs.equals(stream.pairs)) {
              agree[0]++;
            }
          });
    }
    return new CaseResult(
        "folds",
        "%,d histograms of depth 0 to 2".formatted(expected),
        "%,d agree".formatted(agree[0]),
        agree[0] == expected && expected > 0);
  }
}
