package dev.tapmine.taps;

/// Who leaves outputs: a function, called from one place, itself called from one place.
///
/// @param id dense, in order of the first output
/// @param direction whether the outputs are what was written, or what was read
/// @param callee entry of the function; 0 for code that no call is known of
/// @param callers calling context that holds the call's return address and that of the caller's
///   call: up to two callers
/// @param space 0 for kernel code, else the address space
/// @param user whether the function runs in user mode
/// @param outputs extents left behind, those that are not kept included
/// @param bytes in them
/// @param kept extents that are kept
/// @param rewrites extents that are not kept because they rewrite a cell of up to eight bytes again
///   and again
public record OutputContextRow(
    int id,
    Direction direction,
    long callee,
    int callers,
    int space,
    boolean user,
    long outputs,
    long bytes,
    long kept,
    long rewrites) {
  /// Whether another's outputs were made in the same direction, mode and space: the same memory has
  /// the same addresses in the kernel, and within one space.
  public boolean sameWay(OutputContextRow other) {
    return direction == other.direction && user == other.user && space == other.space;
  }

  /// Whether some are missing that the budget had no room for.
  public boolean cut() {
    return outputs - rewrites > kept;
  }
}
