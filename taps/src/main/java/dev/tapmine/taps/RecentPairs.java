package dev.tapmine.taps;

import java.util.Arrays;

/// The pairs of taps that met lately, with the times not counted elsewhere yet: small enough for
/// the nearest cache, while the table of all pairs is larger than any. Pairs in loops meet again
/// and again, so nearly all meetings end here; a pair that must never be counted is remembered as
/// such.
final class RecentPairs {
  private static final int BITS = 10;
  private static final long NONE = -1;

  /// Times of a pair that is not to be counted; more than a recording's accesses below 0.
  private static final long NEVER = Long.MIN_VALUE;

  private final long[] keys = new long[1 << BITS];
  private final long[] times = new long[1 << BITS];

  /// Takes what is due.
  interface Sink {
    void add(long key, long times);
  }

  RecentPairs() {
    Arrays.fill(keys, NONE);
  }

  private static int at(long key) {
    return (int) ((key * 0x9e3779b97f4a7c15L) >>> (64 - BITS));
  }

  /// Notes one more time of a pair that is remembered; false when it is not.
  boolean again(long key) {
    int at = at(key);
    if (keys[at] != key) {
      return false;
    }
    times[at]++;
    return true;
  }

  /// The pair that has to go for this one to be remembered, or -1.
  long keyInPlaceOf(long key) {
    return keys[at(key)];
  }

  /// Times due of the pair that has to go for this one; not above 0 when there are none.
  long timesInPlaceOf(long key) {
    return times[at(key)];
  }

  /// Remembers a pair in the place of another.
  ///
  /// @param counts whether its times will count
  void put(long key, boolean counts) {
    int at = at(key);
    keys[at] = key;
    times[at] = counts ? 0 : NEVER;
  }

  /// Forgets a pair of which nothing is due.
  void forget(long key) {
    int at = at(key);
    keys[at] = NONE;
    times[at] = 0;
  }

  /// Hands over all that is due, and forgets all pairs.
  void drain(Sink sink) {
    for (int at = 0; at < keys.length; at++) {
      if (times[at] > 0) {
        sink.add(keys[at], times[at]);
      }
      keys[at] = NONE;
      times[at] = 0;
    }
  }
}
