package dev.tapmine.cli;

import dev.tapmine.evaluation.LogJudge;
import dev.tapmine.questions.Channel;
import dev.tapmine.questions.ChannelOptions;
import dev.tapmine.questions.ChannelRanking;
import dev.tapmine.questions.Channels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tapmine eval silent-boot`: what was the last that a kernel wanted to say before it hung?
@Command(
    name = "silent-boot",
    description = {
      "Boots a kernel on a machine it does not fit, without a console, until it hangs, and finds",
      "the last line of its log."
    },
    mixinStandardHelpOptions = true)
final class EvalSilentBootCommand implements Callable<Integer> {
  @Option(
      names = "--like",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Exemplars (default: the log of another kernel).")
  private List<String> like = List.of(Exemplars.SHIPPED + "debian-amd64");

  @Option(names = "--fresh", description = "Record and mine again.")
  private boolean fresh;

  @Mixin private Answer answer = new Answer();

  @Override
  public Integer call() throws IOException, InterruptedException, UsageException {
    SilentBoot boot = SilentBoot.make(fresh);
    Path folder = MinedCase.index(boot.recording(), OptionalLong.empty(), false, fresh);
    Table table =
        new Table()
            .column("guest", "guest")
            .column("lastLine", "last line found")
            .column("expectedLine", "expected")
            .column("channel", "channel")
            .column("placeSymbol", "place");
    try (AskedIndex index = AskedIndex.open(folder, null, List.of())) {
      ChannelRanking ranking =
          Channels.rank(index.taps(), Exemplars.of(like), ChannelOptions.standard(10));
      KeptAnswers.keep(folder, like, ranking);
      if (ranking.families().isEmpty()) {
        throw new UsageException("No channel looks like a log.");
      }
      Channel best = ranking.families().getFirst().origin();
      table.row(
          new Cell.Text(boot.guest()),
          new Cell.Guest(lastLine(best)),
          new Cell.Guest(boot.expectedLine()),
          new Cell.Text(best.name()),
          ChannelTable.place(index, KeptMember.of(best)));
    }
    answer.print(table);
    return ExitCode.DONE;
  }

  private static String lastLine(Channel channel) {
    return LogJudge.text(channel)
        .lines()
        .filter(line -> !line.isBlank())
        .reduce((first, second) -> second)
        .orElse("");
  }
}
