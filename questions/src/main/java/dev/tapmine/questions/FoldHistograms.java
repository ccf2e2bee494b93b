package dev.tapmine.questions;

import dev.tapmine.taps.TapSource;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// The exact histograms of folds: the sum of their members' and their seams. A fold's parts are
/// gathered until its last member has come, then it is delivered and forgotten; a fold of one tap
/// is delivered at once.
final class FoldHistograms {
  /// Receives a fold's histogram.
  @FunctionalInterface
  interface Sink {
    /// Takes one.
    ///
    /// @param bins ascending, only those asked for
    /// @param counts positive; the arrays hold this histogram only during the call
    /// @param total sum of all counts, also of bins not asked for
    void accept(int fold, char[] bins, long[] counts, int length, long total);
  }

  /// Which bins of a fold's histogram are asked for.
  @FunctionalInterface
  interface BinTables {
    /// By bin, as [#table] makes it.
    boolean[] of(int fold);
  }

  private final Folds folds;
  private final IntPredicate wanted;
  private final BinTables bins;
  private final Sink sink;
  private final long[] @Nullable [] gathered;
  private final int[] filled;
  private final long[] totals;
  private final int[] missing;
  private final BinSums sums = new BinSums();
  private final char[] chosenBins = new char[Exemplar.BINS];
  private final long[] chosenCounts = new long[Exemplar.BINS];

  /// @param wanted folds to deliver
  /// @param bins to deliver
  FoldHistograms(Folds folds, IntPredicate wanted, IntPredicate bins, Sink sink) {
    this(folds, wanted, always(table(bins)), sink);
  }

  /// Of histograms that are not all asked for the same bins.
  ///
  /// @param bins which to deliver of a fold, by [#table]
  static FoldHistograms each(Folds folds, IntPredicate wanted, BinTables bins, Sink sink) {
    return new FoldHistograms(folds, wanted, bins, sink);
  }

  private FoldHistograms(Folds folds, IntPredicate wanted, BinTables bins, Sink sink) {
    this.folds = folds;
    this.bins = bins;
    this.wanted = wanted;
    this.sink = sink;
    this.gathered = new long[folds.size()] @Nullable [];
    this.filled = new int[folds.size()];
    this.totals = new long[folds.size()];
    this.missing = new int[folds.size()];
  }

  /// Which bins are wanted, by bin.
  static boolean[] table(IntPredicate bins) {
    boolean[] table = new boolean[Exemplar.BINS];
    for (int bin = 0; bin < Exemplar.BINS; bin++) {
      table[bin] = bins.test(bin);
    }
    return table;
  }

  private static BinTables always(boolean[] table) {
    return _ -> table;
  }

  void from(TapSource source) throws IOException {
    from(source, List.of(this));
  }

  /// Reads a source once for several folds of it.
  static void from(TapSource source, List<FoldHistograms> all) throws IOException {
    for (FoldHistograms one : all) {
      one.begin(source);
    }
    source.bigrams((tap, bins, counts, length) -> {
      for (FoldHistograms one : all) {
        one.member(tap, bins, counts, length);
      }
    });
    all.forEach(FoldHistograms::end);
  }

  private void begin(TapSource source) throws IOException {
    for (int fold = 0; fold < folds.size(); fold++) {
      missing[fold] = folds.members(fold);
    }
    if (folds.depth() < folds.mined()) {
      source.seams(
          folds.depth(),
          (key, keyBins, counts, length) -> {
            int fold = folds.foldOf(key);
            if (fold >= 0 && wanted.test(fold)) {
              gather(fold, keyBins, counts, length);
            }
          });
    }
  }

  /// Members whose streams have a single byte have no histogram, so some folds still wait.
  private void end() {
    for (int fold = 0; fold < folds.size(); fold++) {
      if (totals[fold] > 0) {
        deliver(fold);
      }
    }
  }

  private void member(int tap, char[] tapBins, long[] counts, int length) {
    int fold = folds.foldOf(tap);
    if (fold < 0 || !wanted.test(fold)) {
      return;
    }
    gather(fold, tapBins, counts, length);
    if (--missing[fold] == 0 && totals[fold] > 0) {
      deliver(fold);
    }
  }

  private void gather(int fold, char[] tapBins, long[] counts, int length) {
    long total = 0;
    long[] entries = gathered[fold];
    int used = filled[fold];
    boolean[] chosen = bins.of(fold);
    if (entries == null) {
      entries = new long[Math.max(4, Math.min(length, 64))];
    }
    for (int i = 0; i < length; i++) {
      total += counts[i];
      if (chosen[tapBins[i]]) {
        if (used == entries.length) {
          entries = Arrays.copyOf(entries, used + Math.max(used >> 1, 8));
        }
        entries[used++] = counts[i] * Exemplar.BINS + tapBins[i];
      }
    }
    gathered[fold] = entries;
    filled[fold] = used;
    totals[fold] += total;
  }

  private void deliver(int fold) {
    long[] entries = gathered[fold];
    if (entries != null) {
      for (int i = 0; i < filled[fold]; i++) {
        sums.add((int) entries[i] & (Exemplar.BINS - 1), entries[i] >> 16);
      }
    }
    int length = sums.drain(chosenBins, chosenCounts);
    sink.accept(fold, chosenBins, chosenCounts, length, totals[fold]);
    gathered[fold] = null;
    totals[fold] = 0;
  }
}
