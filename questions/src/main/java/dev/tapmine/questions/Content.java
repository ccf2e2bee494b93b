package dev.tapmine.questions;

import dev.tapmine.taps.Trait;
import java.util.function.ToDoubleFunction;

/// What a tap carries, told from the classes of its values. Each rule gives a confidence between 0
/// and 1; the surest is the label, and of two as sure the one that stands first.
///
/// A cluster is named by the same rules, from the mean of its taps.
public enum Content {
  /// One value, which is no address, makes up nearly all; most often it is 0. What the few others
  /// are does not matter then.
  CONSTANTS("constants", Shares::constant),

  /// Half of the pairs of bytes, and more, are a printable character and a 0, in one order.
  UTF16("UTF-16 text", shares -> shares.utf16() < 0.5 ? 0 : 0.5 + shares.utf16() / 2),

  /// Most of the values that are not 0 are made of printable characters.
  TEXT("text", shares -> share(shares, Trait.PRINTABLE, 0.5, 0.1)),

  /// Nearly all values that are not 0 lie in memory that the guest touched.
  POINTERS("pointers", shares -> share(shares, Trait.POINTER, 0.75, 0.02)),

  /// Addresses and other values mixed, as in structures that are copied.
  RECORDS(
      "pointers and integers",
      shares -> {
        double pointers = shares.ofNonZero(Trait.POINTER);
        return pointers < 0.12 || pointers > 0.75 || shares.of(Trait.POINTER) < 0.02
            ? 0
            : 0.95 - Math.abs(pointers - 0.45);
      }),

  /// Large numbers, each greater than the one before by an uneven step.
  TIMESTAMPS(
      "timestamps",
      shares ->
          shares.counting() < Shares.ORDERED
                  || shares.ofNonZero(Trait.SMALL) > 0.3
                  || shares.of(Trait.STEADY) > 0.3
                  || shares.of(Trait.DISTINCT) < 0.8
              ? 0
              : 0.25 + 0.75 * shares.counting()),

  /// Most values are greater than the one before, and they are neither addresses nor text.
  COUNTERS(
      "counters", shares -> shares.counting() < Shares.ORDERED ? 0 : 0.2 + 0.8 * shares.counting()),

  /// Values most of whose bits look drawn by lot, in memory that is not executed.
  RANDOM(
      "random or hash-like",
      shares ->
          shares.of(Trait.FETCHED) > 0.5 || shares.of(Trait.DISTINCT) < 0.25
              ? 0
              : unordered(shares) * share(shares, Trait.DENSE, 0.5, 0.05)),

  /// Dense values that lie where the guest executes.
  CODE(
      "machine code",
      shares -> shares.of(Trait.FETCHED) <= 0.5 ? 0 : share(shares, Trait.DENSE, 0.4, 0.05)),

  /// Values with few bits set, far apart: flags, page-table entries, sizes in odd units.
  FLAGS(
      "flags and table entries",
      shares ->
          unordered(shares)
              * Math.max(
                  share(shares, Trait.SPARSE, 0.4, 0.02),
                  shares.ofNonZero(Trait.DENSE) * (1 - shares.of(Trait.DISTINCT)))),

  /// Small numbers, negative ones too.
  INTEGERS(
      "small integers",
      shares ->
          unordered(shares)
              * Math.clamp(
                  0.05 + shares.ofNonZero(Trait.SMALL) + shares.ofNonZero(Trait.NEGATIVE),
                  0,
                  0.94));

  private final String words;

  @SuppressWarnings("ImmutableEnumChecker") // a function without state
  private final ToDoubleFunction<Shares> rule;

  Content(String words, ToDoubleFunction<Shares> rule) {
    this.words = words;
    this.rule = rule;
  }

  /// The label as people read it.
  public String words() {
    return words;
  }

  /// How sure the rule is, 0 for not at all.
  double confidence(Shares shares) {
    return Math.clamp(rule.applyAsDouble(shares), 0, 1);
  }

  /// The label that fits best.
  static Content of(Shares shares) {
    Content best = INTEGERS;
    for (Content content : values()) {
      best = content.confidence(shares) > best.confidence(shares) ? content : best;
    }
    return best;
  }

  /// Halves what a rule says of numbers that are in order, for which there are rules of their own.
  private static double unordered(Shares shares) {
    return shares.counting() < Shares.ORDERED ? 1 : 0.5;
  }

  /// The share of a class among the values that are not 0, if it is enough to speak of.
  ///
  /// @param least share of the values that are not 0
  /// @param leastOfAll share of all values
  private static double share(Shares shares, Trait trait, double least, double leastOfAll) {
    double share = shares.ofNonZero(trait);
    return share < least || shares.of(trait) < leastOfAll ? 0 : share;
  }
}
