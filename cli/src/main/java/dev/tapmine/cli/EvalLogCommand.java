package dev.tapmine.cli;

import dev.tapmine.evaluation.LogJudge;
import dev.tapmine.index.TapIndex;
import dev.tapmine.questions.Channel;
import dev.tapmine.questions.ChannelFamily;
import dev.tapmine.questions.ChannelOptions;
import dev.tapmine.questions.ChannelRanking;
import dev.tapmine.questions.Channels;
import dev.tapmine.questions.Exemplar;
import dev.tapmine.questions.TapFilter;
import dev.tapmine.recording.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tapmine eval log`: is a guest's log found, first and whole?
@Command(
    name = "log",
    description = {
      "Records guests' boots, mines them, ranks them against another system's log, and compares the",
      "answer with the log that a person sees: a row for each guest and variant."
    },
    mixinStandardHelpOptions = true)
final class EvalLogCommand implements Callable<Integer> {
  private static final int FAMILIES = 50;
  private static final int FIRST = 10;

  /// A recording of the user's own.
  static final class Own {
    @Option(
        names = "--recording",
        required = true,
        paramLabel = "REC",
        description = "A recording.")
    @SuppressWarnings("NullAway.Init") // required
    private Path recording;

    @Option(
        names = "--reference",
        required = true,
        paramLabel = "FILE",
        description = "Its guest's log as a person sees it.")
    @SuppressWarnings("NullAway.Init") // required
    private Path reference;

    @Option(
        names = "--like",
        arity = "1..*",
        paramLabel = "FILE",
        description = "Exemplars, from another system.")
    private List<String> like = List.of();

    @Option(
        names = "--to",
        paramLabel = "N",
        converter = Instructions.Converter.class,
        description = "Mine up to this count of instructions only, such as 700M.")
    private @Nullable Instructions to;
  }

  @Option(
      names = "--guest",
      split = ",",
      paramLabel = "NAME",
      description = {
        "Guests, such as arm64 or arm64:quiet, or \"all\" (default: arm64).",
        "They are made and recorded at need."
      })
  private List<String> guests = List.of("arm64");

  @ArgGroup(exclusive = false)
  private @Nullable Own own;

  @Option(
      names = "--across",
      description = {
        "Rank by each system's log that ships with Tapmine, a row each,",
        "in place of the one meant for the guest or given with --like."
      })
  private boolean across;

  @Option(names = "--fresh", description = "Record and mine again.")
  private boolean fresh;

  @Option(
      names = "--writes",
      description = "Mine writes only, which is quicker and finds logs nobody reads.")
  private boolean writes;

  @Mixin private Answer answer = new Answer();

  @Override
  public Integer call() throws IOException, InterruptedException, UsageException {
    Table table =
        new Table()
            .column("guest", "guest")
            .column("variant", "variant")
            .column("like", "exemplar")
            .column("rank", "rank")
            .column("precisionAt10", "P@10")
            .column("lineRecall", "line recall")
            .column("linePrecision", "line precision")
            .column("lines", "lines")
            .column("rankOfTap", "tap's rank")
            .column("lineRecallOfTap", "tap's recall")
            .column("linePrecisionOfTap", "tap's precision")
            .column("channel", "channel")
            .column("placeSymbol", "place");
    if (own != null) {
      if (own.like.isEmpty() && !across) {
        throw new UsageException("Give --like FILE, the log of another system, or --across.");
      }
      LogCase of = LogCase.of(Recording.open(own.recording), own.reference, own.like);
      OptionalLong to = own.to == null ? OptionalLong.empty() : OptionalLong.of(own.to.count());
      judge(
          table,
          new LogCase(of.guest(), of.variant(), of.recording(), of.reference(), of.like(), to));
    } else {
      for (LogGuest guest : LogGuest.named(guests)) {
        judge(table, guest.record(fresh));
      }
    }
    answer.print(table);
    return ExitCode.DONE;
  }

  private void judge(Table table, LogCase of)
      throws IOException, InterruptedException, UsageException {
    Path folder = MinedCase.index(of.recording(), of.to(), !writes, fresh);
    LogJudge judge = new LogJudge(of.reference());
    try (AskedIndex index = AskedIndex.open(folder, null, List.of())) {
      for (List<String> like : across ? Exemplars.eachSystemLog() : List.of(of.like())) {
        Exemplar exemplar = Exemplars.of(like);
        ChannelRanking ranking =
            Channels.rank(index.taps(), exemplar, ChannelOptions.standard(FAMILIES));
        KeptAnswers.keep(folder, like, ranking);
        row(table, of.like(like), judge, index, ranking, taps(index.taps(), exemplar));
      }
    }
  }

  /// What an expert of 2013 would have looked at: plain taps with one caller.
  private static List<Channel> taps(TapIndex index, Exemplar exemplar) throws IOException {
    ChannelOptions depthOne =
        new ChannelOptions(
            TapFilter.longerThan(TapFilter.MIN_BYTES),
            OptionalInt.of(1),
            false,
            FAMILIES,
            FAMILIES);
    return Channels.taps(index, exemplar, depthOne);
  }

  private void row(
      Table table,
      LogCase of,
      LogJudge judge,
      AskedIndex index,
      ChannelRanking ranking,
      List<Channel> taps) {
    List<Channel> origins = ranking.families().stream().map(ChannelFamily::origin).toList();
    List<Cell> cells = new ArrayList<>();
    cells.add(new Cell.Text(of.guest()));
    cells.add(new Cell.Text(of.variant()));
    cells.add(new Cell.Text(String.join(" ", of.like())));
    cells.add(rank(judge, origins));
    List<Channel> ranked = ranking.ranked();
    cells.add(
        new Cell.Measure(judge.precision(ranked.subList(0, Math.min(FIRST, ranked.size()))), 2));
    addLines(cells, judge, origins);
    cells.add(new Cell.Count(judge.lines()));
    cells.add(rank(judge, taps));
    addLines(cells, judge, taps);
    if (origins.isEmpty()) {
      cells.add(new Cell.Missing());
      cells.add(new Cell.Missing());
    } else {
      Channel best = origins.getFirst();
      cells.add(new Cell.Text(best.name()));
      cells.add(ChannelTable.place(index, KeptMember.of(best)));
      judge.missing(best).stream()
          .limit(FIRST)
          .forEach(line -> Progress.line("not in the answer: " + GuestText.line(line)));
    }
    table.row(cells.toArray(Cell[]::new));
  }

  private static Cell rank(LogJudge judge, List<Channel> channels) {
    int rank = judge.rank(channels);
    return rank == 0 ? new Cell.Missing() : new Cell.Count(rank);
  }

  private static void addLines(List<Cell> cells, LogJudge judge, List<Channel> channels) {
    if (channels.isEmpty()) {
      cells.add(new Cell.Missing());
      cells.add(new Cell.Missing());
    } else {
      cells.add(new Cell.Measure(judge.lineRecall(channels.getFirst()), 4));
      cells.add(new Cell.Measure(judge.linePrecision(channels.getFirst()), 4));
    }
  }
}
