package dev.tapmine.questions;

import java.util.List;

/// What a search found.
///
/// @param hits by what was searched for in the order given, then by count, highest first, then by
///   identity
/// @param taps number of taps searched
/// @param bytes number of bytes searched
/// @param cutTaps how many of those taps keep less than their whole stream
/// @param cutBytes bytes of their streams that were not there to be searched
public record SearchAnswer(
    List<SearchHit> hits, long taps, long bytes, long cutTaps, long cutBytes) {
  /// Copies the list.
  public SearchAnswer {
    hits = List.copyOf(hits);
  }
}
