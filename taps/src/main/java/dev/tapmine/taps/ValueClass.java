package dev.tapmine.taps;

/// What a person sees in a value without knowing what it is for. The classes are tried in the order
/// given here, so that each value has one: a letter in a byte is a letter, not a small number, and
/// four letters that happen to be an address are an address.
final class ValueClass {
  private static final int DENSE_BITS_LEAST = 4;

  private ValueClass() {}

  /// The class of a value.
  ///
  /// @param value as the guest's byte order has it, unsigned
  /// @param width 1, 2, 4 or 8 bytes
  /// @param address whether it is as wide as an address and lies in memory that was touched
  static Trait of(long value, int width, boolean address) {
    if (value == 0) {
      return Trait.ZERO;
    }
    if (width == 1) {
      return ofByte((int) value);
    }
    if (Long.compareUnsigned(value, width == 2 ? 0x400 : 0x10000) < 0) {
      return Trait.SMALL;
    }
    int unused = 64 - width * 8;
    if ((value << unused) >> unused >= (width == 2 ? -0x100 : -0x1000)
        && (value << unused) >> unused < 0) {
      return Trait.NEGATIVE;
    }
    if (address) {
      return Trait.POINTER;
    }
    return ofBytes(value, width);
  }

  private static Trait ofByte(int value) {
    if (printable(value)) {
      return Trait.PRINTABLE;
    }
    if (value < 0x20) {
      return Trait.SMALL;
    }
    if (value >= 0xf0) {
      return Trait.NEGATIVE;
    }
    return Integer.bitCount(value) > 2 ? Trait.DENSE : Trait.SPARSE;
  }

  private static Trait ofBytes(long value, int width) {
    int printable = 0;
    int zeros = 0;
    int full = 0;
    for (int i = 0; i < width; i++) {
      int b = (int) (value >>> (i * 8)) & 0xff;
      printable += printable(b) ? 1 : 0;
      zeros += b == 0 ? 1 : 0;
      full += b == 0xff ? 1 : 0;
    }
    if (printable + zeros == width && zeros <= width / 4) {
      return Trait.PRINTABLE;
    }
    int bits = Long.bitCount(value);
    boolean fair = bits * DENSE_BITS_LEAST >= width * 8 && bits * 4 <= width * 24;
    return fair && (zeros + full) * 4 <= width ? Trait.DENSE : Trait.SPARSE;
  }

  static boolean printable(int value) {
    return (value >= ' ' && value < 0x7f) || value == '\t' || value == '\n' || value == '\r';
  }
}
