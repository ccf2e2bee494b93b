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

  /// What `--depth` says where the question is to choose.
  static final String AUTO = "auto";

  static boolean isAuto(String depth) {
    return depth.equals(AUTO);
  }

  /// The number of callers that `--depth` gives.
  static int callers(String depth) throws UsageException {
    try {
      return Integer.parseInt(depth);
    } catch (NumberFormatException e) {
      throw new UsageException(
          "--depth wants \"auto\" or a number of callers, not \"%s\".".formatted(depth));
    }
  }

  Fold at(int depth) {
    return new Fold(depth, by == By.CODE);
  }
}
