package dev.tapmine.questions;

import java.util.List;

/// An answer to a question for channels.
///
/// @param families best first
/// @param ranked all channels looked at closely, copies included, that first whose form is nearest
/// @param tried how many channels and taps had their distance taken
public record ChannelRanking(List<ChannelFamily> families, List<Channel> ranked, long tried) {
  /// Copies the lists.
  public ChannelRanking {
    families = List.copyOf(families);
    ranked = List.copyOf(ranked);
  }
}
