package dev.tapmine.cli;

/// What Tapmine's exit status means to a script.
final class ExitCode {
  /// Done; that nothing was found is done, too.
  static final int DONE = 0;

  /// A fault of Tapmine's own.
  static final int FAULT = 1;

  /// Bad input, or surroundings that lack something.
  static final int BAD_INPUT = 2;

  /// Ended by Ctrl-C.
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
