package dev.tapmine.questions;

import dev.tapmine.taps.Trait;

/// What kind of values a tap carries and how redundant its stream is, as shares between 0 and 1: of
/// all values, or of all bytes. The mean of several taps' shares is what is typical of them.
/// Immutable.
///
/// Addresses and letters are left aside where steps are counted: a walk through a list rises too,
/// and counts nothing.
final class Shares {
  static final int LENGTH = Trait.values().length;

  /// [#counting] from which numbers are in order. What is drawn by lot rises in half of its steps,
  /// and in a hundred steps hardly ever so often.
  static final double ORDERED = 0.7;

  /// So many values are a few to whoever looks at them.
  private static final int FEW = 4;

  private static final int FIRST_OF_BYTES = Trait.REPEAT_1.index();

  private final double[] shares;
  private final double few;

  private Shares(double[] shares, double few) {
    this.shares = shares;
    this.few = few;
  }

  /// @param counts by [Trait#index()], of one tap or added up over several
  static Shares of(int[] counts, int from) {
    double[] shares = new double[LENGTH];
    double bytes = Math.max(1, counts[from + Trait.BYTES.index()]);
    double values = Math.max(1, counts[from + Trait.VALUES.index()]);
    for (int i = 0; i < LENGTH; i++) {
      shares[i] = counts[from + i] / (i >= FIRST_OF_BYTES ? bytes : values);
    }
    shares[Trait.UTF16_LE.index()] *= 2;
    shares[Trait.UTF16_BE.index()] *= 2;
    return new Shares(shares, counts[from + Trait.DISTINCT.index()] <= FEW ? 1 : 0);
  }

  /// @param sums of shares of `count` taps
  static Shares mean(double[] sums, double count) {
    double[] shares = new double[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      shares[i] = count == 0 ? 0 : sums[i] / count;
    }
    return new Shares(shares, 0);
  }

  void addTo(double[] sums) {
    for (int i = 0; i < LENGTH; i++) {
      sums[i] += shares[i];
    }
  }

  double of(Trait trait) {
    return shares[trait.index()];
  }

  /// The same of a fold whose values have been counted over all its members.
  Shares with(ValueCounts counts) {
    double[] known = shares.clone();
    known[Trait.COMMONEST.index()] = counts.commonest(1);
    return new Shares(known, counts.commonest(FEW));
  }

  /// Share of the four commonest values in all; of a profile alone it is only known whether there
  /// are others, and of a mean nothing.
  double few() {
    return few;
  }

  /// The share of a class among the values that are not 0, which say nothing of what they are.
  double ofNonZero(Trait trait) {
    double nonZero = 1 - of(Trait.ZERO);
    return nonZero <= 0 ? 0 : Math.min(1, of(trait) / nonZero);
  }

  /// Text of 16-bit characters, in either byte order, as a share of the bytes.
  double utf16() {
    return Math.max(of(Trait.UTF16_LE), of(Trait.UTF16_BE));
  }

  /// Whether one value, which is no address, makes up nearly all.
  double constant() {
    return of(Trait.POINTER) < 0.5 && of(Trait.COMMONEST) >= 0.93 ? 1 : 0;
  }

  /// How much of a sequence the numbers are: of those that differ from the one before, how many are
  /// greater, if it is more than a handful; a counter may be read several times before it moves.
  double counting() {
    double moving = 1 - of(Trait.SAME);
    double others = Math.max(0, 1 - of(Trait.POINTER) - of(Trait.PRINTABLE));
    return moving < 0.1 || of(Trait.DISTINCT) < 0.1
        ? 0
        : Math.min(1, of(Trait.RISING) / moving) * others;
  }
}
