package dev.tapmine.cli;

import dev.tapmine.evaluation.CaseResult;
import dev.tapmine.recording.Architecture;
import dev.tapmine.recording.DebianGuest;
import dev.tapmine.recording.Guest;
import dev.tapmine.recording.Recording;
import dev.tapmine.recording.RecordingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tapmine eval exactness`: is what was mined true, byte by byte?
@Command(
    name = "exactness",
    description = {
      "Boots a guest with the witness, a program that says what it wrote and read, mines the",
      "recording and compares: a row for each architecture and case."
    },
    mixinStandardHelpOptions = true)
final class EvalExactnessCommand implements Callable<Integer> {
  @Option(
      names = "--arch",
      split = ",",
      paramLabel = "NAME",
      description = {
        "Debian's names of the architectures, or \"all\" for every one that Tapmine makes guests of",
        "(default: amd64,arm64)."
      })
  private List<String> architectures = List.of("amd64", "arm64");

  @Option(
      names = "--suite",
      paramLabel = "NAME",
      description = "Debian's suite for the guests (default: this machine's, or the nearest).")
  private @Nullable String suite;

  @Option(names = "--fresh", description = "Record again although there is a recording.")
  private boolean fresh;

  @Option(
      names = "--recording",
      paramLabel = "REC",
      description = "A recording of the witness, in place of a new one.")
  private @Nullable Path recording;

  @Option(
      names = "--force",
      description = "Try although QEMU or a file is another than when it was recorded.")
  private boolean force;

  @Mixin private Answer answer = new Answer();

  @Override
  public Integer call() throws IOException, InterruptedException, UsageException {
    Table table =
        new Table()
            .column("arch", "arch")
            .column("case", "case")
            .column("ok", "ok")
            .column("expected", "expected")
            .column("measured", "measured");
    int exit = ExitCode.DONE;
    if (recording != null) {
      add(table, Recording.open(recording));
    } else {
      List<Architecture> wanted = wanted();
      for (Architecture architecture : wanted) {
        try {
          add(table, record(WitnessGuest.of(architecture, suite)));
        } catch (RecordingException | UsageException e) {
          if (wanted.size() == 1) {
            throw e;
          }
          answer.note("%s was left out: %s".formatted(architecture.debianName(), e.getMessage()));
          exit = ExitCode.BAD_INPUT;
        }
      }
    }
    answer.print(table);
    return exit;
  }

  private List<Architecture> wanted() throws IOException {
    if (architectures.equals(List.of("all"))) {
      return List.of(Architecture.values());
    }
    List<Architecture> named = new ArrayList<>();
    for (String name : architectures) {
      named.add(Architecture.of(name));
    }
    return named;
  }

  private Recording record(Guest guest) throws IOException, InterruptedException {
    Path folder = DebianGuest.userCache().resolve("exactness");
    Files.createDirectories(folder);
    return KeptRecording.of(
        guest,
        folder.resolve(String.valueOf(guest.folder().getFileName())),
        fresh,
        "the witness on " + guest.about().architecture());
  }

  private void add(Table table, Recording of)
      throws IOException, InterruptedException, UsageException {
    Path scratch = Files.createTempDirectory("tapmine-exactness-");
    try {
      List<CaseResult> rows = new ExactnessRun(of, force).compare(scratch);
      for (CaseResult row : rows) {
        table.row(
            new Cell.Text(of.manifest().architecture()),
            new Cell.Text(row.name()),
            new Cell.Flag(row.ok()),
            new Cell.Text(row.expected()),
            new Cell.Text(row.measured()));
      }
    } finally {
      Scratch.delete(scratch);
    }
  }
}
