package dev.tapmine.cli;

import dev.tapmine.recording.Recording;
import dev.tapmine.recording.Replay;
import dev.tapmine.recording.ReplayEnd;
import dev.tapmine.recording.ReplayOptions;
import dev.tapmine.taps.PassOptions;
import dev.tapmine.trace.TraceVisitor;
import java.io.IOException;
import java.nio.file.Path;

/// One measured run of one [SpeedVariant], in a JVM of its own so that every run starts equally
/// cold and peak memory is that run's.
///
/// Measured from before the replay starts until QEMU has gone and, when mining, the index is whole.
///
/// @param wallSeconds by the clock
/// @param cpuSeconds of QEMU and of this JVM
/// @param peakBytes most memory of QEMU and of this JVM, each at its own worst moment
record SpeedRun(double wallSeconds, double cpuSeconds, long peakBytes) {
  private static final int DEPTH = 3;

  /// @param folder where an index may be written; left as it was
  static SpeedRun measure(Recording recording, SpeedVariant variant, Path folder, boolean force)
      throws IOException, InterruptedException, UsageException {
    Path index = folder.resolve("index");
    double cpu = ResourceUse.now().cpuSeconds();
    long start = System.nanoTime();
    switch (variant.work()) {
      case PLAIN -> plain(recording, force);
      case IDLE, DROP -> drop(recording, variant.probe(DEPTH), force);
      case MINE, OUTPUTS -> {
        ProbeOptions probe = variant.probe(DEPTH);
        PassOptions pass =
            new PassOptions(
                DEPTH,
                probe.reads(),
                probe.writes(),
                probe.stack(),
                PassOptions.DEFAULT_CONTENT,
                MiningOptions.DEFAULT_MEMORY,
                probe.calls() ? PassOptions.DEFAULT_OUTPUTS : 0);
        new MiningSession(recording, probe, pass, force).run(index, false);
      }
    }
    double wall = (System.nanoTime() - start) / 1e9;
    ResourceUse end = ResourceUse.now();
    return new SpeedRun(wall, end.cpuSeconds() - cpu, end.peakBytes());
  }

  private static void plain(Recording recording, boolean force)
      throws IOException, InterruptedException, UsageException {
    try (Replay replay = recording.replay(ReplayOptions.standard().withForce(force))) {
      ReplayEnd end = replay.waitFor();
      if (end.kind() != ReplayEnd.Kind.WHOLE) {
        throw new UsageException(end.message());
      }
    }
  }

  private static void drop(Recording recording, ProbeOptions probe, boolean force)
      throws IOException, InterruptedException, UsageException {
    TraceVisitor nobody = (tap, time, address, size, value, high) -> {};
    ProbedReplay.End end = new ProbedReplay(recording, probe, force).run(nobody, time -> {});
    if (!end.whole()) {
      throw new UsageException(end.complaint());
    }
  }
}
