package dev.tapmine.cli;

import dev.tapmine.questions.Clustering;
import dev.tapmine.questions.Rank;
import dev.tapmine.questions.RankOptions;
import dev.tapmine.questions.RankedTap;
import dev.tapmine.questions.TapFilter;
import dev.tapmine.questions.TapMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tapmine report`: one page for somebody without Tapmine.
@Command(
    name = "report",
    description = {
      "Writes one self-contained HTML page: what was mined, a ranking if an exemplar is given, the",
      "clusters with typical streams, and the map."
    },
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
  private static final int RANKED = 20;

  @Mixin private IndexOptions index = new IndexOptions();

  @Option(names = "-o", required = true, paramLabel = "FILE", description = "The page to make.")
  @SuppressWarnings("NullAway.Init") // required
  private Path out;

  @Option(
      names = "--like",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Also rank the taps against these files, or exemplar:NAME.")
  private List<String> like = List.of();

  @Mixin private ClusterChoice choice = new ClusterChoice();
  @Mixin private FoldOptions fold = new FoldOptions();
  @Mixin private FilterOptions filter = new FilterOptions();

  @Override
  public Integer call() throws IOException, UsageException {
    try (AskedIndex asked = index.open();
        WholeFile whole = WholeFile.fresh(out)) {
      Clustering clustering =
          Clustering.of(asked.taps(), choice.options(asked.taps().mined(), fold, filter));
      ReportPage page = new ReportPage(asked);
      page.about();
      if (!like.isEmpty()) {
        RankOptions options =
            new RankOptions(
                fold.at(choice.depth(asked.taps().mined())),
                filter.filter(TapFilter.MIN_BYTES),
                RANKED);
        List<RankedTap> ranked = Rank.rank(asked.taps(), Exemplars.of(like), options);
        page.table("Ranking: " + String.join(", ", like), RankAnswer.table(asked, ranked));
      }
      page.map(
          MapDrawing.of(clustering, TapMap.of(clustering, MapCommand.MOST_POINTS, choice.seed())));
      page.clusters(clustering.clusters());
      whole.write(page.html().getBytes(StandardCharsets.US_ASCII));
    }
    return ExitCode.DONE;
  }
}
