package dev.tapmine.questions;

import java.util.List;

/// What to search for: bytes, or what a regular expression matches.
public sealed interface Sought permits Needle, Expression {
  /// What the user wrote, in printable characters.
  String name();

  /// The encoding that a text is looked for in, such as `utf-16le`; empty for bytes given in hex
  /// and for expressions.
  String encoding();

  /// What tells it from all else that could be searched for, in ASCII.
  String identity();

  /// Whether the user wrote the same, to be looked for in another encoding.
  boolean sameText(Sought other);

  /// Which text of several one is: the number of the first with that text, whatever its encoding.
  static int place(List<? extends Sought> all, Sought one) {
    int place = 0;
    while (place < all.size() && !all.get(place).sameText(one)) {
      place++;
    }
    return place;
  }
}
