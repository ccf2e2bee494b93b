package dev.tapmine.questions;

import dev.tapmine.taps.TapSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/// The channels that are most like a given one: ranked as by an exemplar that is the given one's
/// stream, without what has its text or half of it: its own family, and copies.
///
/// The distance is the Jensen-Shannon divergence over its greatest value, between 0 and 1. A
/// channel that is near one that is *not* wanted is pushed away by half of what it is nearer than
/// 1, as [Likeness] does with taps.
public final class ChannelLikeness {
  /// How many times as many candidates and families are looked at: a text's own views and copies
  /// are the nearest, and some are pushed away.
  private static final int MORE = 5;

  private ChannelLikeness() {}

  /// A channel's name and its stream, one array for each piece.
  public record Stream(String name, List<byte[]> pieces) {
    /// Copies the list.
    public Stream {
      pieces = List.copyOf(pieces);
    }
  }

  /// A family and how far its origin is.
  ///
  /// @param distance 0 for the same; more than 1 is possible for what is not wanted
  public record Near(double distance, ChannelFamily family) {}

  /// The nearest, nearest first.
  ///
  /// @param like the channel that others are compared with
  /// @param not channels that the answer should not be like
  /// @param filter what may be an answer
  /// @param limit how many
  /// @throws QuestionException when one of the streams has no byte pair
  public static List<Near> nearest(
      TapSource source, Stream like, List<Stream> not, TapFilter filter, int limit)
      throws IOException {
    ChannelOptions options =
        new ChannelOptions(
            filter,
            OptionalInt.empty(),
            false,
            ChannelOptions.CANDIDATES * MORE,
            (int) Math.min(Integer.MAX_VALUE, (long) limit * MORE));
    Shingles text =
        Shingles.of(like.pieces().stream().map(bytes -> new Piece(0, 0, 0, bytes)).toList());
    List<PieceDistance> unwanted =
        not.stream().map(stream -> new PieceDistance(exemplar(stream))).toList();
    List<Near> nearest = new ArrayList<>();
    for (ChannelFamily family : Channels.rank(source, exemplar(like), options).families()) {
      if (!isOf(family, like.name(), text)) {
        nearest.add(new Near(distance(family, unwanted), family));
      }
    }
    nearest.sort(Comparator.comparingDouble(Near::distance));
    return nearest.stream().limit(limit).toList();
  }

  private static boolean isOf(ChannelFamily family, String name, Shingles text) {
    Shingles its = Shingles.of(family.origin().pieces());
    int smaller = Math.min(text.size(), its.size());
    return (smaller > 0 && 2 * text.shared(its) >= smaller)
        || family.members().stream().anyMatch(member -> member.name().equals(name));
  }

  private static Exemplar exemplar(Stream stream) {
    if (stream.pieces().stream().noneMatch(piece -> piece.length > 1)) {
      throw new QuestionException(
          "Channel %s has no two bytes side by side, which is like nothing."
              .formatted(stream.name()));
    }
    return Exemplar.of(stream.pieces());
  }

  private static double distance(ChannelFamily family, List<PieceDistance> unwanted) {
    Channel origin = family.origin();
    double distance = family.distance() / JensenShannon.NOTHING_SHARED;
    for (PieceDistance other : unwanted) {
      distance +=
          Likeness.push(other.of(origin.pieces(), origin.cut()) / JensenShannon.NOTHING_SHARED);
    }
    return distance;
  }
}
