package dev.tapmine.taps;

import java.util.List;

/// A tap, folded to some depth, by what tells it in another replay of the same recording, where its
/// number may be another.
///
/// @param pc address of the instruction, as executed
/// @param callers return addresses, innermost first
/// @param depth callers that tell taps apart
/// @param space 0 for kernel code, else the address space
public record WantedTap(Direction direction, long pc, List<Long> callers, int depth, int space) {
  /// Copies the list.
  public WantedTap {
    callers = List.copyOf(callers);
  }
}
