package dev.tapmine.trace;

import java.io.IOException;

/// A trace that cannot be had or cannot be read: no room for the ring, a probe that never came, a
/// ring whose content breaks its rules. The message is one whole sentence for the user.
public final class TraceException extends IOException {
  public TraceException(String message) {
    super(message);
  }

  public TraceException(String message, Throwable cause) {
    super(message, cause);
  }
}
