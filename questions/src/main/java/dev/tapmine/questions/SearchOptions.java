package dev.tapmine.questions;

/// How to search.
///
/// @param fold which taps count as one; at the depth mined a search is fastest, at a lower one it
///   also finds what several calling contexts wrote in turn
/// @param filter taps to search
/// @param places first occurrences to tell for each tap and needle
/// @param ignoreCase whether bytes that are ASCII's letters match in either case
public record SearchOptions(Fold fold, TapFilter filter, int places, boolean ignoreCase) {
  /// Keeps spaces and the case of letters apart.
  ///
  /// @param depth callers kept
  public SearchOptions(int depth, TapFilter filter, int places) {
    this(Fold.bySpace(depth), filter, places, false);
  }
}
