package dev.tapmine.cli;

import dev.tapmine.questions.Exemplar;
import dev.tapmine.questions.Rank;
import dev.tapmine.questions.RankOptions;
import dev.tapmine.questions.RankedTap;
import dev.tapmine.questions.TapFilter;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tapmine rank`: which taps look most like an exemplar.
@Command(
    name = "rank",
    description = {
      "Ranks taps by how much their bytes look like an exemplar's: the Jensen-Shannon distance of",
      "their byte pairs' distributions, nearest first."
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
      description = "Callers that tell taps apart, up to the depth mined (default: 1).")
  private @Nullable Integer depth;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many taps to print (default: 20).")
  private int limit = 20;

  @Mixin private FoldOptions fold = new FoldOptions();
  @Mixin private FilterOptions filter = new FilterOptions();
  @Mixin private Answer answer = new Answer();

  @Override
  public Integer call() throws IOException, UsageException {
    Exemplar exemplar = Exemplars.of(like);
    try (AskedIndex asked = index.open()) {
      int callers = depth == null ? Math.min(1, asked.taps().mined().depth()) : depth;
      RankOptions options =
          new RankOptions(fold.at(callers), filter.filter(TapFilter.MIN_BYTES), limit);
      List<RankedTap> ranked = Rank.rank(asked.taps(), exemplar, options);
      answer.print(RankAnswer.table(asked, ranked));
      if (ranked.isEmpty()) {
        answer.note("no tap has a stream that could be compared");
      }
    }
    return ExitCode.DONE;
  }
}
