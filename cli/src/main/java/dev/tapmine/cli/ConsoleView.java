package dev.tapmine.cli;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/// Shows what a guest prints to its serial console, line by line as it comes, with everything that
/// could act on the terminal escaped.
final class ConsoleView implements AutoCloseable {
  private static final int LONGEST_LINE = 4096;

  private final Consumer<String> out;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  ConsoleView(Consumer<String> out) {
    this.out = out;
  }

  /// Takes what came next; lines may be cut anywhere.
  synchronized void show(byte[] bytes) {
    for (byte b : bytes) {
      if (b == '\n') {
        flush();
      } else if (b != '\r') {
        line.write(b);
        if (line.size() >= LONGEST_LINE) {
          flush();
        }
      }
    }
  }

  private void flush() {
    out.accept(GuestText.line(line.toByteArray()));
    line.reset();
  }

  /// Shows a last line that has no end.
  @Override
  public synchronized void close() {
    if (line.size() > 0) {
      flush();
    }
  }
}
