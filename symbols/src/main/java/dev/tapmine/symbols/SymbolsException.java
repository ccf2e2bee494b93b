package dev.tapmine.symbols;

import java.io.IOException;
import java.nio.file.Path;

/// A file of symbols cannot be used. The message is one whole sentence: which file, what is wrong
/// with it, and what to do.
public final class SymbolsException extends IOException {
  private static final long serialVersionUID = 1L;

  SymbolsException(Path file, String complaint) {
    super(file + ": " + complaint);
  }
}
