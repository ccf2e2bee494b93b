package dev.tapmine.questions;

import dev.tapmine.taps.TapSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Ranks taps by how near the distribution of their byte pairs is to an exemplar's.
///
/// The distribution is that of the whole stream, however much of it is kept as content. Taps
/// without a byte pair are passed over. Equal distances are ordered by [FoldedTap#BY_IDENTITY].
public final class Rank {
  private static final double UNRANKED = Double.POSITIVE_INFINITY;

  private Rank() {}

  /// The nearest taps, nearest first.
  ///
  /// @throws QuestionException when there is no fold to the depth
  public static List<RankedTap> rank(TapSource source, Exemplar exemplar, RankOptions options)
      throws IOException {
    Folds folds = Folds.of(source, options.fold());
    double[] distances = distances(source, folds, exemplar, options.filter());
    List<RankedTap> ranked = new ArrayList<>();
    for (int fold : nearest(folds, distances, options.limit())) {
      ranked.add(new RankedTap(ranked.size() + 1, distances[fold], folds.tap(fold)));
    }
    return ranked;
  }

  private static double[] distances(
      TapSource source, Folds folds, Exemplar exemplar, TapFilter filter) throws IOException {
    return distances(source, List.of(folds), exemplar, filter).getFirst().of();
  }

  /// What is known of the folds to one depth.
  ///
  /// @param of the distance of each, infinite for those without a pair and those filtered out
  /// @param shared pairs of each that the exemplar has, too
  /// @param alone characters of each that come one by one beside bytes that say nothing
  record Distances(double[] of, long[] shared, long[] alone) {}

  /// The distances at each of several depths; reads the source's histograms once.
  static List<Distances> distances(
      TapSource source, List<Folds> depths, Exemplar exemplar, TapFilter filter)
      throws IOException {
    JensenShannon divergence = new JensenShannon(exemplar);
    LoneCharacters characters = new LoneCharacters(Alphabet.of(exemplar));
    boolean[] usual = FoldHistograms.table(bin -> divergence.shares(bin) || characters.tells(bin));
    boolean[] ofCells =
        FoldHistograms.table(bin -> divergence.shares(bin) || characters.tellsColour(bin));
    List<BitSet> otherThanCells = otherThanCells(source, depths);
    List<Distances> distances = new ArrayList<>();
    List<FoldHistograms> histograms = new ArrayList<>();
    for (int level = 0; level < depths.size(); level++) {
      Folds folds = depths.get(level);
      BitSet others = otherThanCells.get(level);
      double[] of = new double[folds.size()];
      long[] shared = new long[folds.size()];
      long[] alone = new long[folds.size()];
      Arrays.fill(of, UNRANKED);
      distances.add(new Distances(of, shared, alone));
      histograms.add(
          FoldHistograms.each(
              folds,
              fold -> folds.accepted(fold, filter),
              fold -> others.get(fold) ? usual : ofCells,
              (fold, bins, counts, length, total) -> {
                of[fold] = divergence.distance(bins, counts, length, total);
                alone[fold] = characters.in(bins, counts, length, total);
                for (int i = 0; i < length; i++) {
                  shared[fold] += divergence.shares(bins[i]) ? counts[i] : 0;
                }
              }));
    }
    FoldHistograms.from(source, histograms);
    return distances;
  }

  /// The folds at each depth that access other than two bytes at a time, a screen's character and
  /// its colour.
  private static List<BitSet> otherThanCells(TapSource source, List<Folds> depths)
      throws IOException {
    List<BitSet> others = new ArrayList<>();
    depths.forEach(folds -> others.add(new BitSet(folds.size())));
    source.taps(tap -> {
      for (int level = 0; level < depths.size(); level++) {
        int fold = depths.get(level).foldOf(tap.id());
        if (fold >= 0 && tap.bySize().two() != tap.accesses()) {
          others.get(level).set(fold);
        }
      }
    });
    return others;
  }

  private static List<Integer> nearest(Folds folds, double[] distances, int limit) {
    double[] sorted = Arrays.stream(distances).filter(distance -> distance != UNRANKED).toArray();
    if (sorted.length == 0) {
      return List.of();
    }
    Arrays.sort(sorted);
    double worst = sorted[Math.min(limit, sorted.length) - 1];
    // All that tie with the last place compete for it.
    return IntStream.range(0, distances.length)
        .filter(fold -> distances[fold] <= worst)
        .mapToObj(fold -> new Candidate(fold, distances[fold], folds.tap(fold)))
        .sorted(Candidate.ORDER)
        .limit(limit)
        .map(Candidate::fold)
        .toList();
  }

  private record Candidate(int fold, double distance, FoldedTap tap) {
    static final Comparator<Candidate> ORDER =
        Comparator.comparingDouble(Candidate::distance)
            .thenComparing(Candidate::tap, FoldedTap.BY_IDENTITY);
  }
}
