package dev.tapmine.taps;

/// Receives the content kept of taps, without times and addresses.
@FunctionalInterface
public interface StreamSink {
  /// Takes the next bytes of a tap's stream. A long stream comes in several calls, one after the
  /// other, in stream order.
  ///
  /// @param tap the tap at the depth mined
  /// @param bytes the caller's; they hold this content only during the call
  /// @param length how many of them are used
  void accept(int tap, byte[] bytes, int length);
}
