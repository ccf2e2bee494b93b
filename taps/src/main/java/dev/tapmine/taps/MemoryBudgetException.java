package dev.tapmine.taps;

/// The tap table, the histograms and the seams, which are never cut, need more than the memory
/// budget. Thrown out of a [TapPass]'s event methods when all content that could be given up has
/// been given up; the pass is of no use afterwards. Its message is for the user.
public final class MemoryBudgetException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MemoryBudgetException(String message) {
    super(message);
  }
}
