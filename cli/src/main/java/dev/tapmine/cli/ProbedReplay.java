package dev.tapmine.cli;

import dev.tapmine.recording.Qemu;
import dev.tapmine.recording.Recording;
import dev.tapmine.recording.Replay;
import dev.tapmine.recording.ReplayEnd;
import dev.tapmine.recording.ReplayOptions;
import dev.tapmine.trace.Account;
import dev.tapmine.trace.Ending;
import dev.tapmine.trace.Ring;
import dev.tapmine.trace.TraceEnd;
import dev.tapmine.trace.TraceReader;
import dev.tapmine.trace.TraceVisitor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// One replay with the probe loaded, drained into a visitor to its end.
///
/// However it ends, QEMU and the ring are gone when [#run] returns or throws.
final class ProbedReplay {
  private final Recording recording;
  private final ProbeOptions probe;
  private final boolean force;

  /// How a probed replay ended.
  ///
  /// @param trace what the probe said
  /// @param whole whether everything that was asked for was seen
  /// @param complaint what went wrong, a sentence; empty when whole
  record End(TraceEnd trace, boolean whole, String complaint) {}

  /// @param force whether to try although QEMU or a file differs from what recorded
  ProbedReplay(Recording recording, ProbeOptions probe, boolean force) {
    this.recording = recording;
    this.probe = probe;
    this.force = force;
  }

  /// Replays on the calling thread; the visitor and the progress are called on it.
  ///
  /// @throws UsageException when the probe refuses to start
  End run(TraceVisitor visitor, TraceReader.Progress progress)
      throws IOException, InterruptedException, UsageException {
    return run(List.of(visitor), progress);
  }

  /// The same with several visitors: the first is called on the calling thread, the others on
  /// threads of their own.
  End run(List<? extends TraceVisitor> visitors, TraceReader.Progress progress)
      throws IOException, InterruptedException, UsageException {
    Qemu qemu = Qemu.locate(recording.manifest().target());
    Path library = ProbeLibrary.forQemu(qemu.version());
    try (Ring ring = RingFile.create();
        StartingReplay starting =
            StartingReplay.of(
                recording,
                ReplayOptions.standard()
                    .withForce(force)
                    .withExtraArguments(probe.arguments(library, ring.file())))) {
      TraceEnd trace = read(ring, visitors, starting, progress);
      if (trace.ending() == Ending.REFUSED) {
        throw new UsageException("The probe would not start: " + trace.message());
      }
      Replay replay = starting.started();
      boolean reached = trace.account().get(Account.Counter.END_REACHED) != 0;
      if (reached) {
        replay.stop();
      }
      ReplayEnd end = replay.waitFor();
      if (trace.ending() == Ending.WHOLE && (reached || end.kind() == ReplayEnd.Kind.WHOLE)) {
        return new End(trace, true, "");
      }
      return new End(trace, false, complaint(trace, end));
    }
  }

  /// When QEMU dies before the probe comes, what it said is the better sentence.
  private static TraceEnd read(
      Ring ring,
      List<? extends TraceVisitor> visitors,
      StartingReplay starting,
      TraceReader.Progress progress)
      throws IOException, InterruptedException {
    try {
      return TraceReader.read(ring, visitors, starting::alive, progress);
    } catch (IOException e) {
      if (!starting.alive()) {
        ReplayEnd end = starting.started().waitFor();
        if (!end.message().isEmpty()) {
          throw new IOException(end.message(), e);
        }
      }
      throw e;
    }
  }

  private String complaint(TraceEnd trace, ReplayEnd end) {
    String reason = end.message().isEmpty() ? "QEMU ended early." : end.message();
    return "The replay of %s ended after %,d of %,d instructions: %s"
        .formatted(recording.folder(), trace.time(), recording.manifest().instructions(), reason);
  }
}
