package dev.tapmine.cli;

import dev.tapmine.questions.Content;
import dev.tapmine.questions.FoldedTap;
import dev.tapmine.questions.Folds;
import dev.tapmine.questions.Format;
import dev.tapmine.questions.Labels;
import dev.tapmine.questions.OutputLabels;
import dev.tapmine.questions.TapFilter;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tapmine label`: what each tap carries.
@Command(
    name = "label",
    description = {
      "Says what each tap carries, and how sure that is: the kind of its values, how redundant its",
      "stream is, the seed paper's label, and formats that occur in it. Surest first."
    },
    mixinStandardHelpOptions = true)
final class LabelCommand implements Callable<Integer> {
  private static final int SHOWN = 50;

  @Mixin private IndexOptions index = new IndexOptions();

  @Option(
      names = "--only",
      paramLabel = "LABEL",
      description = "Only taps of this content, such as text, or with this format, such as elf.")
  private @Nullable String only;

  @Option(
      names = "--outputs",
      description = {
        "Label what functions put together and leave, in place of taps:",
        "text, and formats."
      })
  private boolean outputs;

  @Option(
      names = "--depth",
      paramLabel = "N",
      description = "Callers that tell taps apart, up to the depth mined (default: 1).")
  private @Nullable Integer depth;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many taps to print (default: 50; with --json all).")
  private @Nullable Integer limit;

  @Mixin private FoldOptions fold = new FoldOptions();
  @Mixin private FilterOptions filter = new FilterOptions();
  @Mixin private Answer answer = new Answer();

  @Override
  public Integer call() throws IOException, UsageException {
    Wanted wanted = Wanted.of(only);
    if (limit != null && limit < 1) {
      throw new UsageException("--limit wants 1 or more, not %d.".formatted(limit));
    }
    try (AskedIndex asked = index.open()) {
      if (outputs) {
        return outputs(asked, wanted);
      }
      int callers = depth == null ? Math.min(1, asked.taps().mined().depth()) : depth;
      Folds folds = Folds.of(asked.taps(), fold.at(callers));
      TapFilter taps = filter.filter(TapFilter.MIN_BYTES);
      Labels labels = Labels.of(asked.taps(), folds, taps);
      long most = limit != null ? limit : answer.json() ? Long.MAX_VALUE : SHOWN;
      List<Integer> chosen =
          IntStream.range(0, folds.size())
              .filter(f -> labels.confidence(f) > 0 && wanted.accepts(labels, f))
              .boxed()
              .sorted(
                  Comparator.comparingDouble((Integer f) -> -labels.confidence(f))
                      .thenComparing(f -> f))
              .limit(most)
              .toList();
      answer.print(table(asked, folds, labels, chosen));
      if (chosen.isEmpty()) {
        answer.note("no tap has that label");
      }
    }
    return ExitCode.DONE;
  }

  private int outputs(AskedIndex asked, Wanted wanted) throws IOException, UsageException {
    if (depth != null || fold.at(0).byCode()) {
      throw new UsageException(
          "--depth and --fold code are for taps: leave them out with --outputs.");
    }
    if (!asked.taps().mined().outputs()) {
      throw new UsageException(
          "The index was mined without outputs: mine it again without \"--outputs 0\".");
    }
    List<OutputLabels.Label> labels =
        OutputLabels.of(
            asked.taps(),
            filter.filter(TapFilter.MIN_BYTES),
            wanted::accepts,
            limit != null ? limit : answer.json() ? Integer.MAX_VALUE : SHOWN);
    try {
      KeptAnswers.keep(
          index.folder(),
          List.of("label", only == null ? "" : only),
          labels.stream().limit(SHOWN).map(OutputLabels.Label::channel).toList());
    } catch (IOException e) {
      answer.note(KeptAnswers.notKept(index.folder(), e));
    }
    answer.print(ChannelTable.of(asked, labels));
    if (labels.isEmpty()) {
      answer.note("no function's outputs have that label");
    }
    return ExitCode.DONE;
  }

  private static Table table(AskedIndex asked, Folds folds, Labels labels, List<Integer> chosen)
      throws IOException {
    int mined = asked.taps().mined().depth();
    List<FoldedTap> taps = chosen.stream().map(folds::tap).toList();
    Previews previews = Previews.of(asked.taps(), taps);
    Table table =
        new Table()
            .column("tap", "tap")
            .column("content", "content")
            .column("confidence", "sure")
            .column("redundancy", "redundancy")
            .column("table5", "paper's label")
            .column("formats", "formats")
            .column("direction", "does")
            .column("bytes", "bytes")
            .column("callerSymbol", "caller")
            .column("pcSymbol", "pc")
            .column("pc", "")
            .column("space", "space")
            .column("preview", "preview");
    for (int i = 0; i < taps.size(); i++) {
      int chosenFold = chosen.get(i);
      FoldedTap tap = taps.get(i);
      table.row(
          new Cell.Text(tap.name().toString(mined)),
          new Cell.Text(labels.content(chosenFold).words()),
          new Cell.Measure(labels.confidence(chosenFold), 2),
          new Cell.Text(labels.redundancy(chosenFold).words()),
          new Cell.Text(labels.table5(chosenFold).words()),
          new Cell.Text(
              labels.formats(chosenFold).stream()
                  .map(Format::words)
                  .collect(Collectors.joining(", "))),
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

  /// What the user wants to see.
  ///
  /// @param content only this; null for any
  /// @param format only this; null for any
  private record Wanted(@Nullable Content content, @Nullable Format format) {
    static Wanted of(@Nullable String only) throws UsageException {
      if (only == null) {
        return new Wanted(null, null);
      }
      for (Content content : Content.values()) {
        if (only.equalsIgnoreCase(content.name()) || only.equalsIgnoreCase(content.words())) {
          return new Wanted(content, null);
        }
      }
      for (Format format : Format.values()) {
        if (only.equalsIgnoreCase(format.name()) || only.equalsIgnoreCase(format.words())) {
          return new Wanted(null, format);
        }
      }
      throw new UsageException(
          "There is no label '%s': give a content such as text or pointers, or a format such as urls or elf."
              .formatted(only));
    }

    boolean accepts(Labels labels, int fold) {
      return accepts(Optional.of(labels.content(fold)), labels.formats(fold));
    }

    boolean accepts(Optional<Content> of, Set<Format> formats) {
      return (content == null || of.equals(Optional.of(content)))
          && (format == null || formats.contains(format));
    }
  }
}
