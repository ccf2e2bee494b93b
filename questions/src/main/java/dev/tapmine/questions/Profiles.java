package dev.tapmine.questions;

import dev.tapmine.taps.ProfileRow;
import dev.tapmine.taps.TapSource;
import java.io.IOException;

/// The value profiles of all folds: a fold's is the sum of its members'. About a hundred bytes a
/// fold.
final class Profiles {
  private final int[] counts;

  private Profiles(int[] counts) {
    this.counts = counts;
  }

  static Profiles of(TapSource source, Folds folds) throws IOException {
    Profiles profiles = new Profiles(new int[Math.multiplyExact(folds.size(), Shares.LENGTH)]);
    source.profiles(row -> profiles.add(folds.foldOf(row.tap()), row));
    return profiles;
  }

  private void add(int fold, ProfileRow row) {
    int at = fold * Shares.LENGTH;
    for (int i = 0; fold >= 0 && i < Shares.LENGTH; i++) {
      counts[at + i] += row.counts()[i];
    }
  }

  /// Whether there was anything to count.
  boolean known(int fold) {
    return counts[fold * Shares.LENGTH] > 0;
  }

  Shares of(int fold) {
    return Shares.of(counts, fold * Shares.LENGTH);
  }
}
