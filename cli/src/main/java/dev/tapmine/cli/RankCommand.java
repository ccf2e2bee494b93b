package dev.tapmine.cli;

import dev.tapmine.questions.ChannelOptions;
import dev.tapmine.questions.ChannelRanking;
import dev.tapmine.questions.Channels;
import dev.tapmine.questions.Exemplar;
import dev.tapmine.questions.Rank;
import dev.tapmine.questions.RankOptions;
import dev.tapmine.questions.RankedTap;
import dev.tapmine.questions.TapFilter;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tapmine rank`: which taps look most like an exemplar.
@Command(
    name = "rank",
    description = {
      "Finds the channels that carry what looks like an exemplar: outputs of functions and plain",
      "taps, by the Jensen-Shannon distance of their byte pairs' distributions, nearest first.",
      "Channels with the same text are one row, that in which it stood first."
    },
    mixinStandardHelpOptions = true)
final class RankCommand implements Callable<Integer> {
  @Mixin private IndexOptions index = new IndexOptions();

  @Option(
      names = "--like",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description = {
        "What is looked for: one or more files that look like it, such as another machine's log,",
        "or exemplar:NAME for a text that ships with Tapmine."
      })
  private List<String> like = List.of();

  @Option(
      names = "--depth",
      paramLabel = "N",
      description = {
        "auto: channels, and plain taps at the depth that their data ask for (default).",
        "A number: plain taps only, told apart by so many callers, as in the seed paper."
      })
  private String depth = FoldOptions.AUTO;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many rows to print (default: 20).")
  private int limit = 20;

  @Mixin private FoldOptions fold = new FoldOptions();
  @Mixin private FilterOptions filter = new FilterOptions();
  @Mixin private Answer answer = new Answer();

  @Override
  public Integer call() throws IOException, UsageException {
    Exemplar exemplar = Exemplars.of(like);
    try (AskedIndex asked = index.open()) {
      if (FoldOptions.isAuto(depth)) {
        channels(asked, exemplar);
      } else {
        taps(asked, exemplar);
      }
    }
    return ExitCode.DONE;
  }

  private void channels(AskedIndex asked, Exemplar exemplar) throws IOException, UsageException {
    ChannelOptions options =
        new ChannelOptions(
            filter.filter(TapFilter.MIN_BYTES),
            OptionalInt.empty(),
            fold.at(0).byCode(),
            ChannelOptions.CANDIDATES,
            limit);
    ChannelRanking ranking = Channels.rank(asked.taps(), exemplar, options);
    try {
      KeptAnswers.keep(index.folder(), like, ranking);
    } catch (IOException e) {
      answer.note(KeptAnswers.notKept(index.folder(), e));
    }
    answer.print(ChannelTable.of(asked, ranking));
    if (ranking.families().isEmpty()) {
      answer.note("no channel has a stream that could be compared");
    }
    if (!asked.taps().mined().outputs()) {
      answer.note("the index was mined without outputs, so that only plain taps were ranked");
    }
  }

  private void taps(AskedIndex asked, Exemplar exemplar) throws IOException, UsageException {
    RankOptions options =
        new RankOptions(
            fold.at(FoldOptions.callers(depth)), filter.filter(TapFilter.MIN_BYTES), limit);
    List<RankedTap> ranked = Rank.rank(asked.taps(), exemplar, options);
    answer.print(RankAnswer.table(asked, ranked));
    if (ranked.isEmpty()) {
      answer.note("no tap has a stream that could be compared");
    }
  }
}
