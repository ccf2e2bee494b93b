package dev.tapmine.cli;

import dev.tapmine.questions.TapFilter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/// Which taps a question is about; mixed into the questions that look at many.
final class FilterOptions {
  /// Directions; one at the most.
  static final class Directions {
    @Option(names = "--both", description = "Taps that read and taps that write (the default).")
    private boolean both;

    @Option(names = "--writes", description = "Only taps that write.")
    private boolean writes;

    @Option(names = "--reads", description = "Only taps that read.")
    private boolean reads;
  }

  /// Modes; one at the most.
  static final class Modes {
    @Option(names = "--kernel", description = "Only code in kernel mode.")
    private boolean kernel;

    @Option(names = "--user", description = "Only code in user mode.")
    private boolean user;
  }

  @ArgGroup private @Nullable Directions directions;
  @ArgGroup private @Nullable Modes modes;

  @Option(
      names = "--min-bytes",
      paramLabel = "N",
      converter = Size.Converter.class,
      description = "Pass over shorter streams (default: 80 for rank, 0 for search).")
  private @Nullable Size minBytes;

  /// The filter.
  ///
  /// @param otherwise floor when the user gives none
  TapFilter filter(long otherwise) {
    return new TapFilter(
        directions == null || directions.both || directions.reads,
        directions == null || directions.both || directions.writes,
        modes == null || modes.kernel,
        modes == null || modes.user,
        minBytes == null ? otherwise : minBytes.value());
  }
}
