package dev.tapmine.questions;

import dev.tapmine.taps.RunRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Finds families that are only parts of another's text: what one instruction of a copy routine
/// writes of each line is too torn to share words with the line, and as text so short that chance
/// may put it before the whole.
///
/// A part is told by its place. At least half of its bytes stand in functions' outputs of another
/// family, of the same direction, mode and space, at their addresses and within the time in which
/// these were left; they and the family's origin are not farther from the exemplar than the part,
/// and the origin has more text. So what is nearer than its surroundings stays: a log in the midst
/// of other data is no part of them.
final class Parts {
  /// How much farther from the exemplar than its part the whole may be.
  private static final double TIE = 0.01;

  private final List<ChannelFamily> families;
  private final PlacedOutputs outputs;

  /// @param families as gathered, in any order
  /// @param runs streams of plain taps by the channel's name
  /// @param alphabet what of these streams counts
  Parts(List<ChannelFamily> families, Map<String, List<RunRow>> runs, Alphabet alphabet) {
    this.families = families;
    List<PlacedOutputs.Owned> members = new ArrayList<>();
    for (int i = 0; i < families.size(); i++) {
      for (Channel member : families.get(i).members()) {
        members.add(new PlacedOutputs.Owned(member, i));
      }
    }
    this.outputs = new PlacedOutputs(members, runs, alphabet);
  }

  /// The families that stand for themselves, their parts behind their other members, in the order
  /// given.
  List<ChannelFamily> gathered() {
    int[] whole = new int[families.size()];
    Arrays.setAll(whole, this::wholeOf);
    List<List<ChannelFamily>> parts = new ArrayList<>();
    families.forEach(family -> parts.add(new ArrayList<>()));
    for (int i = 0; i < whole.length; i++) {
      int home = i;
      while (whole[home] != home) { // a whole has more text than its part, so this ends
        home = whole[home];
      }
      if (home != i) {
        parts.get(home).add(families.get(i));
      }
    }
    List<ChannelFamily> gathered = new ArrayList<>();
    for (int i = 0; i < whole.length; i++) {
      if (whole[i] == i) {
        gathered.add(with(families.get(i), parts.get(i)));
      }
    }
    return gathered;
  }

  private static ChannelFamily with(ChannelFamily whole, List<ChannelFamily> parts) {
    List<Channel> members = new ArrayList<>(whole.members());
    for (ChannelFamily part : parts) {
      members.addAll(part.members());
    }
    return new ChannelFamily(
        whole.origin(), members, whole.distance(), whole.form(), whole.continuedBy());
  }

  /// The family that a family is part of, or itself.
  private int wholeOf(int family) {
    Channel part = families.get(family).origin();
    PlacedOutputs.Held held =
        outputs.holding(
            part, (channel, owner) -> owner != family && mayHold(channel, owner, family));
    long most = Math.max(1, held.all() / 2 + held.all() % 2);
    int whole = family;
    for (Map.Entry<Integer, Long> entry : held.by().entrySet()) {
      boolean more =
          entry.getValue() > most || (entry.getValue() == most && entry.getKey() < whole);
      if (more || (whole == family && entry.getValue() >= most)) {
        whole = entry.getKey();
        most = entry.getValue();
      }
    }
    return whole;
  }

  /// @param owner the channel's family
  /// @param part another
  private boolean mayHold(Channel channel, int owner, int part) {
    ChannelFamily whole = families.get(owner);
    ChannelFamily other = families.get(part);
    double most = other.distance() + TIE;
    boolean origin = channel.name().equals(whole.origin().name());
    return channel.carrier().sameWay(other.origin().carrier())
        && (origin ? whole.distance() : channel.distance()) <= most
        && whole.distance() <= most
        && whole.origin().text() > other.origin().text();
  }
}
