package dev.tapmine.taps;

import java.util.List;

/// Outputs that are to be had whole, by what tells them apart in every replay of a recording.
///
/// @param contexts functions and their callers
/// @param low lowest address
/// @param high highest address of a last byte
public record WantedOutputs(List<Context> contexts, long low, long high) {
  /// Copies the list.
  public WantedOutputs {
    contexts = List.copyOf(contexts);
  }

  /// An output context.
  ///
  /// @param callee entry of the function
  /// @param callers return addresses, innermost first: all that the index knows of it
  public record Context(
      Direction direction, long callee, List<Long> callers, int space, boolean user) {
    /// Copies the list.
    public Context {
      callers = List.copyOf(callers);
    }
  }
}
