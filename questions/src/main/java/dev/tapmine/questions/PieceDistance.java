package dev.tapmine.questions;

/// The distance of a plain tap's text, taken by itself, to an exemplar: no pair spans two pieces,
/// and what was cut away counts as pairs that the exemplar lacks.
final class PieceDistance {
  private PieceDistance() {}

  static double of(TapText text, Exemplar exemplar) {
    BinSums sums = new BinSums();
    long total = text.cut();
    for (Piece piece : text.pieces()) {
      byte[] bytes = piece.bytes();
      for (int i = 1; i < bytes.length; i++) {
        sums.add((bytes[i - 1] & 0xff) << 8 | (bytes[i] & 0xff), 1);
      }
      total += bytes.length - 1;
    }
    char[] bins = new char[Exemplar.BINS];
    long[] counts = new long[Exemplar.BINS];
    int length = sums.drain(bins, counts);
    return total == 0
        ? Math.log(2)
        : new JensenShannon(exemplar).distance(bins, counts, length, total);
  }
}
