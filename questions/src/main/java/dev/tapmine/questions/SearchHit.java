package dev.tapmine.questions;

import java.util.List;

/// Something found in a tap's stream.
///
/// @param count occurrences in the content kept, overlapping ones of bytes included
/// @param first the first of them in stream order, up to the number asked for
public record SearchHit(FoldedTap tap, Sought sought, long count, List<Place> first) {
  /// Copies the list.
  public SearchHit {
    first = List.copyOf(first);
  }

  /// Where an occurrence begins.
  ///
  /// @param offset in the stream as kept
  /// @param time of the first access of the run that holds its first byte, in instructions
  /// @param address of its first byte
  /// @param contiguous whether its bytes stood side by side in memory, in one run
  /// @param context the occurrence, of a long one the beginning, with a few bytes of the stream
  ///   before and behind it
  /// @param at where in `context` the occurrence begins
  public record Place(
      long offset, long time, long address, boolean contiguous, byte[] context, int at) {}
}
