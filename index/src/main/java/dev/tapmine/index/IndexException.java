package dev.tapmine.index;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A tap index cannot be written or read. The message is one whole sentence for the user: what is
/// wrong, where, and what to do.
public final class IndexException extends IOException {
  IndexException(String message) {
    super(message);
  }

  IndexException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
