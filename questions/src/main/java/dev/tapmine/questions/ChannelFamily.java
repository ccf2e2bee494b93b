package dev.tapmine.questions;

import java.util.List;

/// Channels that carry the same text.
///
/// @param origin the member in which the whole text stood first: the answer
/// @param members all, the origin included, in the order in which the text reached them
/// @param distance from the exemplar, in nats: the origin's, or if that is a stream to which other
///   text is appended, that of the part of it by which it was found
/// @param form how far the form of what it was found by is from the exemplar's, in nats and as far
///   as its size does not explain that: by this families are ordered; less than 0 where it is
///   nearer than a draw from the exemplar
/// @param continuedBy names of the origins of other families that go on where this one ends
public record ChannelFamily(
    Channel origin, List<Channel> members, double distance, double form, List<String> continuedBy) {
  /// Copies the lists.
  public ChannelFamily {
    members = List.copyOf(members);
    continuedBy = List.copyOf(continuedBy);
  }
}
