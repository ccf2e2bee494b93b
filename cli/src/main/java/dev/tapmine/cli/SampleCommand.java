package dev.tapmine.cli;

import dev.tapmine.questions.FoldedTap;
import dev.tapmine.questions.Folds;
import dev.tapmine.questions.Samples;
import dev.tapmine.questions.TapFilter;
import dev.tapmine.questions.TapStream;
import dev.tapmine.questions.TapStreams;
import dev.tapmine.questions.ValuePreview;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tapmine sample`: taps for people to label, without telling where they are.
@Command(
    name = "sample",
    description = {
      "Draws taps for people to label: half as the seed paper drew them, half from all alike, in one",
      "order by lot. Writes what a labeler sees, and apart from it which tap each is."
    },
    mixinStandardHelpOptions = true)
final class SampleCommand implements Callable<Integer> {
  private static final int PAPERS_CLUSTERS = 100;

  /// Of a sample's stream, read for its preview.
  private static final long PREVIEW = 1024;

  @Mixin private IndexOptions index = new IndexOptions();

  @Option(
      names = "-o",
      required = true,
      paramLabel = "FOLDER",
      description = "The folder to make, for samples.txt, labels.csv and key.csv.")
  @SuppressWarnings("NullAway.Init") // required
  private Path folder;

  @Option(
      names = "--size",
      paramLabel = "N",
      description = "Taps to draw, half each way (default: 200).")
  private int size = 200;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of all that is drawn by lot (default: 1).")
  private long seed = 1;

  @Mixin private FilterOptions filter = new FilterOptions();
  @Mixin private Answer answer = new Answer();

  /// A tap that was drawn.
  ///
  /// @param how `paper`, `uniform` or both
  private record Drawn(FoldedTap tap, String how) {}

  @Override
  public Integer call() throws IOException, UsageException {
    if (size < 2) {
      throw new UsageException("--size wants 2 taps or more, not " + size + ".");
    }
    if (Files.exists(folder)) {
      throw new UsageException(folder + " exists already: choose another name.");
    }
    try (AskedIndex asked = index.open()) {
      List<Drawn> drawn = draw(asked);
      Table table =
          new Table()
              .column("number", "number")
              .column("drawn", "drawn")
              .column("direction", "does")
              .column("pc", "pc")
              .column("callers", "callers")
              .column("user", "user")
              .column("tap", "tap");
      StringBuilder texts = new StringBuilder();
      StringBuilder labels = new StringBuilder("number,content,table5\n");
      List<String> key = new ArrayList<>(List.of(SampleKey.HEADING));
      ValuePreview preview = ValuePreview.of(asked.taps());
      List<TapStream> streams =
          TapStreams.of(asked.taps(), drawn.stream().map(Drawn::tap).toList(), PREVIEW);
      for (int i = 0; i < drawn.size(); i++) {
        FoldedTap tap = drawn.get(i).tap();
        texts
            .append(
                "#%d  %,d bytes in %,d accesses%n".formatted(i + 1, tap.bytes(), tap.accesses()))
            .append(String.join("\n", preview.lines(tap.space(), streams.get(i).runs())))
            .append("\n\n");
        labels.append(i + 1).append(",,\n");
        SampleKey line = SampleKey.of(i + 1, drawn.get(i).how(), tap);
        key.add(line.line());
        table.row(
            new Cell.Count(line.number()),
            new Cell.Text(line.drawn()),
            RankAnswer.direction(tap.direction()),
            new Cell.Address(tap.pc()),
            new Cell.Text(line.callers()),
            new Cell.Flag(tap.user()),
            new Cell.Text(tap.name().toString()));
      }
      Files.createDirectory(folder);
      Files.writeString(folder.resolve("samples.txt"), texts);
      Files.writeString(folder.resolve("labels.csv"), labels);
      Files.write(folder.resolve(SampleKey.FILE), key);
      if (answer.json()) {
        answer.print(table);
      }
      answer.note(
          "%d taps drawn: give samples.txt and labels.csv to whoever labels, and keep %s from them"
              .formatted(drawn.size(), SampleKey.FILE));
    }
    return ExitCode.DONE;
  }

  private List<Drawn> draw(AskedIndex asked) throws IOException {
    Folds folds = Folds.at(asked.taps(), Math.min(1, asked.taps().mined().depth()));
    TapFilter taps = filter.filter(TapFilter.MIN_BYTES);
    Set<Integer> paper =
        new HashSet<>(
            Samples.asInThePaper(asked.taps(), folds, taps, PAPERS_CLUSTERS, size / 2, seed));
    List<Drawn> drawn = new ArrayList<>();
    for (int fold : Samples.uniform(folds, taps, size - size / 2, seed + 1)) {
      drawn.add(new Drawn(folds.tap(fold), paper.remove(fold) ? "both" : "uniform"));
    }
    paper.stream().sorted().forEach(fold -> drawn.add(new Drawn(folds.tap(fold), "paper")));
    Collections.shuffle(drawn, new Random(seed));
    return drawn;
  }
}
