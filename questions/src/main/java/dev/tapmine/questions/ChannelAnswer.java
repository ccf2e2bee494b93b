package dev.tapmine.questions;

import java.util.List;

/// What a search in channels found.
///
/// @param hits by what was searched for in the order given, then in the order in which the bytes
///   reached them
/// @param taps what the search in plain taps alone found, and how much it searched
/// @param outputBytes bytes of outputs searched
/// @param cutOutputs outputs that were not kept when they were mined
/// @param dropped occurrences in outputs passed over for want of room
public record ChannelAnswer(
    List<ChannelHit> hits, SearchAnswer taps, long outputBytes, long cutOutputs, long dropped) {
  /// Copies the list.
  public ChannelAnswer {
    hits = List.copyOf(hits);
  }
}
