package dev.tapmine.cli;

import dev.tapmine.index.TapIndex;
import dev.tapmine.questions.ChannelName;
import dev.tapmine.questions.Exemplar;
import dev.tapmine.questions.Extraction;
import dev.tapmine.questions.FoldedTap;
import dev.tapmine.questions.Folds;
import dev.tapmine.questions.Layout;
import dev.tapmine.questions.Piece;
import dev.tapmine.questions.TapName;
import dev.tapmine.recording.Recording;
import dev.tapmine.taps.ExtractPass;
import dev.tapmine.taps.OutputRow;
import dev.tapmine.taps.RunRow;
import dev.tapmine.taps.RunsPass;
import dev.tapmine.taps.StreamPass;
import dev.tapmine.taps.WantedOutputs;
import dev.tapmine.taps.WantedTap;
import dev.tapmine.trace.TraceVisitor;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tapmine extract`: a channel's whole stream, by a second replay.
@Command(
    name = "extract",
    description = {
      "Replays a recording once more and writes the whole stream of one channel or tap, of which",
      "mining may have kept a part."
    },
    mixinStandardHelpOptions = true)
final class ExtractCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "REC", description = "The recording.")
  @SuppressWarnings("NullAway.Init") // required
  private Path recording;

  @Parameters(
      index = "1",
      paramLabel = "CHANNEL",
      description = "The channel or tap, as rank and search name it.")
  private String channel = "";

  @Option(
      names = "--index",
      required = true,
      paramLabel = "INDEX",
      description = "The recording's index, whose answer names the channel.")
  @SuppressWarnings("NullAway.Init") // required
  private Path index;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "Where the stream goes; a file that is there is replaced.")
  @SuppressWarnings("NullAway.Init") // required
  private Path output;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      converter = Size.Converter.class,
      description = "Bytes of a channel at the most (default: 512M).")
  private Size memory = new Size(512L << 20);

  @Option(
      names = "--force",
      description = "Try although QEMU or a file is another than when it was recorded.")
  private boolean force;

  @Override
  public Integer call() throws IOException, InterruptedException, UsageException {
    Recording from = Recording.open(recording);
    try (AskedIndex asked = AskedIndex.open(index, null, List.of());
        WholeFile whole = WholeFile.replacing(output)) {
      if (!asked.taps().origin().manifestHash().equals(from.manifestSha256())) {
        throw new UsageException(
            "%s is not an index of %s: name the recording it was mined from."
                .formatted(index, recording));
      }
      Optional<KeptAnswers.Found> kept =
          ChannelName.is(channel)
              ? Optional.of(KeptAnswers.named(index, channel))
              : Optional.empty();
      try (OutputStream file = new BufferedOutputStream(whole.stream())) {
        if (kept.isPresent()) {
          outputs(from, asked.taps(), kept.get(), file);
        } else {
          tap(from, asked.taps(), file);
        }
      }
      whole.keep();
    }
    return ExitCode.DONE;
  }

  private @Nullable Exemplar exemplar(List<String> like) throws IOException, UsageException {
    if (like.isEmpty()) {
      return null;
    }
    String first = like.getFirst();
    return first.startsWith(KeptAnswers.CHANNEL)
        ? Exemplar.of(KeptAnswers.stream(index, first.substring(KeptAnswers.CHANNEL.length())))
        : Exemplars.of(like);
  }

  private void outputs(Recording from, TapIndex taps, KeptAnswers.Found found, OutputStream file)
      throws IOException, InterruptedException, UsageException {
    KeptChannel kept = found.channel();
    // Before the replay: its files may have gone. What was searched for is left as it is.
    @Nullable Exemplar exemplar = exemplar(found.like());
    if (kept.kind().equals(KeptMember.TAPS) && exemplar != null) {
      file.write(Piece.lines(joined(from, taps, kept, exemplar)));
      return;
    }
    List<Integer> contexts =
        Stream.concat(kept.contexts().stream(), kept.siblings().stream()).sorted().toList();
    WantedOutputs wanted = Extraction.wanted(taps, contexts, kept.low(), kept.high());
    List<OutputRow> rows = new ArrayList<>();
    ExtractPass pass = new ExtractPass(wanted, memory.value(), rows::add);
    replay(from, taps, pass, true);
    pass.finish();
    if (pass.dropped() > 0) {
      Progress.line("%,d outputs did not fit: give --memory more".formatted(pass.dropped()));
    }
    if (exemplar == null) {
      file.write(Extraction.bytes(rows));
    } else if (kept.layout() == Layout.PAGED) {
      file.write(Piece.lines(paged(wanted, rows, exemplar, kept)));
    } else {
      file.write(Piece.lines(Extraction.stream(wanted, rows, exemplar)));
    }
  }

  private List<Piece> paged(
      WantedOutputs wanted, List<OutputRow> rows, Exemplar exemplar, KeptChannel kept)
      throws UsageException {
    List<Piece> stream = Extraction.paged(wanted, rows, exemplar, kept.stream(1).getFirst());
    if (stream.isEmpty()) {
      throw new UsageException(
          "The first bytes of %s, which tell it from other streams, are not among what the replay of %s left: give --memory more."
              .formatted(channel, recording));
    }
    return stream;
  }

  private List<Piece> joined(Recording from, TapIndex taps, KeptChannel kept, Exemplar exemplar)
      throws IOException, InterruptedException, UsageException {
    List<WantedTap> wanted = new ArrayList<>();
    for (String each : kept.joined()) {
      wanted.add(wanted(taps, each));
    }
    RunsPass pass = new RunsPass(wanted, memory.value());
    replay(from, taps, pass, false);
    List<List<RunRow>> runs = pass.finish();
    if (pass.dropped() > 0) {
      Progress.line("%,d runs did not fit: give --memory more".formatted(pass.dropped()));
    }
    return Extraction.together(runs, kept.port(), exemplar);
  }

  private static WantedTap wanted(TapIndex taps, String name) throws IOException, UsageException {
    TapName of = TapName.parse(name, taps.mined().depth());
    FoldedTap tap = Folds.of(taps, of.fold()).named(of);
    if (tap.spaces() > 1) {
      throw new UsageException(
          "%s is code that %d spaces share: name one space's tap, as answers without \"--fold code\" do."
              .formatted(name, tap.spaces()));
    }
    return Extraction.wanted(tap);
  }

  private void tap(Recording from, TapIndex taps, OutputStream file)
      throws IOException, InterruptedException, UsageException {
    StreamPass pass =
        new StreamPass(
            wanted(taps, channel),
            (bytes, length) -> {
              try {
                file.write(bytes, 0, length);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    try {
      replay(from, taps, pass, false);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /// The same accesses as when it was mined.
  private void replay(Recording from, TapIndex taps, TraceVisitor pass, boolean calls)
      throws IOException, InterruptedException, UsageException {
    var options = taps.origin().options();
    ProbeOptions probe =
        ProbeOptions.mining(
                taps.mined().reads(),
                taps.mined().writes(),
                taps.mined().depth(),
                taps.mined().stack())
            .between(number(options.get("from")), number(options.get("to")))
            .withCalls(calls);
    if ("user".equals(options.get("from"))) {
      probe = probe.fromFirstUserCode();
    }
    try (Progress progress = Progress.of("replaying " + from.name())) {
      ProbedReplay.End end =
          new ProbedReplay(from, probe, force)
              .run(
                  pass,
                  time -> progress.at("%,d million instructions".formatted(time / 1_000_000)));
      if (!end.whole()) {
        throw new UsageException(end.complaint());
      }
    }
  }

  private static OptionalLong number(@Nullable String text) {
    return text == null || !text.matches("[0-9]{1,18}")
        ? OptionalLong.empty()
        : OptionalLong.of(Long.parseLong(text));
  }
}
