package dev.tapmine.questions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How far a text's own stretches are from the rest of it: what is farther from it than any of them
/// is another text, whatever the one is like. A log of few programs has stretches as alike as draws
/// of one distribution, a kernel's log of its start has not.
///
/// Stretches are of the other's size, since short ones are the most different, but there are four
/// and more. Distances are Jensen-Shannon divergences of byte pairs, in nats, as far as they are
/// beyond chance ([BeyondChance]).
final class Diversity {
  private static final int FEWEST = 4;

  /// Stretches compared at the most, evenly spread.
  private static final int MOST = 16;

  /// Bytes of the shortest.
  private static final long SHORTEST = 256;

  private Diversity() {}

  /// Whether pieces are another text than that of others.
  ///
  /// @param margin how much farther than the farthest stretch, in nats
  /// @return false as well when there is too little text to tell
  static boolean isAnother(List<Piece> pieces, List<Piece> text, double margin) {
    long bytes = bytes(text);
    long size = Math.min(bytes(pieces), bytes / FEWEST);
    if (size < SHORTEST) {
      return false;
    }
    double away = distance(pieces, text);
    List<List<Piece>> stretches = stretches(text, size);
    double step = Math.max(1, stretches.size() / (double) MOST);
    for (double at = 0; at < stretches.size(); at += step) {
      int own = (int) at;
      List<Piece> rest = new ArrayList<>();
      stretches.subList(0, own).forEach(rest::addAll);
      stretches.subList(own + 1, stretches.size()).forEach(rest::addAll);
      if (away <= distance(stretches.get(own), rest) + margin) {
        return false;
      }
    }
    return true;
  }

  private static double distance(List<Piece> pieces, List<Piece> from) {
    Exemplar exemplar = Exemplar.of(from.stream().map(Piece::bytes).toList());
    return new BeyondChance(exemplar).of(pieces, new PieceDistance(exemplar));
  }

  private static long bytes(List<Piece> pieces) {
    return pieces.stream().mapToLong(piece -> piece.bytes().length).sum();
  }

  /// All of a text in stretches of a size; what is left over belongs to the last.
  private static List<List<Piece>> stretches(List<Piece> text, long size) {
    List<List<Piece>> stretches = new ArrayList<>();
    List<Piece> open = new ArrayList<>();
    long filled = 0;
    for (Piece piece : text) {
      int from = 0;
      while (from < piece.bytes().length) {
        int to = (int) Math.min(piece.bytes().length, from + size - filled);
        open.add(part(piece, from, to));
        filled += to - from;
        from = to;
        if (filled == size) {
          stretches.add(open);
          open = new ArrayList<>();
          filled = 0;
        }
      }
    }
    stretches.getLast().addAll(open);
    return stretches;
  }

  private static Piece part(Piece piece, int from, int to) {
    return new Piece(
        piece.first(),
        piece.last(),
        piece.address() + from,
        Arrays.copyOfRange(piece.bytes(), from, to));
  }
}
