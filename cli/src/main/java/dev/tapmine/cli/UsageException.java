package dev.tapmine.cli;

/// The command line, or what it names, cannot be used. The message is one whole sentence that says
/// what, where, and what to do; Tapmine prints it and exits with 2.
final class UsageException extends Exception {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}
