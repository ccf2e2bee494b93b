package dev.tapmine.questions;

import java.util.List;

/// The distance of pieces to an exemplar: no pair spans two of them, and each byte that was cut
/// away counts as a pair that the exemplar lacks. Holds its own scratch tables; not thread-safe.
final class PieceDistance {
  private final JensenShannon divergence;
  private final BinSums sums = new BinSums();
  private final char[] bins = new char[Exemplar.BINS];
  private final long[] counts = new long[Exemplar.BINS];
  private long total;

  PieceDistance(Exemplar exemplar) {
    this.divergence = new JensenShannon(exemplar);
  }

  /// The divergence; that of streams which share nothing where there is no pair.
  ///
  /// @param cut bytes cut away
  double of(List<Piece> pieces, long cut) {
    for (Piece piece : pieces) {
      add(piece.bytes(), 0, piece.bytes().length);
    }
    return drain(cut);
  }

  /// Takes a piece on, one byte or longer.
  void add(byte[] bytes, int from, int to) {
    for (int i = from + 1; i < to; i++) {
      sums.add((bytes[i - 1] & 0xff) << 8 | (bytes[i] & 0xff), 1);
    }
    total += to - from - 1;
  }

  /// The divergence of the pieces taken on since the last drain, as [#of].
  double drain(long cut) {
    int length = sums.drain(bins, counts);
    long pairs = total + cut;
    total = 0;
    return pairs == 0
        ? JensenShannon.NOTHING_SHARED
        : divergence.distance(bins, counts, length, pairs);
  }
}
