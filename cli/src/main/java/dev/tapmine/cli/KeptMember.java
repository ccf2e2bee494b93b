package dev.tapmine.cli;

import dev.tapmine.questions.Carrier;
import dev.tapmine.questions.Channel;
import dev.tapmine.questions.FoldedTap;
import java.util.List;

/// What an answer keeps of each channel of a family: who it is, without its stream.
///
/// @param name as `rank` prints it
/// @param kind `outputs`, `tap` or `taps`
/// @param place entry of the function, or the instruction of the tap or of the first of the taps; 0
///   for code that no call is known of
/// @param callers return addresses, innermost first
/// @param text bytes of its stream
record KeptMember(
    String name,
    String kind,
    String direction,
    boolean user,
    int space,
    long place,
    List<Long> callers,
    long text) {
  static final String OUTPUTS = "outputs";
  static final String TAP = "tap";
  static final String TAPS = "taps";

  static KeptMember of(Channel channel) {
    return switch (channel.carrier()) {
      case Carrier.OfTap of -> of(channel, TAP, of.tap());
      case Carrier.OfTaps of -> of(channel, TAPS, of.taps().getFirst());
      case Carrier.OfOutputs of -> of(channel, OUTPUTS, of.callee(), of.callers());
    };
  }

  private static KeptMember of(Channel channel, String kind, FoldedTap tap) {
    return of(channel, kind, tap.pc(), tap.callers());
  }

  private static KeptMember of(Channel channel, String kind, long place, List<Long> callers) {
    Carrier carrier = channel.carrier();
    return new KeptMember(
        channel.name(),
        kind,
        carrier.direction().name(),
        carrier.user(),
        carrier.space(),
        place,
        callers,
        channel.text());
  }
}
