package dev.tapmine.trace;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A lane with a thread of its own, beside the one that leads.
final class Follower {
  private static final long OPEN = Long.MAX_VALUE;

  private final Lane lane;
  private final Thread thread;
  private volatile long last = OPEN;
  private volatile @Nullable Throwable failure;

  /// Begins to read.
  Follower(Lane lane, String name) {
    this.lane = lane;
    this.thread = Thread.ofPlatform().daemon().name(name).start(this::run);
  }

  private void run() {
    try {
      Pause pause = new Pause();
      while (lane.batches() < last) {
        if (lane.drain((number, time) -> {})) {
          pause.reset();
        } else {
          pause.sleep();
        }
      }
    } catch (Throwable e) { // whatever it is, the leading thread throws it
      failure = e;
    }
  }

  /// Throws what ended this lane, if anything did.
  void check() throws IOException, InterruptedException {
    switch (failure) {
      case null -> {}
      case IOException e -> throw e;
      case InterruptedException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable e -> throw new IllegalStateException(e);
    }
  }

  /// Waits until so many batches, all that there are, have been read.
  void finish(long batches) throws IOException, InterruptedException {
    last = batches;
    thread.join();
    check();
  }

  /// Stops at the next batch, and waits for that.
  void stop() {
    thread.interrupt();
    boolean interrupted = false;
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
