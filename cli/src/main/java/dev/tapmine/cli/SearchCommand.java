package dev.tapmine.cli;

import dev.tapmine.questions.ChannelAnswer;
import dev.tapmine.questions.ChannelSearch;
import dev.tapmine.questions.FoldedTap;
import dev.tapmine.questions.Needle;
import dev.tapmine.questions.Search;
import dev.tapmine.questions.SearchAnswer;
import dev.tapmine.questions.SearchHit;
import dev.tapmine.questions.SearchOptions;
import dev.tapmine.questions.Sought;
import dev.tapmine.questions.TextEncoding;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tapmine search`: which channels a string passes through.
@Command(
    name = "search",
    description = {
      "Finds the channels that hold a string or bytes, in the order in which these reached them:",
      "plain taps, also where several accesses wrote them, and functions that put them together of",
      "what several instructions wrote or read. What the index did not keep is not searched; how",
      "much that is, is said."
    },
    mixinStandardHelpOptions = true)
final class SearchCommand implements Callable<Integer> {
  @Mixin private IndexOptions index = new IndexOptions();

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "STRING",
      description = "What to look for; several at once are cheaper than one after the other.")
  private List<String> strings = List.of();

  /// How the strings are meant; one at the most.
  static final class Meaning {
    @Option(names = "--hex", description = "The strings are bytes in hex, such as c0ffee.")
    private boolean hex;

    @Option(
        names = {"-e", "--regex"},
        description = "The strings are regular expressions in RE2's syntax, over bytes.")
    private boolean regex;

    @Option(
        names = "--encoding",
        paramLabel = "NAME",
        description = {
          "Look for the strings in this encoding, such as utf-16le, koi8-r or ibm1047; may be",
          "repeated. Unless said: UTF-8, UTF-16 and UTF-32 in both byte orders, ISO 8859-1."
        })
    private List<String> encodings = List.of();
  }

  @ArgGroup private @Nullable Meaning meaning;

  @Option(
      names = {"-i", "--ignore-case"},
      description = "Letters from A to Z match in either case.")
  private boolean ignoreCase;

  @Option(
      names = "--depth",
      paramLabel = "N",
      description = {
        "auto: channels, their taps at the depth mined (default).",
        "A number: plain taps only, told apart by so many callers."
      })
  private String depth = FoldOptions.AUTO;

  @Mixin private FoldOptions fold = new FoldOptions();
  @Mixin private FilterOptions filter = new FilterOptions();
  @Mixin private Answer answer = new Answer();

  @Override
  public Integer call() throws IOException, UsageException {
    if (ignoreCase && meaning != null && !meaning.regex) {
      throw new UsageException(
          "--ignore-case goes with text in the usual encodings and with --regex: leave out --hex or --encoding.");
    }
    List<Sought> sought = new ArrayList<>();
    for (String each : strings) {
      sought.addAll(sought(each));
    }
    try (AskedIndex asked = index.open()) {
      if (FoldOptions.isAuto(depth)) {
        channels(asked, sought);
      } else {
        taps(asked, sought);
      }
    }
    return ExitCode.DONE;
  }

  private List<? extends Sought> sought(String string) throws UsageException {
    if (meaning == null) {
      return Needle.texts(string);
    }
    if (meaning.regex) {
      return List.of(RegularExpression.of(string, ignoreCase));
    }
    if (meaning.hex) {
      return List.of(Needle.hex(string));
    }
    List<Charset> charsets =
        meaning.encodings.stream().flatMap(name -> TextEncoding.named(name).stream()).toList();
    return Needle.texts(string, charsets);
  }

  private void channels(AskedIndex asked, List<Sought> sought) throws IOException, UsageException {
    ChannelAnswer found =
        ChannelSearch.search(
            asked.taps(), sought, fold.at(0).byCode(), filter.filter(0), ignoreCase);
    try {
      KeptAnswers.keep(index.folder(), sought, ignoreCase, found);
    } catch (IOException e) {
      answer.note(KeptAnswers.notKept(index.folder(), e));
    }
    answer.print(ChannelTable.of(asked, found, strings.size() > 1));
    tellHowMuch(found.taps());
    if (asked.taps().mined().outputs()) {
      answer.note(
          "searched %,d bytes of outputs; %,d outputs are not in the index"
              .formatted(found.outputBytes(), found.cutOutputs()));
    } else {
      answer.note("the index was mined without outputs, so that only plain taps were searched");
    }
    if (found.dropped() > 0) {
      answer.note(
          "%,d occurrences in outputs were passed over: search for more of the string"
              .formatted(found.dropped()));
    }
  }

  private void taps(AskedIndex asked, List<Sought> sought) throws IOException, UsageException {
    SearchAnswer found =
        Search.search(
            asked.taps(),
            sought,
            new SearchOptions(
                fold.at(FoldOptions.callers(depth)), filter.filter(0), 1, ignoreCase));
    answer.print(table(asked, found, strings.size() > 1));
    tellHowMuch(found);
  }

  private void tellHowMuch(SearchAnswer found) {
    answer.note(
        "searched %,d bytes of %,d taps; of %,d taps %,d bytes are not in the index"
            .formatted(found.bytes(), found.taps(), found.cutTaps(), found.cutBytes()));
  }

  private static Table table(AskedIndex index, SearchAnswer answer, boolean several)
      throws IOException {
    int mined = index.taps().mined().depth();
    boolean encoded = answer.hits().stream().anyMatch(hit -> ChannelTable.encoded(hit.sought()));
    Table table =
        new Table()
            .column("needle", several ? "string" : "")
            .column("encoding", encoded ? "encoding" : "")
            .column("count", "times")
            .column("tap", "tap")
            .column("direction", "does")
            .column("bytes", "bytes")
            .column("callerSymbol", "caller")
            .column("pcSymbol", "pc")
            .column("caller", "")
            .column("pc", "")
            .column("space", "space")
            .column("spaces", "")
            .column("time", "first at")
            .column("address", "to address")
            .column("contiguous", "")
            .column("context", "context");
    for (SearchHit hit : answer.hits()) {
      FoldedTap tap = hit.tap();
      SearchHit.Place first = hit.first().getFirst();
      table.row(
          new Cell.Guest(hit.sought().name()),
          new Cell.Text(hit.sought().encoding()),
          new Cell.Count(hit.count()),
          new Cell.Text(tap.name().toString(mined)),
          RankAnswer.direction(tap.direction()),
          new Cell.Count(tap.bytes()),
          index.caller(tap),
          index.place(tap),
          AskedIndex.callerAddress(tap),
          new Cell.Address(tap.pc()),
          RankAnswer.space(tap),
          RankAnswer.spaces(tap),
          new Cell.Count(first.time()),
          new Cell.Address(first.address()),
          new Cell.Flag(first.contiguous()),
          new Cell.Text(GuestText.line(first.context())));
    }
    return table;
  }
}
