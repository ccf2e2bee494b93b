package dev.tapmine.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tapmine.recording.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// One run for `eval speed`, which starts this in a JVM of its own and reads the JSON it prints.
@Command(name = "speed-run", hidden = true, description = "One measured run.")
final class EvalSpeedRunCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
  private CommandSpec spec;

  @Parameters(index = "0")
  @SuppressWarnings("NullAway.Init") // required
  private Path recording;

  @Parameters(index = "1")
  @SuppressWarnings("NullAway.Init") // required
  private SpeedVariant variant;

  @Parameters(index = "2")
  @SuppressWarnings("NullAway.Init") // required
  private Path folder;

  @Option(names = "--force")
  private boolean force;

  @Override
  public Integer call() throws IOException, InterruptedException, UsageException {
    endWithTheParent();
    SpeedRun run = SpeedRun.measure(Recording.open(recording), variant, folder, force);
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("wallSeconds", run.wallSeconds());
    json.put("cpuSeconds", run.cpuSeconds());
    json.put("peakBytes", run.peakBytes());
    spec.commandLine().getOut().println(json);
    return ExitCode.DONE;
  }

  /// Standard input is a pipe from the parent, which writes nothing: it ends when the parent does.
  private static void endWithTheParent() {
    Thread.ofPlatform()
        .daemon(true)
        .name("parent")
        .start(() -> {
          try {
            while (System.in.read() >= 0) {
              // nothing is meant by it
            }
          } catch (IOException e) {
            // as good as its end
          }
          System.exit(ExitCode.INTERRUPTED);
        });
  }
}
