package dev.tapmine.cli;

import dev.tapmine.questions.Clustering;
import dev.tapmine.questions.TapMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tapmine map`: all taps in a plane.
@Command(
    name = "map",
    description = {
      "Draws a map on which taps that carry the same kind of values are near each other, coloured by",
      "their clusters, as SVG. The same index and options give the same picture."
    },
    mixinStandardHelpOptions = true)
final class MapCommand implements Callable<Integer> {
  static final int MOST_POINTS = 50_000;

  @Mixin private IndexOptions index = new IndexOptions();

  @Option(names = "-o", required = true, paramLabel = "FILE", description = "The SVG to make.")
  @SuppressWarnings("NullAway.Init") // required
  private Path out;

  @Mixin private ClusterChoice choice = new ClusterChoice();
  @Mixin private FoldOptions fold = new FoldOptions();
  @Mixin private FilterOptions filter = new FilterOptions();

  @Override
  public Integer call() throws IOException, UsageException {
    try (AskedIndex asked = index.open();
        WholeFile whole = WholeFile.fresh(out)) {
      Clustering clustering =
          Clustering.of(asked.taps(), choice.options(asked.taps().mined(), fold, filter));
      String drawing = MapDrawing.of(clustering, TapMap.of(clustering, MOST_POINTS, choice.seed()));
      whole.write(drawing.getBytes(StandardCharsets.UTF_8));
    }
    return ExitCode.DONE;
  }
}
