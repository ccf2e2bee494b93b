package dev.tapmine.trace;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.SplittableRandom;

/// A ring that is full of 8-byte writes, to be decoded again and again. It stands in the ring's
/// package because the layout is no part of its public surface.
public final class FullRing implements AutoCloseable {
  private static final int USED = RingLayout.BATCH_SLOTS - 2;
  private static final int TAPS = USED / 2;

  /// Accesses in it.
  public static final int ACCESSES = (Ring.DEFAULT_BATCHES - 1) * USED;

  private final Ring ring;

  /// Fills a ring in a file of this name, which is deleted on closing.
  public FullRing(Path file) throws IOException {
    ring = Ring.create(file, Ring.DEFAULT_BATCHES);
    SplittableRandom random = new SplittableRandom(1);
    for (int number = 0; number < Ring.DEFAULT_BATCHES; number++) {
      fill(batch(number), number, random);
    }
  }

  private MemorySegment batch(int number) {
    return ring.memory()
        .asSlice(RingLayout.batchOffset(number, ring.batches()), RingLayout.BATCH_BYTES);
  }

  /// Batch 0 defines taps, all others use them.
  private static void fill(MemorySegment batch, int number, SplittableRandom random) {
    put(batch, 0, RingLayout.BATCH, 1 + USED, 0, number * 100_000L, number);
    int delta = 0;
    for (int i = 0; i < USED; i++) {
      int slot = 1 + i;
      if (number > 0) {
        delta += random.nextInt(20);
        int tap = random.nextInt(TAPS);
        put(batch, slot, RingLayout.ACCESS_8, tap, delta, random.nextLong(), random.nextLong());
      } else if (i % 2 == 0) {
        put(batch, slot, RingLayout.TAP, i / 2, 0, random.nextInt(), 0);
      }
    }
  }

  private static void put(
      MemorySegment batch, int slot, int kind, int id, long delta, long first, long second) {
    long offset = (long) slot * RingLayout.SLOT_BYTES;
    long word = delta << RingLayout.TIME_SHIFT | (long) kind << RingLayout.KIND_SHIFT | id;
    batch.set(ValueLayout.JAVA_LONG, offset, word);
    batch.set(ValueLayout.JAVA_LONG, offset + 8, first);
    batch.set(ValueLayout.JAVA_LONG, offset + 16, second);
  }

  /// Decodes all batches as the reader does, but for the waiting.
  public void decode(TraceVisitor visitor) throws TraceException {
    BatchDecoder decoder = new BatchDecoder(visitor);
    for (int number = 0; number < Ring.DEFAULT_BATCHES; number++) {
      decoder.take(batch(number));
      decoder.decode();
    }
  }

  @Override
  public void close() throws IOException {
    ring.close();
  }
}
