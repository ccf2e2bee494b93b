package dev.tapmine.questions;

import dev.tapmine.taps.Trait;
import java.util.function.Predicate;

/// How redundant a tap's stream is: the second axis beside what it carries. The first rule that
/// holds gives the name.
public enum Redundancy {
  /// Nine bytes in ten are 0.
  MOSTLY_ZERO("mostly zero", shares -> shares.of(Trait.ZERO_BYTES) >= 0.9),

  /// The same byte again and again.
  BYTE("repeated byte", shares -> shares.of(Trait.REPEAT_1) >= 0.9),

  /// The same two bytes again and again.
  SHORT("repeated short", shares -> values(shares, Trait.REPEAT_2)),

  /// The same four bytes again and again.
  DWORD("repeated dword", shares -> values(shares, Trait.REPEAT_4)),

  /// The same eight bytes again and again.
  QWORD("repeated qword", shares -> values(shares, Trait.REPEAT_8)),

  /// Long stretches of one byte, or a few values over and over.
  VERY("very redundant", shares -> shares.of(Trait.LONG_RUNS) >= 0.5 || shares.few() >= 0.84),

  /// Hardly a byte is what stands 1, 2, 4 or 8 bytes before it.
  NONE(
      "none",
      shares ->
          shares.of(Trait.REPEAT_8) < 0.08
              && shares.of(Trait.REPEAT_4) < 0.08
              && shares.of(Trait.REPEAT_1) < 0.08
              && shares.of(Trait.ZERO_BYTES) < 0.05),

  /// Anything between.
  SOME("some", shares -> true);

  private final String words;

  @SuppressWarnings("ImmutableEnumChecker") // a function without state
  private final Predicate<Shares> rule;

  Redundancy(String words, Predicate<Shares> rule) {
    this.words = words;
    this.rule = rule;
  }

  /// The name as people read it.
  public String words() {
    return words;
  }

  /// Whether bytes repeat, and whole values with them. Values that differ in one byte of eight are
  /// not the same to whoever looks at them.
  private static boolean values(Shares shares, Trait repeat) {
    return shares.of(repeat) >= 0.9 && shares.of(Trait.COMMONEST) >= 0.88;
  }

  static Redundancy of(Shares shares) {
    for (Redundancy redundancy : values()) {
      if (redundancy.rule.test(shares)) {
        return redundancy;
      }
    }
    throw new AssertionError("The last rule always holds.");
  }
}
