package dev.tapmine.index;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Work on a thread of its own beside the one that made it. Closing it before the work was awaited
/// interrupts the work; in any case the thread has ended when `close` returns.
final class Beside implements AutoCloseable {
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(
          task -> Thread.ofPlatform().daemon().name("tapmine-index-beside").unstarted(task));
  private final Future<?> task;

  /// What is done.
  @FunctionalInterface
  interface Work {
    void run() throws IOException, SQLException;
  }

  Beside(Work work) {
    task =
        executor.submit(() -> {
          work.run();
          return null;
        });
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
    executor.shutdownNow();
    executor.close(); // waits, whoever interrupts it
  }
}
