package dev.tapmine.cli;

import dev.tapmine.questions.FoldedTap;
import dev.tapmine.questions.Folds;
import dev.tapmine.questions.Likeness;
import dev.tapmine.questions.TapFilter;
import dev.tapmine.questions.TapName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tapmine like`: which taps are most like this one.
@Command(
    name = "like",
    description = {
      "Finds the taps that are most like a given one, by the kinds of their values and by their",
      "byte pairs, nearest first."
    },
    mixinStandardHelpOptions = true)
final class LikeCommand implements Callable<Integer> {
  @Mixin private IndexOptions index = new IndexOptions();

  @Parameters(
      index = "1",
      paramLabel = "TAP",
      description = "The tap, as other commands name it, such as 17@1.")
  private String tap = "";

  @Option(
      names = "--not",
      paramLabel = "TAP",
      description = "A tap that the answer should not be like; may be repeated.")
  private List<String> not = List.of();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many taps to print (default: 20).")
  private int limit = 20;

  @Mixin private FilterOptions filter = new FilterOptions();
  @Mixin private Answer answer = new Answer();

  @Override
  public Integer call() throws IOException, UsageException {
    if (limit < 1) {
      throw new UsageException("--limit wants 1 or more, not " + limit + ".");
    }
    try (AskedIndex asked = index.open()) {
      int mined = asked.taps().mined().depth();
      TapName like = TapName.parse(tap, mined);
      List<TapName> unlike = new ArrayList<>();
      for (String name : not) {
        TapName other = TapName.parse(name, mined);
        if (!other.fold().equals(like.fold())) {
          throw new UsageException(
              "%s and %s are folded differently: name taps of one depth.".formatted(like, other));
        }
        unlike.add(other);
      }
      Folds folds = Folds.of(asked.taps(), like.fold());
      answer.print(
          table(
              asked,
              Likeness.nearest(
                  asked.taps(), folds, like, unlike, filter.filter(TapFilter.MIN_BYTES), limit)));
    }
    return ExitCode.DONE;
  }

  private static Table table(AskedIndex asked, List<Likeness.Near> nearest) throws IOException {
    int mined = asked.taps().mined().depth();
    Previews previews =
        Previews.of(asked.taps(), nearest.stream().map(Likeness.Near::tap).toList());
    Table table =
        new Table()
            .column("distance", "distance")
            .column("tap", "tap")
            .column("direction", "does")
            .column("bytes", "bytes")
            .column("callerSymbol", "caller")
            .column("pcSymbol", "pc")
            .column("pc", "")
            .column("space", "space")
            .column("preview", "preview");
    for (Likeness.Near near : nearest) {
      FoldedTap tap = near.tap();
      table.row(
          new Cell.Measure(near.distance(), 4),
          new Cell.Text(tap.name().toString(mined)),
          RankAnswer.direction(tap.direction()),
          new Cell.Count(tap.bytes()),
          asked.caller(tap),
          asked.place(tap),
          new Cell.Address(tap.pc()),
          RankAnswer.space(tap),
          new Cell.Guest(previews.of(tap)));
    }
    return table;
  }
}
