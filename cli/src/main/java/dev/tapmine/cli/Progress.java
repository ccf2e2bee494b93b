package dev.tapmine.cli;

import java.io.PrintStream;
import java.time.Duration;

/// Says on standard error what a long step is doing.
///
/// On a terminal one line is rewritten in place; elsewhere (a log file, CI) a line is printed when
/// a step starts, twice a minute while it runs, and when it ends. Whether standard error is a
/// terminal is told by the launching script in the system property `tapmine.terminal`, because Java
/// cannot find out. Not for use by several threads at once.
final class Progress implements AutoCloseable {
  private static final Duration QUICK = Duration.ofMillis(200);
  private static final Duration SPARSE = Duration.ofSeconds(30);

  private final PrintStream err;
  private final boolean terminal;
  private final String step;
  private final long started = System.nanoTime();
  private long lastShown = started;
  private boolean open = true;

  private Progress(PrintStream err, boolean terminal, String step) {
    this.err = err;
    this.terminal = terminal;
    this.step = step;
    show("");
  }

  /// Starts a step and shows it.
  static Progress of(String step) {
    return new Progress(System.err, Boolean.getBoolean("tapmine.terminal"), step);
  }

  static Progress of(PrintStream err, boolean terminal, String step) {
    return new Progress(err, terminal, step);
  }

  /// Says one thing on a line of its own.
  static void line(String text) {
    System.err.println(GuestText.line(text));
  }

  /// Shows how far the step is; cheap enough to call many times a second.
  void at(String detail) {
    long now = System.nanoTime();
    if (open && now - lastShown >= (terminal ? QUICK : SPARSE).toNanos()) {
      lastShown = now;
      show(": " + detail);
    }
  }

  /// Ends the step with its result.
  void done(String result) {
    if (open) {
      open = false;
      show(": " + result + " (" + seconds() + " s)");
      if (terminal) {
        err.println();
      }
    }
  }

  /// Ends a step that has no result: it failed, or was interrupted.
  @Override
  public void close() {
    if (open) {
      open = false;
      if (terminal) {
        err.println();
      }
    }
  }

  private void show(String rest) {
    String line = GuestText.line(step + rest);
    if (terminal) {
      err.print("\r\u001b[2K" + GuestText.clip(line, 110));
      err.flush();
    } else {
      err.println(line);
    }
  }

  private long seconds() {
    return (System.nanoTime() - started + 500_000_000) / 1_000_000_000;
  }
}
