package dev.tapmine.benchmarks;

import dev.tapmine.taps.AccessSizes;
import dev.tapmine.taps.AdjacentRow;
import dev.tapmine.taps.CodeRow;
import dev.tapmine.taps.ContextRow;
import dev.tapmine.taps.Direction;
import dev.tapmine.taps.HistogramSink;
import dev.tapmine.taps.Mined;
import dev.tapmine.taps.OutputContextRow;
import dev.tapmine.taps.OutputRow;
import dev.tapmine.taps.RunRow;
import dev.tapmine.taps.SpaceRow;
import dev.tapmine.taps.TapRow;
import dev.tapmine.taps.TapSource;
import dev.tapmine.taps.TouchedRow;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/// Taps with histograms that cost nothing to make: five contexts an instruction, no content.
final class SyntheticTaps implements TapSource {
  private static final int CONTEXTS = 5;

  private final int taps;
  private final int bins;

  SyntheticTaps(int taps, int bins) {
    this.taps = taps;
    this.bins = bins;
  }

  @Override
  public Mined mined() {
    return new Mined("x86_64", false, 3, false, true, false, 0, false, taps, true, new TreeMap<>());
  }

  @Override
  public void taps(Consumer<? super TapRow> sink) {
    AccessSizes sizes = new AccessSizes(bins + 1L, 0, 0, 0, 0);
    for (int tap = 0; tap < taps; tap++) {
      int context = 1 + tap % CONTEXTS;
      long pc = 0x1000L + tap / CONTEXTS * 4L;
      sink.accept(
          new TapRow(
              tap,
              Direction.WRITE,
              pc,
              context,
              0,
              false,
              bins + 1L,
              bins + 1L,
              tap,
              tap,
              0,
              bins,
              sizes,
              0,
              0));
    }
  }

  @Override
  public void contexts(Consumer<? super ContextRow> sink) {
    sink.accept(new ContextRow(0, 0, 0, 0));
    sink.accept(new ContextRow(1, 0, 0x40, 1));
    for (int id = 2; id <= CONTEXTS; id++) {
      sink.accept(new ContextRow(id, 1, 0x40L * id, 2));
    }
  }

  @Override
  public void bigrams(HistogramSink sink) {
    char[] keys = new char[bins];
    long[] counts = new long[bins];
    for (int tap = 0; tap < taps; tap++) {
      for (int i = 0; i < bins; i++) {
        keys[i] = (char) ((long) i * 65_536 / bins + tap % 1000);
        counts[i] = 1;
      }
      sink.accept(tap, keys, counts, bins);
    }
  }

  @Override
  public void seams(int depth, HistogramSink sink) {}

  @Override
  public void runs(IntPredicate wanted, Consumer<? super RunRow> sink) {}

  @Override
  public void adjacent(Consumer<? super AdjacentRow> sink) {}

  @Override
  public void outputContexts(Consumer<? super OutputContextRow> sink) {}

  @Override
  public void outputs(IntPredicate wanted, Consumer<? super OutputRow> sink) {}

  @Override
  public void touched(Consumer<? super TouchedRow> sink) {}

  @Override
  public void spaces(Consumer<? super SpaceRow> sink) {}

  @Override
  public void code(Consumer<? super CodeRow> sink) {}
}
