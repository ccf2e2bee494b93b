package dev.tapmine.questions;

import java.util.ArrayList;
import java.util.List;

/// Notes where one channel ends and another goes on with the same kind of text: a stream that moved
/// to other code or other memory.
final class Continuations {
  /// How much farther from the exemplar than the one that ends.
  private static final double MARGIN = 0.08;

  private static final int LOOKED_AT = 20;

  private Continuations() {}

  /// The families with the names of those that continue them.
  ///
  /// @param families best first
  static List<ChannelFamily> note(List<ChannelFamily> families) {
    List<ChannelFamily> noted = new ArrayList<>();
    for (int i = 0; i < families.size(); i++) {
      ChannelFamily family = families.get(i);
      List<String> next = new ArrayList<>();
      for (int j = 0; j < Math.min(LOOKED_AT, families.size()) && i < LOOKED_AT; j++) {
        if (j != i && goesOn(family, families.get(j))) {
          next.add(families.get(j).origin().name());
        }
      }
      noted.add(
          new ChannelFamily(
              family.origin(), family.members(), family.distance(), family.form(), next));
    }
    return noted;
  }

  /// Whether the second begins when the first has ended, at once as their pace goes, in the same
  /// mode and direction.
  private static boolean goesOn(ChannelFamily before, ChannelFamily after) {
    Channel ends = before.origin();
    Channel begins = after.origin();
    long pause = begins.first() - ends.last();
    long span = Math.max(ends.last() - ends.first(), begins.last() - begins.first());
    return pause > 0
        && pause <= span
        && after.distance() <= before.distance() + MARGIN
        && begins.carrier().direction() == ends.carrier().direction()
        && begins.carrier().user() == ends.carrier().user();
  }
}
