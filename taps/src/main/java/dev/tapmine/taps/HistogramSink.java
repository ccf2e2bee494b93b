package dev.tapmine.taps;

/// Receives sparse histograms over the 65,536 byte pairs, one call a key. The arrays are the
/// caller's and hold the histogram only during the call.
@FunctionalInterface
public interface HistogramSink {
  /// Takes one histogram.
  ///
  /// @param key the tap's id, or the fold's representative
  /// @param bins ascending; bin = previous byte * 256 + byte; read as unsigned
  /// @param counts of each bin; positive for a tap, of either sign for seams
  /// @param length how many entries of the two arrays are used
  void accept(int key, char[] bins, long[] counts, int length);
}
