package dev.tapmine.cli;

import dev.tapmine.evaluation.LogJudge;
import dev.tapmine.questions.Channel;
import dev.tapmine.questions.ChannelOptions;
import dev.tapmine.questions.ChannelRanking;
import dev.tapmine.questions.Channels;
import dev.tapmine.recording.Architecture;
import dev.tapmine.recording.DebianGuest;
import dev.tapmine.recording.DebianGuestOptions;
import dev.tapmine.recording.Guest;
import dev.tapmine.recording.Recording;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tapmine demo`: the whole way, from Debian's packages to the guest's log.
@Command(
    name = "demo",
    description = {
      "Makes a Debian guest, records its boot, mines it, and ranks its channels against the log of",
      "another Debian guest; prints the ranking and the first lines of the log as found.",
      "What was made before is used again."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  private static final int FAMILIES_SHOWN = 10;
  private static final int LINES_SHOWN = 15;

  @Option(names = "--arch", paramLabel = "NAME", description = "amd64 or arm64 (default: amd64).")
  private String architecture = "amd64";

  @Option(names = "--fresh", description = "Record and mine again.")
  private boolean fresh;

  @Mixin private Answer answer = new Answer();

  @Override
  public Integer call() throws IOException, InterruptedException, UsageException {
    Architecture wanted = Architecture.of(architecture);
    Guest guest = DebianGuest.make(DebianGuestOptions.of(wanted), Progress::line);
    Path place =
        DebianGuest.userCache()
            .resolve("demo")
            .resolve(String.valueOf(guest.folder().getFileName()));
    Files.createDirectories(place);
    try (FileChannel file =
            FileChannel.open(
                place.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = lock(file)) {
      Recording recording = KeptRecording.of(guest, place.resolve("boot"), fresh, "a boot");
      Path index = MinedCase.index(recording, OptionalLong.empty(), true, fresh);
      try (AskedIndex asked = AskedIndex.open(index, null, List.of())) {
        answer(asked, index, wanted);
      }
      Progress.line("recording: " + recording.folder());
      Progress.line("index: " + index);
    }
    return ExitCode.DONE;
  }

  /// Two demos at once would replace each other's recording.
  private static FileLock lock(FileChannel file) throws IOException {
    FileLock lock = file.tryLock();
    if (lock == null) {
      Progress.line("waiting for another demo to end");
      lock = file.lock();
    }
    return lock;
  }

  private void answer(AskedIndex index, Path folder, Architecture wanted)
      throws IOException, UsageException {
    List<String> like = List.of(Exemplars.SHIPPED + exemplar(wanted));
    ChannelRanking ranking;
    try (Progress progress = Progress.of("ranking")) {
      ranking =
          Channels.rank(index.taps(), Exemplars.of(like), ChannelOptions.standard(FAMILIES_SHOWN));
      progress.done("done");
    }
    KeptAnswers.keep(folder, like, ranking);
    answer.print(ChannelTable.of(index, ranking));
    if (!answer.json() && !ranking.families().isEmpty()) {
      PrintWriter out = answer.out();
      Channel best = ranking.families().getFirst().origin();
      out.println();
      out.println("The log, as channel " + best.name() + " has it, begins:");
      out.println();
      LogJudge.text(best)
          .lines()
          .filter(line -> !line.isBlank())
          .limit(LINES_SHOWN)
          .map(GuestText::line)
          .forEach(out::println);
      out.flush();
    }
  }

  /// The log of a guest of another architecture than the one that is looked at.
  private static String exemplar(Architecture wanted) {
    return wanted == Architecture.ARM64 ? "debian-amd64" : "debian-arm64";
  }
}
