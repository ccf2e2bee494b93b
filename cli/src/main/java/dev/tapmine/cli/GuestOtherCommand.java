package dev.tapmine.cli;

import dev.tapmine.recording.OtherGuest;
import dev.tapmine.recording.OtherSystem;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tapmine guest other`: a guest that is no Linux.
@Command(
    name = "other",
    description = {
      "Makes a guest of a system other than Linux from Debian's package of it, and prints its",
      "folder."
    },
    mixinStandardHelpOptions = true)
final class GuestOtherCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
  private CommandSpec spec;

  @Parameters(paramLabel = "SYSTEM", description = "mach, xen, u-boot-arm64 or uefi-arm64.")
  @SuppressWarnings("NullAway.Init") // required
  private String system;

  @Option(
      names = "--suite",
      paramLabel = "NAME",
      description = "Debian's suite (default: this machine's, or the nearest with the package).")
  private @Nullable String suite;

  @Option(names = "--refresh", description = "Look for a newer package although one is cached.")
  private boolean refresh;

  @Override
  public Integer call() throws IOException, InterruptedException {
    spec.commandLine()
        .getOut()
        .println(
            OtherGuest.make(
                    OtherSystem.of(system), Optional.ofNullable(suite), refresh, Progress::line)
                .folder());
    return ExitCode.DONE;
  }
}
