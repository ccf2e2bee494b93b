package dev.tapmine.questions;

import dev.tapmine.taps.Direction;
import java.util.Comparator;
import java.util.List;

/// A tap at a depth asked for: the taps at the depth mined that a [Fold] makes one of. Where it
/// merges spaces, pc, callers and space are those of the member with the lowest id.
///
/// @param name representative and fold
/// @param pc address of the accessing instruction
/// @param callers return addresses, innermost first; fewer than the depth where no more are known
/// @param space 0 for kernel code, else the address space's id
/// @param user whether the instruction ran in user mode
/// @param bytes length of the stream
/// @param first time of the first access, in instructions
/// @param last time of the last access
/// @param kept bytes of the stream that are kept as content
/// @param parts whose streams, one after the other, are the tap's; one unless spaces are merged
public record FoldedTap(
    TapName name,
    Direction direction,
    long pc,
    List<Long> callers,
    int space,
    boolean user,
    long bytes,
    long accesses,
    long first,
    long last,
    long kept,
    List<Part> parts) {
  /// Order by identity, which no two taps of one depth share: direction (reads first), pc, callers
  /// (addresses unsigned), space.
  public static final Comparator<FoldedTap> BY_IDENTITY =
      Comparator.comparing(FoldedTap::direction)
          .thenComparing(FoldedTap::pc, Long::compareUnsigned)
          .thenComparing(FoldedTap::callers, FoldedTap::compareCallers)
          .thenComparingInt(FoldedTap::space)
          .thenComparingInt(tap -> tap.name().id());

  /// Copies the lists.
  public FoldedTap {
    callers = List.copyOf(callers);
    parts = List.copyOf(parts);
  }

  /// The members that agree in pc, callers and space too. Their stream is in time order.
  ///
  /// @param members ids of the taps at the depth mined, ascending
  public record Part(int space, List<Integer> members) {
    /// Copies the list.
    public Part {
      members = List.copyOf(members);
    }
  }

  /// Ids of the taps at the depth mined, ascending.
  public List<Integer> members() {
    return parts.stream().flatMap(part -> part.members().stream()).sorted().toList();
  }

  /// Number of spaces merged, 1 where spaces are kept apart.
  public int spaces() {
    return (int) parts.stream().mapToInt(Part::space).distinct().count();
  }

  /// Whether the content kept is less than the whole stream.
  public boolean truncated() {
    return kept < bytes;
  }

  private static int compareCallers(List<Long> one, List<Long> other) {
    for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
      int order = Long.compareUnsigned(one.get(i), other.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(one.size(), other.size());
  }
}
