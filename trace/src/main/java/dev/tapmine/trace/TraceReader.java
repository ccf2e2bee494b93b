package dev.tapmine.trace;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// Reads one trace from a ring, from the probe's coming to its end.
public final class TraceReader {
  /// How often progress is told: every 64 batches, 6 MB of events.
  private static final long PROGRESS_MASK = 63;

  private final Ring ring;
  private final RingHeader header;
  private final Producer producer;
  private final Progress progress;
  private final BatchDecoder decoder;
  private final Pause pause = new Pause();

  /// The process that is to bring the probe, usually QEMU.
  @FunctionalInterface
  public interface Producer {
    /// Whether it lives. Asked only until the probe has taken the ring, about 100 times a second;
    /// from then on the probe's lock tells.
    boolean alive();
  }

  /// Told now and then how far the trace is; on the reading thread, so it must be quick.
  @FunctionalInterface
  public interface Progress {
    /// The trace is read up to here.
    ///
    /// @param time instructions since the recording's start
    void at(long time);
  }

  private TraceReader(Ring ring, TraceVisitor visitor, Producer producer, Progress progress) {
    this.ring = ring;
    this.header = ring.header();
    this.producer = producer;
    this.progress = progress;
    this.decoder = new BatchDecoder(visitor);
  }

  /// [#read(Ring, TraceVisitor, Producer, Progress)] without telling progress.
  public static TraceEnd read(Ring ring, TraceVisitor visitor, Producer producer)
      throws IOException, InterruptedException {
    return read(ring, visitor, producer, time -> {});
  }

  /// Waits for the probe, hands every event to the visitor, and returns when the trace is over.
  ///
  /// A ring serves one trace, read once. The calling thread does all the work; while there is
  /// nothing to read it sleeps, at most 100 µs at a time. The ring's file is unlinked as soon as
  /// the probe has it. When this throws, the probe still waits for a reader until the ring is
  /// closed.
  ///
  /// @throws TraceException when the producer died before the probe came, or the ring's content
  ///   breaks its rules
  /// @throws InterruptedException when the thread is interrupted
  public static TraceEnd read(Ring ring, TraceVisitor visitor, Producer producer, Progress progress)
      throws IOException, InterruptedException {
    try {
      return new TraceReader(ring, visitor, producer, progress).run();
    } catch (InternalError e) { // which is what the JVM makes of a bus error
      if (!String.valueOf(e.getMessage()).contains("memory access")) {
        throw e;
      }
      throw new TraceException(
          "The ring's memory is gone, because somebody cut its file: mine the recording again.", e);
    }
  }

  private TraceEnd run() throws IOException, InterruptedException {
    int state = awaitProbe();
    if (state == RingLayout.REFUSED) {
      return end(Ending.REFUSED);
    }
    header.check(ring.batches());
    ring.unlink();
    pause.reset();
    while (true) {
      state = header.state();
      if (drain()) {
        pause.reset();
      } else if (state != RingLayout.RUNNING) {
        return end(ending(state));
      } else if (pause.sleep() && ring.probeGone()) {
        return lastWords();
      }
    }
  }

  private int awaitProbe() throws IOException, InterruptedException {
    int state = header.state();
    while (state == RingLayout.WAITING) {
      boolean dead = pause.sleep() && !producer.alive();
      state = header.state();
      if (dead && state == RingLayout.WAITING) {
        throw new TraceException(
            "QEMU ended before the probe took the ring: see what QEMU printed.");
      }
    }
    return state;
  }

  /// The probe's process is gone: reads what it left.
  private TraceEnd lastWords() throws IOException, InterruptedException {
    int state = header.state();
    drain();
    return end(state == RingLayout.RUNNING ? Ending.EARLY : ending(state));
  }

  private static Ending ending(int state) throws TraceException {
    return switch (state) {
      case RingLayout.ENDED -> Ending.WHOLE;
      case RingLayout.REFUSED -> Ending.REFUSED;
      default ->
          throw new TraceException(
              "The trace is damaged: the ring is in the unknown state "
                  + Integer.toUnsignedString(state)
                  + ".");
    };
  }

  /// Reads all batches that are published; whether there were any.
  private boolean drain() throws IOException, InterruptedException {
    long from = decoder.batches();
    long published = header.published();
    if (published < from || published - from > ring.batches()) {
      throw new TraceException(
          "The trace is damaged: %s batches are published, %d of them read, in a ring of %d."
              .formatted(Long.toUnsignedString(published), from, ring.batches()));
    }
    for (long number = from; number < published; number++) {
      decoder.take(batch(number));
      header.consumed(number + 1);
      decoder.decode();
      if ((number & PROGRESS_MASK) == 0) {
        progress.at(decoder.time());
      }
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

  private TraceEnd end(Ending ending) {
    return new TraceEnd(
        ending,
        header.account(),
        header.architecture(),
        header.bigEndian(),
        decoder.batches(),
        decoder.time(),
        header.message());
  }
}
