package dev.tapmine.questions;

import java.util.Arrays;

/// The byte values that an exemplar is made of. Immutable.
///
/// A sample does not show every character of its kind: a gap of up to eight values between two that
/// it has, above the control characters, is taken for part of the alphabet; and if it is text, of
/// which hardly one byte in twenty is neither printable ASCII nor white space, so is all that is
/// printable, however short it may be.
final class Alphabet {
  private static final int CONTROLS = 0x20;
  private static final int GAP = 8;
  private static final int LAST_PRINTABLE = 0x7e;

  /// One byte in so many may be something else in a text.
  private static final int OTHERS = 20;

  private final boolean[] has;

  private Alphabet(boolean[] has) {
    this.has = has;
  }

  static Alphabet of(Exemplar exemplar) {
    boolean[] has = new boolean[256];
    long all = 0;
    long others = 0;
    for (int bin = 0; bin < Exemplar.BINS; bin++) {
      long count = exemplar.count(bin);
      if (count > 0) {
        has[bin >>> 8] = true;
        has[bin & 0xff] = true;
        all += count;
        others += isText(bin & 0xff) ? 0 : count;
      }
    }
    fillGaps(has);
    if (others * OTHERS < all) {
      Arrays.fill(has, CONTROLS, LAST_PRINTABLE + 1, true);
    }
    return new Alphabet(has);
  }

  private static boolean isText(int value) {
    return (value >= CONTROLS && value <= LAST_PRINTABLE) || (value >= '\t' && value <= '\r');
  }

  private static void fillGaps(boolean[] has) {
    int last = -1;
    for (int value = CONTROLS; value < 256; value++) {
      if (has[value]) {
        for (int gap = last + 1; last >= 0 && value - last <= GAP + 1 && gap < value; gap++) {
          has[gap] = true;
        }
        last = value;
      }
    }
  }

  boolean has(byte value) {
    return has[value & 0xff];
  }

  /// How many of some bytes belong to it.
  int count(byte[] bytes, int from, int to) {
    int sum = 0;
    for (int i = from; i < to; i++) {
      sum += has[bytes[i] & 0xff] ? 1 : 0;
    }
    return sum;
  }
}
