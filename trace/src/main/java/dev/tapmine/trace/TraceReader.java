package dev.tapmine.trace;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Reads one trace from a ring, from the probe's coming to its end.
public final class TraceReader {
  /// How often progress is told: every 64 batches, 6 MB of events.
  private static final long PROGRESS_MASK = 63;

  private final Ring ring;
  private final RingHeader header;
  private final Producer producer;
  private final Progress progress;
  private final Lane lead;
  private final List<Lane> others = new ArrayList<>();
  private final List<Follower> followers = new ArrayList<>();
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

  private TraceReader(
      Ring ring, List<? extends TraceVisitor> visitors, Producer producer, Progress progress) {
    this.ring = ring;
    this.header = ring.header();
    this.producer = producer;
    this.progress = progress;
    Handover handover = new Handover(header, visitors.size());
    this.lead = new Lane(ring, handover, 0, visitors.getFirst());
    for (int i = 1; i < visitors.size(); i++) {
      others.add(new Lane(ring, handover, i, visitors.get(i)));
    }
  }

  /// [#read(Ring, List, Producer, Progress)] with one visitor and without telling progress.
  public static TraceEnd read(Ring ring, TraceVisitor visitor, Producer producer)
      throws IOException, InterruptedException {
    return read(ring, List.of(visitor), producer, time -> {});
  }

  /// Waits for the probe, hands every event to each of the visitors, and returns when the trace is
  /// over.
  ///
  /// A ring serves one trace, read once. The first visitor is called on the calling thread, each
  /// other one on a thread of its own, none of which outlives this call; what they did is visible
  /// when it returns. The slowest sets the pace, and none falls behind another by more than the
  /// ring. While there is nothing to read a thread sleeps, at most 100 µs at a time. The ring's
  /// file is unlinked as soon as the probe has it. When this throws, the probe still waits for a
  /// reader until the ring is closed. What a visitor throws ends the reading, and is thrown here.
  ///
  /// @param visitors one or more, which share nothing
  /// @throws TraceException when the producer died before the probe came, or the ring's content
  ///   breaks its rules
  /// @throws InterruptedException when the thread is interrupted
  public static TraceEnd read(
      Ring ring, List<? extends TraceVisitor> visitors, Producer producer, Progress progress)
      throws IOException, InterruptedException {
    TraceReader reader = new TraceReader(ring, visitors, producer, progress);
    try {
      return reader.run();
    } catch (InternalError e) { // which is what the JVM makes of a bus error
      if (!String.valueOf(e.getMessage()).contains("memory access")) {
        throw e;
      }
      throw new TraceException(
          "The ring's memory is gone, because somebody cut its file: mine the recording again.", e);
    } finally {
      reader.followers.forEach(Follower::stop);
    }
  }

  private TraceEnd run() throws IOException, InterruptedException {
    int state = awaitProbe();
    if (state == RingLayout.REFUSED) {
      return end(Ending.REFUSED);
    }
    header.check(ring.batches());
    ring.unlink();
    for (Lane lane : others) {
      followers.add(new Follower(lane, "tapmine-lane-" + followers.size()));
    }
    pause.reset();
    while (true) {
      for (Follower follower : followers) {
        follower.check();
      }
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

  private boolean drain() throws IOException, InterruptedException {
    return lead.drain((number, time) -> {
      if ((number & PROGRESS_MASK) == 0) {
        progress.at(time);
      }
    });
  }

  private TraceEnd end(Ending ending) throws IOException, InterruptedException {
    for (Follower follower : followers) {
      follower.finish(lead.batches());
    }
    return new TraceEnd(
        ending,
        header.account(),
        header.architecture(),
        header.bigEndian(),
        lead.batches(),
        lead.time(),
        header.message());
  }
}
