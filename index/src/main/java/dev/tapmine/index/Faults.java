package dev.tapmine.index;

import java.io.IOException;
import java.util.Locale;

/// Says in a sentence what DuckDB says in many.
final class Faults {
  private Faults() {}

  /// A failure to write. Where the disk is full, the sentence says so.
  static IndexException writing(Exception fault) {
    String message = message(fault);
    String lower = message.toLowerCase(Locale.ROOT);
    if (lower.contains("no space left") || lower.contains("disk quota")) {
      return new IndexException(
          "There is no room left on the disk for the index; nothing was kept: free some space, or"
              + " choose another place.",
          fault);
    }
    return new IndexException("The index cannot be written: " + firstLine(message) + ".", fault);
  }

  /// A failure to read a table.
  static IndexException reading(Object what, Exception fault) {
    return new IndexException(
        "%s cannot be read, so the index is damaged: mine the recording again. (%s.)"
            .formatted(what, firstLine(message(fault))),
        fault);
  }

  /// A failure of the folder's own.
  static IndexException folder(IOException fault) {
    return fault instanceof IndexException already ? already : writing(fault);
  }

  private static String message(Exception fault) {
    String message = fault.getMessage();
    return message == null ? fault.toString() : message;
  }

  private static String firstLine(String message) {
    String line = message.lines().findFirst().orElse(message);
    return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
  }
}
