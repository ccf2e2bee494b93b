package dev.tapmine.questions;

import dev.tapmine.questions.BigramMeans.Geometry;
import dev.tapmine.taps.TapSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Taps in clusters: which is in which, and what each is.
///
/// By [ClusterMethod#PROFILES] k-means on the value profiles comes first. Its centres are named by
/// the rules of [Content], and centres of one name become one class, so that k hardly matters. A
/// large class is then taken apart by its byte pairs, which tell one text or table from another.
public final class Clustering {
  /// Taps of a class for each of its parts, about.
  private static final int PART = 200;

  private static final int MOST_PARTS = 8;

  private final Folds folds;
  private final Profiles profiles;
  private final int[] members;
  private final int[] clusterOf;
  private final List<Cluster> clusters;

  private Clustering(
      Folds folds, Profiles profiles, int[] members, int[] clusterOf, List<Cluster> clusters) {
    this.folds = folds;
    this.profiles = profiles;
    this.members = members;
    this.clusterOf = clusterOf;
    this.clusters = List.copyOf(clusters);
  }

  /// Clusters the taps of a source.
  public static Clustering of(TapSource source, ClusterOptions options) throws IOException {
    return of(source, Folds.of(source, options.fold()), options);
  }

  /// Clusters folds.
  public static Clustering of(TapSource source, Folds folds, ClusterOptions options)
      throws IOException {
    Profiles profiles = Profiles.of(source, folds);
    int[] members =
        IntStream.range(0, folds.size())
            .filter(fold -> folds.accepted(fold, options.filter()) && profiles.known(fold))
            .toArray();
    List<int[]> groups =
        options.method() == ClusterMethod.PROFILES
            ? byProfiles(source, folds, profiles, members, options)
            : byBigrams(source, folds, members, options);
    ClusterWords words = new ClusterWords(folds, profiles, members, options.typical());
    List<Cluster> clusters = words.describe(groups);
    int[] clusterOf = new int[folds.size()];
    for (int group = 0; group < clusters.size(); group++) {
      for (int fold : groups.get(group)) {
        clusterOf[fold] = group + 1;
      }
    }
    return new Clustering(folds, profiles, members, clusterOf, clusters);
  }

  private static List<int[]> byProfiles(
      TapSource source, Folds folds, Profiles profiles, int[] members, ClusterOptions options)
      throws IOException {
    int[] nearest =
        new DenseMeans(
                Features.of(profiles, members), Features.DIMENSIONS, Features.ideal(options.k()))
            .clusters(Math.max(1, Math.min(options.k(), members.length)), options.seed());
    List<int[]> groups = new ArrayList<>();
    for (int[] named : merged(profiles, groups(members, nearest))) {
      int parts = Math.min(MOST_PARTS, named.length / PART);
      groups.addAll(
          parts < 2
              ? List.of(named)
              : parts(source, folds, named, Geometry.JENSEN_SHANNON, parts, options.seed()));
    }
    return groups;
  }

  /// Classes of one name, joined.
  private static List<int[]> merged(Profiles profiles, List<int[]> groups) {
    Map<Content, List<int[]>> byName = new LinkedHashMap<>();
    for (int[] group : groups) {
      byName
          .computeIfAbsent(Content.of(ClusterWords.mean(profiles, group)), _ -> new ArrayList<>())
          .add(group);
    }
    return byName.values().stream()
        .map(same -> same.stream().flatMapToInt(Arrays::stream).sorted().toArray())
        .sorted((one, other) -> Integer.compare(other.length, one.length))
        .toList();
  }

  private static List<int[]> byBigrams(
      TapSource source, Folds folds, int[] members, ClusterOptions options) throws IOException {
    Geometry geometry =
        options.method() == ClusterMethod.PAPER ? Geometry.JENSEN_SHANNON : Geometry.COSINE;
    return parts(source, folds, members, geometry, options.k(), options.seed());
  }

  private static List<int[]> parts(
      TapSource source, Folds folds, int[] members, Geometry geometry, int k, long seed)
      throws IOException {
    BigramRows rows = BigramRows.of(source, folds, members, seed);
    if (geometry == Geometry.COSINE) {
      rows.weighByRarity();
    }
    BigramMeans means = BigramMeans.of(rows, geometry, k, seed);
    int[] clusterOf = new int[folds.size()];
    Arrays.fill(clusterOf, -1);
    for (int row = 0; row < rows.size(); row++) {
      clusterOf[rows.fold(row)] = means.nearest(row);
    }
    if (rows.size() < members.length) {
      boolean[] missing = new boolean[folds.size()];
      for (int fold : members) {
        missing[fold] = clusterOf[fold] < 0;
      }
      new FoldHistograms(
              folds,
              fold -> missing[fold],
              _ -> true,
              (fold, bins, counts, length, total) ->
                  clusterOf[fold] = means.nearest(bins, counts, length, total))
          .from(source);
    }
    // What has a single byte has no pair, and goes with the first.
    return groups(
        members, Arrays.stream(members).map(fold -> Math.max(0, clusterOf[fold])).toArray());
  }

  /// The members of each number, larger groups first.
  private static List<int[]> groups(int[] members, int[] numbers) {
    Map<Integer, IntStream.Builder> byNumber = new LinkedHashMap<>();
    for (int i = 0; i < members.length; i++) {
      byNumber.computeIfAbsent(numbers[i], _ -> IntStream.builder()).add(members[i]);
    }
    return byNumber.values().stream()
        .map(group -> group.build().toArray())
        .sorted((one, other) -> Integer.compare(other.length, one.length))
        .toList();
  }

  /// The folds that were clustered.
  public Folds folds() {
    return folds;
  }

  Profiles profiles() {
    return profiles;
  }

  /// Numbers of the folds clustered, ascending.
  public int[] members() {
    return members.clone();
  }

  /// The cluster of a fold by [Cluster#number]; 0 when it was not clustered.
  public int clusterOf(int fold) {
    return clusterOf[fold];
  }

  /// All clusters: classes one after the other, the largest part first in each.
  public List<Cluster> clusters() {
    return clusters;
  }
}
