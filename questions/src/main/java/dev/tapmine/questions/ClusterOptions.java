package dev.tapmine.questions;

/// How to cluster.
///
/// @param fold which taps count as one
/// @param filter taps to cluster
/// @param k clusters to begin with; those of one name are merged
/// @param seed of all that is drawn by lot
/// @param typical members to name of each cluster
public record ClusterOptions(
    Fold fold, TapFilter filter, ClusterMethod method, int k, long seed, int typical) {
  private static final int MOST = 256;

  /// Refuses numbers of clusters that make no sense.
  public ClusterOptions {
    if (k < 1 || k > MOST) {
      throw new QuestionException("-k wants 1 to %d clusters, not %d.".formatted(MOST, k));
    }
  }
}
