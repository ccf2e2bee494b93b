package dev.tapmine.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tapmine.questions.ChannelName;
import dev.tapmine.questions.CharacterLines;
import dev.tapmine.questions.FoldedTap;
import dev.tapmine.questions.Folds;
import dev.tapmine.questions.Piece;
import dev.tapmine.questions.TapName;
import dev.tapmine.questions.TapStream;
import dev.tapmine.questions.TapStreams;
import dev.tapmine.taps.RunRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tapmine show`: who channels or taps are and what passes through them. Several are a stream that
/// moved: each goes on where the one before ended.
@Command(
    name = "show",
    description = "Shows channels or taps: where they are, who calls them, and their bytes.",
    mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {
  /// How bytes are shown.
  enum Form {
    /// As text where most of it is text, else in hex.
    AUTO,
    TEXT,
    HEX,
    BOTH
  }

  private static final double MOSTLY = 0.7;

  @Mixin private IndexOptions index = new IndexOptions();

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "CHANNEL",
      description = {
        "The channel or tap, as rank and search name it: cHEX, NUMBER or NUMBER@DEPTH, +code or not.",
        "Several are shown one after the other, in the order in which they begin."
      })
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--as",
      paramLabel = "FORM",
      description = "auto, text, hex or both (default: auto).")
  private Form form = Form.AUTO;

  @Option(
      names = "--bytes",
      paramLabel = "SIZE",
      converter = Size.Converter.class,
      description = "How much of each stream (default: 16K; with --out, all that is kept).")
  private @Nullable Size bytes;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the stream's bytes as they are to a file instead of showing them.")
  private @Nullable Path out;

  @Mixin private Answer answer = new Answer();

  @Override
  public Integer call() throws IOException, UsageException {
    try (AskedIndex asked = index.open()) {
      List<Shown> all = new ArrayList<>();
      Set<String> seen = new HashSet<>();
      for (String name : names) {
        if (seen.add(full(asked, name))) {
          all.add(shown(asked, name));
        }
      }
      all.sort(Comparator.comparingLong(Shown::first)); // stable: as they were named
      byte[] content = content(all);
      if (out != null) {
        write(content, out);
      }
      if (answer.json()) {
        answer.print(json(all, content));
      } else {
        printAll(all, answer.out());
      }
    }
    return ExitCode.DONE;
  }

  /// One of those to show.
  ///
  /// @param content its bytes as they are written to a file
  private record Shown(Facts facts, TapStream stream, byte[] content) {
    /// Time of its first byte; what has none comes last.
    long first() {
      return stream.runs().stream().mapToLong(RunRow::time).min().orElse(Long.MAX_VALUE);
    }
  }

  /// One name for each channel or tap.
  private static String full(AskedIndex asked, String name) throws IOException {
    return ChannelName.is(name)
        ? name
        : TapName.parse(name, asked.taps().mined().depth()).toString();
  }

  private Shown shown(AskedIndex asked, String name) throws IOException, UsageException {
    if (ChannelName.is(name)) {
      return channel(asked, KeptAnswers.named(index.folder(), name).channel());
    }
    TapName tap = TapName.parse(name, asked.taps().mined().depth());
    FoldedTap found = Folds.of(asked.taps(), tap.fold()).named(tap);
    TapStream stream = TapStreams.of(asked.taps(), found, limit());
    return new Shown(TapFacts.of(asked, found), stream, stream.bytes());
  }

  private Shown channel(AskedIndex asked, KeptChannel found) throws IOException {
    List<Piece> pieces = found.stream(limit());
    TapStream stream =
        new TapStream(
            pieces.stream()
                .map(piece -> new RunRow(0, piece.first(), piece.address(), 1, piece.bytes()))
                .toList(),
            found.text() > limit());
    return new Shown(ChannelFacts.of(asked, found), stream, Piece.lines(pieces));
  }

  /// Bytes of each stream to show or write.
  private long limit() {
    return bytes != null ? bytes.value() : out != null ? Integer.MAX_VALUE : 16 << 10;
  }

  private static byte[] content(List<Shown> all) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    all.forEach(shown -> content.writeBytes(shown.content()));
    return content.toByteArray();
  }

  private static ObjectNode json(List<Shown> all, byte[] content) {
    ObjectNode json;
    if (all.size() == 1) {
      json = all.getFirst().facts().json();
    } else {
      json = JsonNodeFactory.instance.objectNode();
      ArrayNode streams = json.putArray("streams");
      all.forEach(shown -> streams.add(shown.facts().json()));
    }
    json.put("content", HexFormat.of().formatHex(content));
    json.put("cut", all.stream().anyMatch(shown -> shown.stream().cut()));
    return json;
  }

  private void printAll(List<Shown> all, PrintWriter to) {
    String between = "";
    for (Shown shown : all) {
      to.print(between);
      shown.facts().print(to);
      between = System.lineSeparator();
    }
    if (out == null) {
      all.forEach(shown -> show(shown.stream(), to));
    }
  }

  private void show(TapStream stream, PrintWriter to) {
    List<List<RunRow>> lines = CharacterLines.of(stream.runs());
    boolean text =
        switch (form) {
          case AUTO -> StreamText.share(characters(lines)) >= MOSTLY;
          case TEXT, BOTH -> true;
          case HEX -> false;
        };
    if (text) {
      print(lines.stream().flatMap(line -> StreamText.lines(line).stream()).toList(), to);
    }
    if (!text || form == Form.BOTH) {
      print(HexDump.lines(stream.runs()), to);
    }
    if (stream.cut()) {
      to.println();
      to.println("(there is more: see --bytes, and how much mining kept)");
    }
    to.flush();
  }

  private static byte[] characters(List<List<RunRow>> lines) {
    return new TapStream(lines.stream().flatMap(List::stream).toList(), false).bytes();
  }

  private static void print(List<String> lines, PrintWriter to) {
    to.println();
    lines.forEach(to::println);
  }

  private static void write(byte[] content, Path file) throws IOException, UsageException {
    try (WholeFile whole = WholeFile.replacing(file)) {
      whole.write(content);
    }
  }
}
