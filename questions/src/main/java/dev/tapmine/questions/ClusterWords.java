package dev.tapmine.questions;

import dev.tapmine.taps.Trait;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Says of groups of folds what they are.
final class ClusterWords {
  private static final List<Trait> TOLD =
      List.of(
          Trait.ZERO,
          Trait.SMALL,
          Trait.NEGATIVE,
          Trait.POINTER,
          Trait.PRINTABLE,
          Trait.DENSE,
          Trait.SPARSE,
          Trait.SAME,
          Trait.RISING,
          Trait.REPEAT_4,
          Trait.REPEAT_8,
          Trait.UTF16_LE,
          Trait.UTF16_BE);

  private final Folds folds;
  private final Profiles profiles;
  private final Shares everywhere;
  private final int typical;

  ClusterWords(Folds folds, Profiles profiles, int[] all, int typical) {
    this.folds = folds;
    this.profiles = profiles;
    this.everywhere = mean(profiles, all);
    this.typical = typical;
  }

  static Shares mean(Profiles profiles, int[] members) {
    double[] sums = new double[Shares.LENGTH];
    for (int fold : members) {
      profiles.of(fold).addTo(sums);
    }
    return Shares.mean(sums, members.length);
  }

  /// @param groups numbered from 1 in their order
  List<Cluster> describe(List<int[]> groups) {
    List<Shares> means = groups.stream().map(group -> mean(profiles, group)).toList();
    List<Content> contents = means.stream().map(Content::of).toList();
    Map<Content, Integer> used = new EnumMap<>(Content.class);
    List<Cluster> clusters = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      Content content = contents.get(i);
      boolean several = contents.stream().filter(content::equals).count() > 1;
      int part = several ? used.merge(content, 1, Integer::sum) : 0;
      int[] group = groups.get(i);
      clusters.add(
          new Cluster(
              i + 1,
              content.words() + (several ? " " + part : ""),
              content,
              part,
              group.length,
              Arrays.stream(group).mapToLong(folds::bytes).sum(),
              counted(group, fold -> Redundancy.of(profiles.of(fold))),
              counted(group, fold -> Content.of(profiles.of(fold))),
              apart(means.get(i)),
              nearest(group)));
    }
    return clusters;
  }

  private static <T extends Comparable<T>> Map<T, Integer> counted(int[] group, IntFunction<T> of) {
    Map<T, Integer> counts = new TreeMap<>();
    for (int fold : group) {
      counts.merge(of.apply(fold), 1, Integer::sum);
    }
    return counts.entrySet().stream()
        .sorted(Map.Entry.<T, Integer>comparingByValue().reversed())
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, Map.Entry::getValue, (one, _) -> one, LinkedHashMap::new));
  }

  /// The two traits in which a mean differs most from that of all taps.
  private String apart(Shares mean) {
    return TOLD.stream()
        .sorted(
            Comparator.comparingDouble(trait -> -Math.abs(mean.of(trait) - everywhere.of(trait))))
        .limit(2)
        .map(trait ->
            String.format(
                Locale.ROOT,
                "%s %.0f %% (of all %.0f %%)",
                trait.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                100 * mean.of(trait),
                100 * everywhere.of(trait)))
        .collect(Collectors.joining(", "));
  }

  /// Members nearest to the mean of the group, each of another instruction where there are enough.
  private List<FoldedTap> nearest(int[] group) {
    float[] points = Features.of(profiles, group);
    double[] centre = new double[Features.DIMENSIONS];
    for (int i = 0; i < points.length; i++) {
      centre[i % Features.DIMENSIONS] += points[i] / group.length;
    }
    List<FoldedTap> found = new ArrayList<>();
    IntStream.range(0, group.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> distance(points, i, centre)))
        .limit(20L * typical)
        .map(i -> folds.tap(group[i]))
        .forEach(tap -> {
          if (found.size() < typical && found.stream().noneMatch(t -> t.pc() == tap.pc())) {
            found.add(tap);
          }
        });
    return found;
  }

  private static double distance(float[] points, int point, double[] centre) {
    double sum = 0;
    for (int d = 0; d < Features.DIMENSIONS; d++) {
      double difference = points[point * Features.DIMENSIONS + d] - centre[d];
      sum += difference * difference;
    }
    return sum;
  }
}
