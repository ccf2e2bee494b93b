package dev.tapmine.cli;

import dev.tapmine.index.IndexException;
import dev.tapmine.index.TapIndex;
import dev.tapmine.recording.Recording;
import dev.tapmine.taps.PassOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;

/// The index of a recording that a command mines for itself, kept beside the recording.
final class MinedCase {
  private static final int DEPTH = 3;

  private MinedCase() {}

  /// The index made before, if it is of this recording and mined alike; else a new one.
  ///
  /// @param to where mining ends
  /// @param reads whether reads are mined, too
  static Path index(Recording recording, OptionalLong to, boolean reads, boolean fresh)
      throws IOException, InterruptedException, UsageException {
    Path folder =
        recording.folder().resolveSibling(recording.name() + (reads ? ".taps" : ".writes.taps"));
    if (!fresh && KindOfFolder.isIndex(folder)) {
      try (TapIndex old = TapIndex.open(folder)) {
        String until = to.isPresent() ? Long.toString(to.getAsLong()) : "";
        if (old.origin().manifestHash().equals(recording.manifestSha256())
            && old.origin().options().getOrDefault("to", "").equals(until)
            && old.mined().outputs()) {
          Progress.line("using the index made before");
          return folder;
        }
      } catch (IndexException e) {
        Progress.line("mining again: " + e.getMessage());
      }
    }
    ProbeOptions probe =
        ProbeOptions.mining(reads, true, DEPTH, false)
            .between(OptionalLong.empty(), to)
            .withCalls(true);
    PassOptions pass =
        new PassOptions(
            DEPTH,
            reads,
            true,
            false,
            PassOptions.DEFAULT_CONTENT,
            MiningOptions.DEFAULT_MEMORY,
            PassOptions.DEFAULT_OUTPUTS);
    new MiningSession(recording, probe, pass, false).run(folder, KindOfFolder.isIndex(folder));
    return folder;
  }
}
