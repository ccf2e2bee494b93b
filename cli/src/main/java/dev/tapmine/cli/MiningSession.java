package dev.tapmine.cli;

import dev.tapmine.index.IndexOrigin;
import dev.tapmine.recording.Manifest;
import dev.tapmine.recording.Recording;
import dev.tapmine.taps.PassOptions;
import dev.tapmine.taps.TapPass;
import dev.tapmine.taps.TapSource;
import dev.tapmine.trace.TraceReader;
import dev.tapmine.trace.TraceVisitor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// From a recording to a tap index: one replay, one pass, one folder written aside and renamed.
///
/// When it fails or is interrupted, no QEMU, no shared memory and no part of an index is left.
final class MiningSession {
  private final Recording recording;
  private final ProbeOptions probe;
  private final PassOptions pass;
  private final boolean force;
  private @Nullable TraceVisitor beside;

  /// What came of it.
  ///
  /// @param taps how many taps the index has
  /// @param instructions the time at the trace's end
  record Result(long taps, long instructions) {}

  MiningSession(Recording recording, ProbeOptions probe, PassOptions pass, boolean force) {
    this.recording = recording;
    this.probe = probe;
    this.pass = pass;
    this.force = force;
  }

  /// The same with a visitor that sees every event, too, on a thread of its own.
  MiningSession seenBy(TraceVisitor visitor) {
    beside = visitor;
    return this;
  }

  /// Mines and writes.
  ///
  /// @param out the index's folder
  /// @param replace whether an index that is there gives way
  Result run(Path out, boolean replace) throws IOException, InterruptedException, UsageException {
    IndexFolder folder = new IndexFolder(out, replace);
    try (TapPass taps = new TapPass(pass)) {
      ProbedReplay.End end = replay(taps);
      if (!end.whole()) {
        throw new UsageException(end.complaint() + " No index was written.");
      }
      if (!end.trace().message().isEmpty()) {
        Progress.line(GuestText.line(end.trace().message()));
      }
      return write(taps.finish(end.trace()), folder, end.trace().time());
    }
  }

  private ProbedReplay.End replay(TapPass taps)
      throws IOException, InterruptedException, UsageException {
    long all = Math.max(1, recording.manifest().instructions());
    try (Progress progress = Progress.of("mining " + recording.name())) {
      TraceReader.Progress at =
          time ->
              progress.at(
                  "%,d of %,d million instructions (%d %%)"
                      .formatted(
                          time / 1_000_000, all / 1_000_000, Math.min(100, time * 100 / all)));
      ProbedReplay.End end = new ProbedReplay(recording, probe, force).run(visitors(taps), at);
      if (end.whole()) {
        progress.done("%,d million instructions".formatted(end.trace().time() / 1_000_000));
      }
      return end;
    }
  }

  private List<TraceVisitor> visitors(TapPass taps) {
    List<TraceVisitor> visitors = new ArrayList<>(taps.lanes());
    if (beside != null) {
      visitors.add(beside);
    }
    return visitors;
  }

  private Result write(TapSource source, IndexFolder folder, long time) throws IOException {
    try (Progress progress = Progress.of("writing the index")) {
      long[] taps = {0};
      source.taps(t -> taps[0]++);
      folder.write(source, origin(), recording.symbols());
      progress.done("%,d taps".formatted(taps[0]));
      return new Result(taps[0], time);
    }
  }

  private IndexOrigin origin() throws IOException {
    SortedMap<String, String> options = new TreeMap<>();
    options.put("depth", Integer.toString(pass.depth()));
    options.put("reads", Boolean.toString(pass.reads()));
    options.put("writes", Boolean.toString(pass.writes()));
    options.put("stack", Boolean.toString(pass.stack()));
    options.put("content", Integer.toString(pass.contentBudget()));
    options.put("memory", Long.toString(pass.memoryBudget()));
    options.put("outputs", Long.toString(pass.outputBudget()));
    if (probe.fromUser()) {
      options.put("from", "user");
    }
    probe.from().ifPresent(n -> options.put("from", Long.toString(n)));
    probe.to().ifPresent(n -> options.put("to", Long.toString(n)));
    return new IndexOrigin(
        recording.name(), recording.manifestSha256(), Manifest.runningTapmine(), options);
  }
}
