package dev.tapmine.questions;

/// The byte values that an exemplar is made of. Immutable.
///
/// A sample does not show every character of its kind: a gap of up to eight values between two that
/// it has, above the control characters, is taken for part of the alphabet.
final class Alphabet {
  private static final int CONTROLS = 0x20;
  private static final int GAP = 8;

  private final boolean[] has;

  private Alphabet(boolean[] has) {
    this.has = has;
  }

  static Alphabet of(Exemplar exemplar) {
    boolean[] has = new boolean[256];
    for (int bin = 0; bin < Exemplar.BINS; bin++) {
      if (exemplar.count(bin) > 0) {
        has[bin >>> 8] = true;
        has[bin & 0xff] = true;
      }
    }
    fillGaps(has);
    return new Alphabet(has);
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
