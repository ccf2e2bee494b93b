package dev.tapmine.cli;

import dev.tapmine.questions.Carrier;
import dev.tapmine.questions.Channel;
import dev.tapmine.questions.ChannelFamily;
import dev.tapmine.questions.Layout;
import dev.tapmine.questions.Piece;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A channel as an answer keeps it: all that can be said of it without its exemplar.
///
/// @param kind `outputs`, `tap` or `taps`
/// @param callee entry of the function, or the instruction of the tap or of the first of the taps
/// @param layout where outputs lie
/// @param family channels that carry the same text, in the order in which it reached them; the
///   largest of them
/// @param joined names of the taps that together have its buffer or port
/// @param port whether it is a port: all their accesses are to one address
/// @param relatives how many others there are
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
    Layout layout,
    long text,
    long cut,
    boolean whole,
    List<Integer> taps,
    List<String> joined,
    boolean port,
    List<String> steps,
    String origin,
    List<KeptMember> family,
    int relatives,
    List<String> continuedBy,
    KeptStream pieces) {
  private static final int FAMILY_NAMED = 40;

  static KeptChannel of(Channel channel, ChannelFamily family) {
    KeptMember self = KeptMember.of(channel);
    Carrier.OfOutputs outputs = channel.carrier() instanceof Carrier.OfOutputs of ? of : null;
    Carrier.OfTaps joined =
        channel.carrier() instanceof Carrier.OfTaps of ? of : new Carrier.OfTaps(List.of(), false);
    return new KeptChannel(
        self.name(),
        self.kind(),
        channel.distance(),
        self.direction(),
        self.user(),
        self.space(),
        self.place(),
        self.callers(),
        outputs != null ? outputs.contexts() : List.of(),
        outputs != null ? outputs.siblings() : List.of(),
        outputs != null ? outputs.low() : 0,
        outputs != null ? outputs.high() : 0,
        outputs != null ? outputs.layout() : Layout.SPREAD,
        channel.text(),
        channel.cut(),
        channel.whole(),
        channel.taps(),
        joined.taps().stream().map(tap -> tap.name().toString()).toList(),
        joined.port(),
        channel.steps(),
        family.origin().name(),
        largest(family).stream().map(KeptMember::of).toList(),
        family.members().size() - 1,
        family.continuedBy(),
        KeptStream.of(channel.pieces()));
  }

  /// The largest members, in the order of all, the origin among them.
  private static List<Channel> largest(ChannelFamily family) {
    Set<String> chosen =
        Stream.concat(
                Stream.of(family.origin()),
                family.members().stream()
                    .sorted(Comparator.comparingLong(Channel::text).reversed()))
            .map(Channel::name)
            .distinct()
            .limit(FAMILY_NAMED)
            .collect(Collectors.toSet());
    return family.members().stream().filter(member -> chosen.contains(member.name())).toList();
  }

  /// The stream, in time order, up to a number of bytes.
  List<Piece> stream(long limit) {
    return pieces.pieces(limit);
  }
}
