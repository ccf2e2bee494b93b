package dev.tapmine.cli;

import dev.tapmine.evaluation.MarkerWatch;
import dev.tapmine.recording.Recording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/// When a recording's guest printed a text to a port: what came before it can be mined by itself.
///
/// One replay finds it; the answer is kept in a file beside the recording, which says of which
/// recording and of which text it is.
final class MarkerTime {
  private static final String SUFFIX = ".marker";

  /// More than any such file has.
  private static final long LARGEST = 4096;

  private MarkerTime() {}

  /// Instructions executed before the text's last byte passed.
  ///
  /// @param force whether to try although QEMU or a file differs from what recorded
  /// @throws UsageException when it never passes
  static long of(Recording recording, String marker, boolean force)
      throws IOException, InterruptedException, UsageException {
    Path kept = recording.folder().resolveSibling(recording.name() + SUFFIX);
    OptionalLong known = known(kept, recording, marker);
    if (known.isPresent()) {
      return known.getAsLong();
    }
    long time = replay(recording, marker, force);
    try (WholeFile whole = WholeFile.replacing(kept)) {
      whole.write(
          "%s\n%d\n%s\n"
              .formatted(recording.manifestSha256(), time, marker)
              .getBytes(StandardCharsets.UTF_8));
    }
    return time;
  }

  /// What the file says; nothing if it is damaged, or of another recording or text.
  static OptionalLong known(Path kept, Recording recording, String marker) throws IOException {
    if (!Files.isRegularFile(kept) || Files.size(kept) > LARGEST) {
      return OptionalLong.empty();
    }
    String[] lines = new String(Files.readAllBytes(kept), StandardCharsets.UTF_8).split("\n", 3);
    boolean fits =
        lines.length == 3
            && lines[0].equals(recording.manifestSha256())
            && lines[1].matches("[0-9]{1,18}")
            && lines[2].equals(marker + "\n");
    if (!fits) {
      return OptionalLong.empty();
    }
    long time = Long.parseLong(lines[1]);
    return time > recording.manifest().instructions()
        ? OptionalLong.empty()
        : OptionalLong.of(time);
  }

  /// Looks in the last eighth first, as the marker mostly stands there, then everywhere.
  private static long replay(Recording recording, String marker, boolean force)
      throws IOException, InterruptedException, UsageException {
    long all = recording.manifest().instructions();
    try (Progress progress = Progress.of("looking for the end marker of " + recording.name())) {
      for (long from : new long[] {all - all / 8, 0}) {
        ProbedReplay.End end =
            new ProbedReplay(recording, probe(from), force)
                .run(
                    new MarkerWatch(marker),
                    time -> progress.at("%,d million instructions".formatted(time / 1_000_000)));
        if (!end.whole()) {
          throw new UsageException(end.complaint());
        }
      }
    } catch (MarkerWatch.Passed passed) {
      Progress.line("the end marker passes after %,d instructions".formatted(passed.time()));
      return passed.time();
    }
    throw new UsageException(
        "The guest of %s never prints \"%s\" to a port: is it a quiet guest's recording?"
            .formatted(recording.folder(), marker));
  }

  private static ProbeOptions probe(long from) {
    return ProbeOptions.mining(true, true, 0, false)
        .of(ProbeOptions.Mode.KERNEL)
        .between(OptionalLong.of(from), OptionalLong.empty());
  }
}
