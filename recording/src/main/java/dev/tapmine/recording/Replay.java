package dev.tapmine.recording;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A recording that is being executed again, in a QEMU of its own.
///
/// A thread watches it to its end. Closing it kills QEMU if it still runs; so does the end of this
/// JVM, of whatever kind.
public final class Replay implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(500);

  private static final long TAIL = 50_000_000;

  private final Run run;
  private final long expected;
  private final Duration stall;
  private final CompletableFuture<ReplayEnd> end = new CompletableFuture<>();
  private volatile boolean stopped;
  private volatile long instructions;

  private Replay(Run run, Manifest manifest, Duration stall) {
    this.run = run;
    this.expected = manifest.instructions();
    this.stall = stall;
  }

  static Replay of(Run run, Manifest manifest, Duration stall) {
    Replay replay = new Replay(run, manifest, stall);
    Thread.ofVirtual().name("replay").start(replay::watch);
    return replay;
  }

  /// Whether QEMU still runs; with it ends all that a plugin could still say.
  public boolean alive() {
    return run.alive();
  }

  /// QEMU's process id.
  public long pid() {
    return run.pid();
  }

  /// Instructions executed, at the last look half a second ago; for showing progress.
  public long instructions() {
    return instructions;
  }

  /// Instructions of the whole recording.
  public long expectedInstructions() {
    return expected;
  }

  /// Waits until QEMU has gone.
  public ReplayEnd waitFor() throws InterruptedException {
    try {
      return end.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the end is never a failure", e);
    }
  }

  /// Waits for some time.
  ///
  /// @return empty when the replay still goes on
  public Optional<ReplayEnd> waitFor(Duration patience) throws InterruptedException {
    try {
      return Optional.of(end.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the end is never a failure", e);
    }
  }

  /// Asks QEMU to quit, so that plugins finish in order; returns at once.
  public void stop() {
    stopped = true;
  }

  /// Kills QEMU if it still runs, and waits until it has gone.
  @Override
  public void close() {
    stopped = true;
    run.close();
  }

  private void watch() {
    ReplayEnd result;
    try {
      result = follow();
    } catch (RecordingException e) {
      result = broken(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      result = broken(lost(e));
    } catch (InterruptedException e) {
      result = broken("The replay was interrupted.");
    } finally {
      run.close();
    }
    end.complete(result);
  }

  private ReplayEnd follow() throws IOException, InterruptedException {
    long moved = System.nanoTime();
    while (true) {
      if (run.ended(LOOK).isPresent()) {
        instructions = run.instructions();
        run.quit();
        // A shutdown in the log may come a little early, and is as good an end.
        return instructions > expected || instructions < expected - TAIL
            ? broken(
                "The replay ended after %d instructions and the recording has %d: it does not replay here."
                    .formatted(instructions, expected))
            : new ReplayEnd(ReplayEnd.Kind.WHOLE, instructions, "");
      }
      long now = run.instructions();
      if (now != instructions) {
        instructions = now;
        moved = System.nanoTime();
      }
      if (stopped) {
        run.quit();
        return new ReplayEnd(ReplayEnd.Kind.STOPPED, instructions, "The replay was stopped.");
      }
      if (System.nanoTime() - moved > stall.toNanos()) {
        return broken(
            "The replay stood still after %d of %d instructions for %d seconds: it does not replay here."
                .formatted(instructions, expected, stall.toSeconds()));
      }
    }
  }

  /// What to say when the monitor fails in mid-sentence: most likely QEMU died.
  private String lost(IOException fault) {
    try {
      run.ended(Duration.ofSeconds(2));
      return "QEMU's monitor failed (%s).".formatted(fault.getMessage());
    } catch (RecordingException e) {
      return String.valueOf(e.getMessage());
    } catch (InterruptedException e) {
      return "The replay was interrupted.";
    }
  }

  private ReplayEnd broken(String sentence) {
    return new ReplayEnd(
        stopped ? ReplayEnd.Kind.STOPPED : ReplayEnd.Kind.BROKEN, instructions, sentence);
  }
}
