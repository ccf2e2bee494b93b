package dev.tapmine.questions;

import java.util.List;

/// Channels that carry the same text.
///
/// @param origin the member in which the whole text stood first: the answer
/// @param members all, the origin included, in the order in which the text reached them
/// @param ranks of the members, one for each, in the ranking of all channels by distance
/// @param distance from the exemplar, in nats: the origin's, or if that is a stream to which other
///   text is appended, that of the part of it by which it was found
/// @param beyondChance what of that distance the size of what has it does not explain, in nats: by
///   this families are ordered; less than 0 where it is nearer than a draw from the exemplar
/// @param continuedBy names of the origins of other families that go on where this one ends
public record ChannelFamily(
    Channel origin,
    List<Channel> members,
    List<Integer> ranks,
    double distance,
    double beyondChance,
    List<String> continuedBy) {
  /// Copies the lists.
  public ChannelFamily {
    members = List.copyOf(members);
    ranks = List.copyOf(ranks);
    continuedBy = List.copyOf(continuedBy);
  }
}
