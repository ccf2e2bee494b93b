package dev.tapmine.questions;

import java.util.ArrayList;
import java.util.List;

/// A stream that looks like an exemplar, and what it comes from.
///
/// @param name a [ChannelName] or a [TapName], as text
/// @param distance Jensen-Shannon divergence to the exemplar in nats, 0 to ln 2
/// @param carrier where it comes from
/// @param pieces the stream, in time order
/// @param text bytes in it
/// @param cut bytes cut away because the exemplar lacks them
/// @param whole false when some of the stream was not kept when it was mined
/// @param taps at the depth mined that put the bytes there, ascending: what to hook
/// @param steps how it was made, a sentence each
public record Channel(
    String name,
    double distance,
    Carrier carrier,
    List<Piece> pieces,
    long text,
    long cut,
    boolean whole,
    List<Integer> taps,
    List<String> steps) {
  /// Copies the lists.
  public Channel {
    pieces = List.copyOf(pieces);
    taps = List.copyOf(taps);
    steps = List.copyOf(steps);
  }

  /// The same with one more sentence of how it was made.
  Channel explained(String step) {
    List<String> more = new ArrayList<>(steps);
    more.add(step);
    return new Channel(name, distance, carrier, pieces, text, cut, whole, taps, more);
  }

  /// Time at which its first bytes stood there.
  public long first() {
    return pieces.isEmpty() ? 0 : pieces.getFirst().first();
  }

  /// Time of the last access.
  public long last() {
    return pieces.stream().mapToLong(Piece::last).max().orElse(0);
  }
}
