package dev.tapmine.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tapmine.questions.ChannelName;
import dev.tapmine.questions.FoldedTap;
import dev.tapmine.questions.Folds;
import dev.tapmine.questions.Piece;
import dev.tapmine.questions.TapName;
import dev.tapmine.questions.TapStream;
import dev.tapmine.questions.TapStreams;
import dev.tapmine.taps.RunRow;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tapmine show`: one channel or tap, who it is and what passes through it.
@Command(
    name = "show",
    description = "Shows one channel or tap: where it is, who calls it, and its bytes.",
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
      index = "1",
      paramLabel = "TAP",
      description =
          "The channel or tap, as rank and search name it: cHEX, NUMBER or NUMBER@DEPTH, +code or not.")
  private String tap = "";

  @Option(
      names = "--as",
      paramLabel = "FORM",
      description = "auto, text, hex or both (default: auto).")
  private Form form = Form.AUTO;

  @Option(
      names = "--bytes",
      paramLabel = "SIZE",
      converter = Size.Converter.class,
      description = "How much of the stream (default: 16K; with --out, all that is kept).")
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
      if (ChannelName.is(tap)) {
        channel(asked);
        return ExitCode.DONE;
      }
      TapName name = TapName.parse(tap, asked.taps().mined().depth());
      FoldedTap found = Folds.of(asked.taps(), name.fold()).named(name);
      TapStream stream = TapStreams.of(asked.taps(), found, limit());
      Facts facts = TapFacts.of(asked, found);
      if (out != null) {
        write(stream.bytes(), out);
      }
      if (answer.json()) {
        ObjectNode json = facts.json();
        json.put("content", HexFormat.of().formatHex(stream.bytes()));
        json.put("cut", stream.cut());
        answer.print(json);
      } else {
        facts.print(answer.out());
        if (out == null) {
          show(stream, answer.out());
        }
      }
    }
    return ExitCode.DONE;
  }

  /// Bytes of the stream to show or write.
  private long limit() {
    return bytes != null ? bytes.value() : out != null ? Integer.MAX_VALUE : 16 << 10;
  }

  private void channel(AskedIndex asked) throws IOException, UsageException {
    KeptChannel found = KeptAnswers.named(index.folder(), tap).channel();
    List<Piece> pieces = found.stream(limit());
    TapStream stream =
        new TapStream(
            pieces.stream()
                .map(piece -> new RunRow(0, piece.first(), piece.address(), 1, piece.bytes()))
                .toList(),
            found.text() > limit());
    Facts facts = ChannelFacts.of(asked, found);
    if (out != null) {
      write(Piece.lines(pieces), out);
    }
    if (answer.json()) {
      ObjectNode json = facts.json();
      json.put("content", HexFormat.of().formatHex(Piece.lines(pieces)));
      json.put("cut", stream.cut());
      answer.print(json);
    } else {
      facts.print(answer.out());
      if (out == null) {
        show(stream, answer.out());
      }
    }
  }

  private void show(TapStream stream, PrintWriter to) {
    boolean text =
        switch (form) {
          case AUTO -> StreamText.share(stream.bytes()) >= MOSTLY;
          case TEXT, BOTH -> true;
          case HEX -> false;
        };
    if (text) {
      print(StreamText.lines(stream.runs()), to);
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
