package dev.tapmine.questions;

/// Which taps count as one.
///
/// By space, taps agree that have direction, pc, space and the innermost callers in common. By
/// code, user-mode taps of different spaces agree as well when the instruction and what those
/// callers return to are the same code in the guest's memory, at whatever addresses; see
/// [SharedCode] for when code is the same. Taps of the kernel, and those of whose code the place in
/// memory is not known, fold as by space.
///
/// @param depth callers kept
/// @param byCode whether spaces that share code are merged
public record Fold(int depth, boolean byCode) {
  /// Keeps spaces apart.
  public static Fold bySpace(int depth) {
    return new Fold(depth, false);
  }

  /// Merges spaces that share code.
  public static Fold byCode(int depth) {
    return new Fold(depth, true);
  }
}
