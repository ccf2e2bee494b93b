package dev.tapmine.questions;

import java.util.OptionalInt;

/// How to rank channels.
///
/// @param filter what may be an answer; its length counts bytes of the exemplar's alphabet
/// @param depth callers that tell plain taps apart; by evidence when it is not given
/// @param byCode whether plain taps of spaces that share code are merged
/// @param candidates of each kind that are looked at closely, the nearest ones
/// @param families to return at the most
public record ChannelOptions(
    TapFilter filter, OptionalInt depth, boolean byCode, int candidates, int families) {
  /// Enough to hold all copies of a log and what comes after them.
  public static final int CANDIDATES = 300;

  /// Refuses what is not positive.
  public ChannelOptions {
    if (candidates < 1 || families < 1) {
      throw new QuestionException("A ranking has at least one place: give a limit of 1 or more.");
    }
  }

  /// Channels of both kinds at depths chosen by evidence.
  public static ChannelOptions standard(int families) {
    return new ChannelOptions(
        TapFilter.longerThan(TapFilter.MIN_BYTES),
        OptionalInt.empty(),
        false,
        CANDIDATES,
        families);
  }
}
