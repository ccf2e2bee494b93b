package dev.tapmine.taps;

import java.util.Arrays;

/// What kind of values a tap carries, counted over the first kilobyte of its stream, which is
/// enough to tell. Made when a pass ends: only then is it known which memory the guest touched, and
/// so which values are addresses.
///
/// @param tap the tap at the depth mined
/// @param counts by [Trait#index()]; owned by the receiver
public record ProfileRow(int tap, int[] counts) {
  /// Refuses another number of counts than there are traits.
  public ProfileRow {
    if (counts.length != Trait.values().length) {
      throw new IllegalArgumentException(counts.length + " counts are not one for each trait");
    }
  }

  /// One of the counts.
  public int count(Trait trait) {
    return counts[trait.index()];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ProfileRow row && tap == row.tap && Arrays.equals(counts, row.counts);
  }

  @Override
  public int hashCode() {
    return 31 * tap + Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    return "ProfileRow[tap=" + tap + ", counts=" + Arrays.toString(counts) + "]";
  }
}
