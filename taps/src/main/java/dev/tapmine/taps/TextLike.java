package dev.tapmine.taps;

/// Tells bytes that may be text from others, by a glance, for the sake of their share of memory.
///
/// Text has as many printable bytes as others, or, in two bytes a character, hardly anything but
/// printable bytes and zeros, and three printable ones in eight bytes. Random bytes have three in
/// eight, but few zeros; small numbers have the zeros.
final class TextLike {
  /// Bytes that are looked at, evenly spaced, at an odd distance so that both bytes of wide
  /// characters are met.
  private static final int GLANCES = 64;

  private TextLike() {}

  static boolean test(byte[] bytes, int at, int length) {
    int step = length <= GLANCES ? 1 : length / GLANCES | 1;
    int seen = 0;
    int printable = 0;
    int zeros = 0;
    for (int i = at; i < at + length; i += step) {
      int b = bytes[i] & 0xff;
      seen++;
      printable += ValueClass.printable(b) ? 1 : 0;
      zeros += b == 0 ? 1 : 0;
    }
    return 2 * printable >= seen
        || (8 * (printable + zeros) >= 7 * seen && 8 * printable >= 3 * seen);
  }
}
