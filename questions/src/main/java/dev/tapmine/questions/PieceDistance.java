package dev.tapmine.questions;

import java.util.List;

/// The distance of pieces to an exemplar: no pair spans two of them, and each byte that was cut
/// away counts as a pair that the exemplar lacks. Holds its own scratch tables; not thread-safe.
final class PieceDistance {
  private final JensenShannon divergence;
  private final BinSums sums = new BinSums();
  private final char[] bins = new char[Exemplar.BINS];
  private final long[] counts = new long[Exemplar.BINS];

  PieceDistance(Exemplar exemplar) {
    this.divergence = new JensenShannon(exemplar);
  }

  /// The divergence; that of streams which share nothing where there is no pair.
  ///
  /// @param cut bytes cut away
  double of(List<Piece> pieces, long cut) {
    long total = cut;
    for (Piece piece : pieces) {
      byte[] bytes = piece.bytes();
      for (int i = 1; i < bytes.length; i++) {
        sums.add((bytes[i - 1] & 0xff) << 8 | (bytes[i] & 0xff), 1);
      }
      total += bytes.length - 1;
    }
    int length = sums.drain(bins, counts);
    return total == 0
        ? JensenShannon.NOTHING_SHARED
        : divergence.distance(bins, counts, length, total);
  }
}
