package dev.tapmine.cli;

import dev.tapmine.recording.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tapmine mine`: replays a recording once and leaves a tap index.
@Command(
    name = "mine",
    description = {
      "Replays a recording once and writes its tap index, which answers rank, search and show.",
      "The index's folder is the last line printed."
    },
    mixinStandardHelpOptions = true)
final class MineCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
  private CommandSpec spec;

  @Parameters(paramLabel = "REC", description = "The recording.")
  @SuppressWarnings("NullAway.Init") // required
  private Path recording;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "INDEX",
      description = "The index's folder, which must not be there yet.")
  @SuppressWarnings("NullAway.Init") // required
  private Path output;

  @Option(names = "--replace", description = "Replace an index that is there.")
  private boolean replace;

  @Option(
      names = "--force",
      description = "Try although QEMU or a file is another than when it was recorded.")
  private boolean force;

  @Mixin private MiningOptions options = new MiningOptions();

  @Override
  public Integer call() throws IOException, InterruptedException, UsageException {
    MiningSession session =
        new MiningSession(Recording.open(recording), options.probe(), options.pass(), force);
    session.run(output, replace);
    spec.commandLine().getOut().println(output.toAbsolutePath().normalize());
    return ExitCode.DONE;
  }
}
