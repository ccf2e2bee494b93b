package dev.tapmine.cli;

import dev.tapmine.questions.Fold;
import picocli.CommandLine.Option;

/// Which taps count as one, beside the depth; mixed into the questions that look at many.
final class FoldOptions {
  /// What is kept apart.
  enum By {
    /// Address spaces.
    SPACE,
    /// Code, whatever spaces share it.
    CODE
  }

  @Option(
      names = "--fold",
      paramLabel = "HOW",
      description = {
        "space: taps of different address spaces are different (default).",
        "code: the same code in user mode is one tap in all spaces that share it, such as libc's."
      })
  private By by = By.SPACE;

  Fold at(int depth) {
    return new Fold(depth, by == By.CODE);
  }
}
