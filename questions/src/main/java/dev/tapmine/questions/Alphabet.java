package dev.tapmine.questions;

/// The byte values that an exemplar is made of. Immutable.
final class Alphabet {
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
    return new Alphabet(has);
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
