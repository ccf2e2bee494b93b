package dev.tapmine.taps;

/// The value of an access, sixteen bytes at the most, as a trace delivers it: in memory order, the
/// first byte lowest.
final class AccessValue {
  private AccessValue() {}

  /// One of its bytes.
  ///
  /// @param value the first eight
  /// @param high the others
  static byte at(int index, long value, long high) {
    return (byte) (index < 8 ? value >>> (8 * index) : high >>> (8 * (index - 8)));
  }
}
