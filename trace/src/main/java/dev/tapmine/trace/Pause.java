package dev.tapmine.trace;

import java.util.concurrent.locks.LockSupport;

/// Waiting for the other side: first spinning, then sleeping ever longer, to 100 µs; and now and
/// then it is time to see whether the other side still lives.
final class Pause {
  private static final int SPINS = 200;
  private static final long SHORTEST_NANOS = 1_000;
  private static final long LONGEST_NANOS = 100_000;
  private static final long WATCH_NANOS = 10_000_000;

  private int spins;
  private long nanos = SHORTEST_NANOS;
  private long watched = System.nanoTime();

  /// The other side did something: the next wait begins with spinning again.
  void reset() {
    spins = 0;
    nanos = SHORTEST_NANOS;
  }

  /// Waits a little; true about every 10 ms of waiting.
  boolean sleep() throws InterruptedException {
    if (spins < SPINS) {
      spins++;
      Thread.onSpinWait();
      return false;
    }
    LockSupport.parkNanos(this, nanos);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    nanos = Math.min(nanos * 2, LONGEST_NANOS);
    long now = System.nanoTime();
    if (now - watched < WATCH_NANOS) {
      return false;
    }
    watched = now;
    return true;
  }
}
