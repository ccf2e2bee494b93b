package dev.tapmine.index;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Work on a thread of its own beside the one that made it. Closing it before the work was awaited
/// interrupts the work; in any case the thread has ended when `close` returns.
final class Beside implements AutoCloseable {
  private final FutureTask<Boolean> task;
  private final Thread thread;

  /// What is done.
  @FunctionalInterface
  interface Work {
    void run() throws IOException, SQLException;
  }

  Beside(Work work) {
    task =
        new FutureTask<>(() -> {
          work.run();
          return true;
        });
    thread = Thread.ofPlatform().daemon().name("tapmine-index-beside").start(task);
  }

  /// Waits for the end of the work and throws what it threw, however long ago that was.
  void await() throws IOException, SQLException {
    try {
      task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("Writing the index was stopped.").initCause(e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException fault -> throw fault;
        case SQLException fault -> throw fault;
        case UncheckedIOException fault -> throw fault.getCause();
        case RuntimeException fault -> throw fault;
        case Error fault -> throw fault;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    }
  }

  @Override
  public void close() {
    if (!task.isDone()) {
      thread.interrupt();
    }
    boolean interrupted = Thread.interrupted();
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
