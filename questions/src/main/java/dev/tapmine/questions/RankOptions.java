package dev.tapmine.questions;

/// How to rank.
///
/// @param fold which taps count as one
/// @param filter taps to rank
/// @param limit taps to return at the most
public record RankOptions(Fold fold, TapFilter filter, int limit) {
  /// Refuses a limit that is not positive.
  public RankOptions {
    if (limit < 1) {
      throw new QuestionException("A ranking has at least one place: give a limit of 1 or more.");
    }
  }

  /// Keeps spaces apart.
  ///
  /// @param depth callers kept
  public RankOptions(int depth, TapFilter filter, int limit) {
    this(Fold.bySpace(depth), filter, limit);
  }

  /// One caller and streams of 80 bytes and more, as in the seed paper.
  public static RankOptions seedPaper(int limit) {
    return new RankOptions(1, TapFilter.longerThan(TapFilter.MIN_BYTES), limit);
  }
}
