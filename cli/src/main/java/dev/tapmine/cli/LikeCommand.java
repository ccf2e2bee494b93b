package dev.tapmine.cli;

import dev.tapmine.questions.ChannelLikeness;
import dev.tapmine.questions.ChannelName;
import dev.tapmine.questions.FoldedTap;
import dev.tapmine.questions.Folds;
import dev.tapmine.questions.Likeness;
import dev.tapmine.questions.TapFilter;
import dev.tapmine.questions.TapName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tapmine like`: which channels or taps are most like this one.
@Command(
    name = "like",
    description = {
      "Finds the channels that are most like a given one, by their byte pairs, or the taps, by the",
      "kinds of their values, too; nearest first."
    },
    mixinStandardHelpOptions = true)
final class LikeCommand implements Callable<Integer> {
  @Mixin private IndexOptions index = new IndexOptions();

  @Parameters(
      index = "1",
      paramLabel = "CHANNEL",
      description = {
        "The channel or tap, as other commands name it, such as cb4ee9456ea0c or 17@1. Channels are",
        "compared with channels, taps with taps."
      })
  private String name = "";

  @Option(
      names = "--not",
      paramLabel = "CHANNEL",
      description = "A channel, or a tap, that the answer should not be like; may be repeated.")
  private List<String> not = List.of();

  @Option(names = "--limit", paramLabel = "N", description = "How many to print (default: 20).")
  private int limit = 20;

  @Mixin private FilterOptions filter = new FilterOptions();
  @Mixin private Answer answer = new Answer();

  @Override
  public Integer call() throws IOException, UsageException {
    if (limit < 1) {
      throw new UsageException("--limit wants 1 or more, not " + limit + ".");
    }
    try (AskedIndex asked = index.open()) {
      if (ChannelName.is(name)) {
        channels(asked);
      } else {
        taps(asked);
      }
    }
    return ExitCode.DONE;
  }

  private void channels(AskedIndex asked) throws IOException, UsageException {
    ChannelLikeness.Stream like = stream(name);
    List<ChannelLikeness.Stream> unlike = new ArrayList<>();
    for (String other : not) {
      if (!ChannelName.is(other)) {
        throw new UsageException(
            "%s is a channel and %s a tap: name channels, or taps of one depth, only."
                .formatted(name, other));
      }
      unlike.add(stream(other));
    }
    List<ChannelLikeness.Near> nearest =
        ChannelLikeness.nearest(
            asked.taps(), like, unlike, filter.filter(TapFilter.MIN_BYTES), limit);
    try {
      KeptAnswers.keep(
          index.folder(),
          Stream.concat(Stream.of("like", name), not.stream()).toList(),
          List.of(KeptAnswers.CHANNEL + name),
          nearest.stream().map(ChannelLikeness.Near::family).toList());
    } catch (IOException e) {
      answer.note(KeptAnswers.notKept(index.folder(), e));
    }
    answer.print(ChannelTable.near(asked, nearest));
    if (nearest.isEmpty()) {
      answer.note("no other channel has a stream that could be compared");
    }
  }

  private ChannelLikeness.Stream stream(String channel) throws IOException, UsageException {
    return new ChannelLikeness.Stream(channel, KeptAnswers.stream(index.folder(), channel));
  }

  private void taps(AskedIndex asked) throws IOException, UsageException {
    int mined = asked.taps().mined().depth();
    TapName like = TapName.parse(name, mined);
    List<TapName> unlike = new ArrayList<>();
    for (String each : not) {
      if (ChannelName.is(each)) {
        throw new UsageException(
            "%s is a tap and %s a channel: name channels, or taps of one depth, only."
                .formatted(like, each));
      }
      TapName other = TapName.parse(each, mined);
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
