package dev.tapmine.cli;

import dev.tapmine.questions.Carrier;
import dev.tapmine.questions.Channel;
import dev.tapmine.questions.ChannelFamily;
import dev.tapmine.questions.FoldedTap;
import dev.tapmine.questions.Piece;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A channel as an answer keeps it: all that can be said of it without its exemplar.
///
/// @param kind `outputs`, `tap` or `taps`
/// @param callee entry of the function, or the instruction of the tap or of the first of the taps
/// @param family names of the channels that carry the same text, in the order in which it reached
///   them
/// @param origin name of the family's origin
record KeptChannel(
    String name,
    String kind,
    double distance,
    String direction,
    boolean user,
    int space,
    long callee,
    List<Long> callers,
    List<Integer> contexts,
    List<Integer> siblings,
    long low,
    long high,
    boolean spread,
    long text,
    long cut,
    boolean whole,
    List<Integer> taps,
    List<String> steps,
    String origin,
    List<String> family,
    List<String> continuedBy,
    List<KeptPiece> pieces) {
  static final String OUTPUTS = "outputs";
  static final String TAP = "tap";
  static final String TAPS = "taps";
  private static final int FAMILY_NAMED = 40;

  /// A stretch of its stream; Jackson writes bytes in Base64.
  record KeptPiece(long first, long last, long address, byte[] bytes) {}

  static KeptChannel of(Channel channel, ChannelFamily family) {
    Carrier carrier = channel.carrier();
    Carrier.OfOutputs outputs = carrier instanceof Carrier.OfOutputs of ? of : null;
    FoldedTap tap =
        switch (carrier) {
          case Carrier.OfTap of -> of.tap();
          case Carrier.OfTaps of -> of.taps().getFirst();
          case Carrier.OfOutputs _ -> null;
        };
    return new KeptChannel(
        channel.name(),
        outputs != null ? OUTPUTS : carrier instanceof Carrier.OfTaps ? TAPS : TAP,
        channel.distance(),
        carrier.direction().name(),
        carrier.user(),
        carrier.space(),
        outputs != null ? outputs.callee() : tap != null ? tap.pc() : 0,
        outputs != null ? outputs.callers() : tap != null ? tap.callers() : List.of(),
        outputs != null ? outputs.contexts() : List.of(),
        outputs != null ? outputs.siblings() : List.of(),
        outputs != null ? outputs.low() : 0,
        outputs != null ? outputs.high() : 0,
        outputs != null && outputs.spread(),
        channel.text(),
        channel.cut(),
        channel.whole(),
        channel.taps(),
        channel.steps(),
        family.origin().name(),
        family.members().stream().map(Channel::name).limit(FAMILY_NAMED).toList(),
        family.continuedBy(),
        channel.pieces().stream()
            .map(p -> new KeptPiece(p.first(), p.last(), p.address(), p.bytes()))
            .toList());
  }

  /// The stream, in time order, up to a number of bytes.
  List<Piece> stream(long limit) {
    List<Piece> stream = new ArrayList<>();
    long left = limit;
    for (KeptPiece p : pieces) {
      int length = (int) Math.min(left, p.bytes().length);
      if (length > 0) {
        stream.add(new Piece(p.first(), p.last(), p.address(), Arrays.copyOf(p.bytes(), length)));
      }
      left -= length;
    }
    return stream;
  }
}
