package dev.tapmine.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Ctrl-C (and a polite kill) ends a command by interrupting its thread, and waits while the
/// command puts its things in order: QEMU ended, shared memory gone, half-written files removed.
///
/// The JVM exits with 130 after SIGINT and 143 after SIGTERM, unless the command has declared an
/// interruption to be its ordinary end: a recording that is ended by Ctrl-C is a whole recording.
final class CtrlC {
  /// A command that does not end by itself in this time is left behind; QEMU ends with the JVM.
  private static final long PATIENCE_SECONDS = 30;

  private static final CountDownLatch ENDED = new CountDownLatch(1);
  private static volatile @Nullable Runnable instead;
  private static volatile boolean asked;
  private static volatile int exitCode = ExitCode.INTERRUPTED;

  private CtrlC() {}

  /// Has Ctrl-C interrupt the calling thread.
  static void interruptsThisThread() {
    Thread worker = Thread.currentThread();
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform().name("tapmine-ctrl-c").unstarted(() -> interrupt(worker)));
  }

  /// From now on Ctrl-C is an ordinary end of the running command: the action is to bring it about,
  /// nobody is interrupted, and the command's own exit code is used.
  static void means(Runnable action) {
    instead = action;
  }

  /// Whether Ctrl-C was pressed.
  static boolean pressed() {
    return asked;
  }

  /// The command has ended by itself, or has put its things in order.
  static void commandEnded(int code) {
    exitCode = code;
    ENDED.countDown();
  }

  private static void interrupt(Thread worker) {
    if (ENDED.getCount() == 0) {
      return; // an ordinary System.exit
    }
    asked = true;
    Runnable action = instead;
    if (action == null) {
      worker.interrupt();
    } else {
      action.run();
    }
    try {
      if (ENDED.await(PATIENCE_SECONDS, TimeUnit.SECONDS) && action != null) {
        Runtime.getRuntime().halt(exitCode);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
