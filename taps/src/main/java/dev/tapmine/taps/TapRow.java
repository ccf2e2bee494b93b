package dev.tapmine.taps;

/// What is known of one tap, at the depth mined. Statistics cover its complete stream.
///
/// @param id dense, in order of first access
/// @param pc address of the accessing instruction, as executed
/// @param context the calling context's id; see [ContextRow]
/// @param space 0 for kernel code, else the address space's id
/// @param user whether the instruction ran in user mode
/// @param accesses number of loads or stores
/// @param bytes length of the stream
/// @param first time of the first access, in instructions
/// @param last time of the last access
/// @param lowest lowest address accessed (unsigned)
/// @param highest highest address of a last byte (unsigned)
/// @param bySize accesses of 1, 2, 4, 8 and 16 bytes, in this order
/// @param continuing accesses whose address follows the end of the tap's access before
/// @param kept bytes of the stream that are kept as content
public record TapRow(
    int id,
    Direction direction,
    long pc,
    int context,
    int space,
    boolean user,
    long accesses,
    long bytes,
    long first,
    long last,
    long lowest,
    long highest,
    AccessSizes bySize,
    long continuing,
    long kept) {

  /// Whether the content kept is less than the whole stream.
  public boolean truncated() {
    return kept < bytes;
  }
}
