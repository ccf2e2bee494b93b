package dev.tapmine.questions;

import dev.tapmine.taps.Direction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Finds the member whose text is its family's: the one with most text for its distance, for a
/// fragment can be nearer than the whole, and a busy routine has more text than the whole but is
/// farther.
///
/// A busy routine that has little beside the text is not farther, or is nearer by luck. Then what
/// it has more tells: if that is another text than the rest ([Diversity]), the member that has the
/// rest leads.
final class Leader {
  /// How much farther than the first member the leader may be, and how much of that twice the text
  /// is worth. More of one text is hardly farther from its exemplar than less of it.
  static final double NEAR = 0.06;

  private static final double DOUBLING = 0.03;

  /// Share of the leader's text that one that takes its place has at least.
  private static final double MOST = 0.5;

  /// Share of a text that another has if it holds it.
  private static final double HOLDS = 0.96;

  private final List<Channel> channels;
  private final List<Shingles> shingles;

  Leader(List<Channel> channels, List<Shingles> shingles) {
    this.channels = channels;
    this.shingles = shingles;
  }

  /// @param family numbers of channels, nearest first
  int of(List<Integer> family) {
    double near = channels.get(family.getFirst()).distance() + NEAR;
    List<Integer> close =
        family.stream().filter(member -> channels.get(member).distance() <= near).toList();
    boolean written = close.stream().anyMatch(this::writes);
    List<Integer> eligible = close.stream().filter(member -> !written || writes(member)).toList();
    Comparator<Integer> worth =
        Comparator.comparingDouble(this::worth).thenComparing(Comparator.reverseOrder());
    int most = eligible.stream().max(worth).orElseThrow();
    return eligible.stream()
        .filter(member -> isPart(member, most))
        .sorted(worth.reversed())
        .filter(member -> hasOtherText(most, member))
        .findFirst()
        .orElse(most);
  }

  private double worth(int member) {
    double size = Math.max(1, shingles.get(member).size());
    return DOUBLING * Math.log(size) / Math.log(2) - channels.get(member).distance();
  }

  private boolean writes(int member) {
    return channels.get(member).carrier().direction() == Direction.WRITE;
  }

  private boolean isPart(int part, int whole) {
    Shingles own = shingles.get(part);
    return channels.get(whole).carrier() instanceof Carrier.OfOutputs wider
        && channels.get(part).carrier() instanceof Carrier.OfOutputs narrower
        && wider.isWiderThan(narrower)
        && own.size() >= MOST * shingles.get(whole).size()
        && own.shared(shingles.get(whole)) >= HOLDS * own.size();
  }

  /// Whether one has another text beside that of a part: in regions of its own, and clearly farther
  /// from the part than that one's stretches are from each other.
  private boolean hasOtherText(int one, int part) {
    Shingles known = shingles.get(part);
    List<Piece> more =
        regions(channels.get(one).pieces()).stream()
            .filter(region -> isNew(region, known))
            .flatMap(List::stream)
            .toList();
    return !more.isEmpty() && Diversity.isAnother(more, channels.get(part).pieces(), NEAR);
  }

  private static boolean isNew(List<Piece> region, Shingles known) {
    Shingles own = Shingles.of(region);
    return own.size() > 0 && 2 * own.shared(known) < own.size();
  }

  /// Pieces by the memory that they lie in without wide gaps.
  private static List<List<Piece>> regions(List<Piece> pieces) {
    List<Piece> sorted = new ArrayList<>(pieces);
    sorted.sort((one, other) -> Long.compareUnsigned(one.address(), other.address()));
    List<List<Piece>> regions = new ArrayList<>();
    long end = 0;
    for (Piece piece : sorted) {
      if (regions.isEmpty()
          || Long.compareUnsigned(piece.address(), end + OutputCandidates.GAP) > 0) {
        regions.add(new ArrayList<>());
        end = piece.end();
      }
      regions.getLast().add(piece);
      end = Long.compareUnsigned(piece.end(), end) > 0 ? piece.end() : end;
    }
    return regions;
  }
}
