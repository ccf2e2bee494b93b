package dev.tapmine.questions;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// How far a text's form is from that of an exemplar: that two logs speak of other days, hosts and
/// programs does not make one less of a log, but byte pairs tell little else.
///
/// It is the mean of two Jensen-Shannon divergences of byte pairs, each as far as it is beyond
/// chance ([BeyondChance]): digits counted as one character, which leaves words and the marks
/// between them; and small letters, capitals and digits counted as one each, which leaves the shape
/// of words alone, as in the recognition of names (Collins 2002). Not thread-safe.
final class FormDistance {
  private final List<View> views;

  private record View(byte[] same, PieceDistance distance, BeyondChance beyond) {
    static View of(byte[] same, Exemplar exemplar) {
      long[] counts = new long[Exemplar.BINS];
      for (int bin = 0; bin < Exemplar.BINS; bin++) {
        int first = same[bin >> 8] & 0xff;
        int second = same[bin & 0xff] & 0xff;
        counts[first << 8 | second] += exemplar.count(bin);
      }
      Exemplar of = Exemplar.counted(counts);
      return new View(same, new PieceDistance(of), new BeyondChance(of));
    }

    double of(Channel channel, int tried) {
      long pairs = channel.cut();
      for (Piece piece : channel.pieces()) {
        byte[] bytes = piece.bytes().clone();
        for (int i = 0; i < bytes.length; i++) {
          bytes[i] = same[bytes[i] & 0xff];
        }
        distance.add(bytes, 0, bytes.length);
        pairs += Math.max(0, bytes.length - 1);
      }
      return beyond.of(distance.drain(channel.cut()), pairs, tried);
    }
  }

  FormDistance(Exemplar exemplar) {
    byte[] words = bytes();
    byte[] shapes = bytes();
    for (byte[] same : List.of(words, shapes)) {
      IntStream.rangeClosed('0', '9').forEach(digit -> same[digit] = '0');
    }
    IntStream.rangeClosed('a', 'z').forEach(letter -> shapes[letter] = 'a');
    IntStream.rangeClosed('A', 'Z').forEach(letter -> shapes[letter] = 'A');
    this.views = Stream.of(words, shapes).map(same -> View.of(same, exemplar)).toList();
  }

  private static byte[] bytes() {
    byte[] bytes = new byte[1 << 8];
    IntStream.range(0, bytes.length).forEach(i -> bytes[i] = (byte) i);
    return bytes;
  }

  /// In nats, 0 for what is as near as a draw from the exemplar, ln 2 for what shares nothing; less
  /// than 0 for what is nearer.
  ///
  /// @param tried how many different texts are looked at
  double of(Channel channel, int tried) {
    return views.stream().mapToDouble(view -> view.of(channel, tried)).sum() / views.size();
  }
}
