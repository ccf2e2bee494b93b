package dev.tapmine.trace;

/// Gives batches back to the probe once all lanes have taken them. Thread-safe.
final class Handover {
  private final RingHeader header;
  private final long[] taken;
  private long given;

  Handover(RingHeader header, int lanes) {
    this.header = header;
    this.taken = new long[lanes];
  }

  /// A lane has copied the first `batches` batches since the start.
  synchronized void taken(int lane, long batches) {
    taken[lane] = batches;
    long least = batches;
    for (long others : taken) {
      least = Math.min(least, others);
    }
    if (least > given) {
      given = least;
      header.consumed(least);
    }
  }
}
