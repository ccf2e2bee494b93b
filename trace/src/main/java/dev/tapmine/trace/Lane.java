package dev.tapmine.trace;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// One visitor's way through a ring's batches. Used by one thread.
final class Lane {
  private final Ring ring;
  private final Handover handover;
  private final int number;
  private final BatchDecoder decoder;

  /// @param number of this lane in the handover
  Lane(Ring ring, Handover handover, int number, TraceVisitor visitor) {
    this.ring = ring;
    this.handover = handover;
    this.number = number;
    this.decoder = new BatchDecoder(visitor);
  }

  /// Told of each batch that has been read.
  interface Read {
    void batch(long number, long time);
  }

  /// Reads all batches that are published; whether there were any.
  ///
  /// @throws InterruptedException when the thread has been interrupted, which is looked at after
  ///   each batch
  boolean drain(Read read) throws IOException, InterruptedException {
    long from = decoder.batches();
    long published = ring.header().published();
    if (published < from || published - from > ring.batches()) {
      throw new TraceException(
          "The trace is damaged: %s batches are published, %d of them read, in a ring of %d."
              .formatted(Long.toUnsignedString(published), from, ring.batches()));
    }
    for (long at = from; at < published; at++) {
      decoder.take(batch(at));
      handover.taken(number, at + 1);
      decoder.decode();
      read.batch(at, decoder.time());
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
    return from < published;
  }

  private MemorySegment batch(long number) {
    return ring.memory()
        .asSlice(RingLayout.batchOffset(number, ring.batches()), RingLayout.BATCH_BYTES);
  }

  /// Batches read.
  long batches() {
    return decoder.batches();
  }

  /// The last time that an event carried.
  long time() {
    return decoder.time();
  }
}
