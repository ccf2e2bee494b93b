package dev.tapmine.cli;

import dev.tapmine.evaluation.AccessHash;
import dev.tapmine.evaluation.CaseResult;
import dev.tapmine.evaluation.Exactness;
import dev.tapmine.evaluation.FoldTruth;
import dev.tapmine.evaluation.WitnessRun;
import dev.tapmine.index.TapIndex;
import dev.tapmine.recording.Recording;
import dev.tapmine.taps.PassOptions;
import dev.tapmine.trace.Account;
import dev.tapmine.trace.Both;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One recording of the witness, mined without and with stack slots, replayed a third time, and
/// compared with what the witness said.
///
/// Accesses are mined from where user code runs for the first time: the witness is a user's
/// program, and most of a boot is not.
final class ExactnessRun {
  private static final int DEPTH = 3;

  /// More than the longest stream that the witness tells of.
  private static final int CONTENT = 4 << 20;

  private final Recording recording;
  private final boolean force;
  private final List<CaseResult> rows = new ArrayList<>();

  ExactnessRun(Recording recording, boolean force) {
    this.recording = recording;
    this.force = force;
  }

  /// Mines and compares.
  ///
  /// @param scratch a folder for the indexes
  List<CaseResult> compare(Path scratch) throws IOException, InterruptedException, UsageException {
    List<WitnessRun> runs = told();
    AccessHash first = new AccessHash();
    FoldTruth folds = new FoldTruth();
    Path index = scratch.resolve("taps");
    new MiningSession(recording, probe(false), pass(false), force)
        .seenBy(new Both(first, folds))
        .run(index, true);
    try (TapIndex taps = TapIndex.open(index)) {
      Exactness exactness = Exactness.of(taps, runs);
      rows.addAll(exactness.cases(false));
      rows.add(exactness.callers());
      rows.add(exactness.spaces());
      rows.add(exactness.sharedCode(taps));
      rows.add(folds.compare(taps));
    }
    Path withStack = scratch.resolve("taps-with-stack");
    new MiningSession(recording, probe(true), pass(true), force).run(withStack, true);
    try (TapIndex taps = TapIndex.open(withStack)) {
      rows.addAll(Exactness.of(taps, runs).cases(true));
    }
    again(first);
    return rows;
  }

  private List<WitnessRun> told() throws IOException, UsageException {
    List<WitnessRun> runs =
        WitnessRun.of(Files.readAllLines(recording.console(), StandardCharsets.ISO_8859_1));
    if (runs.isEmpty()) {
      throw new UsageException(
          "The witness did not speak in %s: is it a recording of its guest?"
              .formatted(recording.folder()));
    }
    return runs;
  }

  private static ProbeOptions probe(boolean stack) {
    return ProbeOptions.mining(true, true, DEPTH, stack).fromFirstUserCode();
  }

  private static PassOptions pass(boolean stack) {
    return new PassOptions(DEPTH, true, true, stack, CONTENT, MiningOptions.DEFAULT_MEMORY);
  }

  /// The same replay again: are the accesses the same, and all blocks where they were taken to be?
  private void again(AccessHash first) throws IOException, InterruptedException, UsageException {
    AccessHash second = new AccessHash();
    ProbedReplay.End end;
    try (Progress progress = Progress.of("replaying " + recording.name() + " again")) {
      end =
          new ProbedReplay(recording, probe(false).checking(), force)
              .run(
                  second,
                  time -> progress.at("%,d million instructions".formatted(time / 1_000_000)));
    }
    if (!end.whole()) {
      throw new UsageException(end.complaint());
    }
    rows.add(
        new CaseResult(
            "replay",
            first.toString(),
            second.toString(),
            first.toString().equals(second.toString())));
    Account account = end.trace().account();
    long misplaced = account.get(Account.Counter.MISPLACED);
    rows.add(
        new CaseResult(
            "addresses",
            "0 block entries elsewhere than taken for",
            "%,d, of %,d moved".formatted(misplaced, account.get(Account.Counter.MOVED)),
            misplaced == 0));
    long counted = account.get(Account.Counter.INSTRUCTIONS);
    long executed = recording.manifest().instructions();
    rows.add(
        new CaseResult(
            "clock",
            "%,d instructions".formatted(executed),
            "%,d instructions".formatted(counted),
            counted == executed));
  }
}
