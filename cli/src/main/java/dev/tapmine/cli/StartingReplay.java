package dev.tapmine.cli;

import dev.tapmine.recording.Recording;
import dev.tapmine.recording.Replay;
import dev.tapmine.recording.ReplayOptions;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A replay that starts on a thread of its own.
///
/// A probed guest runs from QEMU's first moment and stops where the ring is full, before QEMU's
/// monitor answers; so the ring must be read while the replay is still starting.
final class StartingReplay implements AutoCloseable {
  private final Thread thread;
  private volatile @Nullable Replay replay;
  private volatile @Nullable Exception failure;

  private StartingReplay(Recording recording, ReplayOptions options) {
    thread = Thread.ofPlatform().name("replay-start").unstarted(() -> start(recording, options));
  }

  static StartingReplay of(Recording recording, ReplayOptions options) {
    StartingReplay starting = new StartingReplay(recording, options);
    starting.thread.start();
    return starting;
  }

  private void start(Recording recording, ReplayOptions options) {
    try {
      replay = recording.replay(options);
    } catch (IOException | InterruptedException | RuntimeException e) {
      failure = e;
    }
  }

  /// Whether QEMU runs, or may still come to run.
  boolean alive() {
    Replay started = replay;
    return started == null ? failure == null : started.alive();
  }

  /// Waits until it has started.
  ///
  /// @throws IOException why it did not
  Replay started() throws IOException, InterruptedException {
    thread.join();
    Replay started = replay;
    if (started != null) {
      return started;
    }
    switch (failure) {
      case IOException e -> throw e;
      case InterruptedException e -> throw e;
      case RuntimeException e -> throw e;
      case null, default -> throw new IllegalStateException("the replay did not start", failure);
    }
  }

  /// Ends QEMU, started or starting, and waits until it has gone.
  @Override
  public void close() {
    thread.interrupt();
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    Replay started = replay;
    if (started != null) {
      started.close();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
