package dev.tapmine.cli;

import dev.tapmine.recording.Architecture;
import dev.tapmine.recording.DebianGuest;
import dev.tapmine.recording.DebianGuestOptions;
import dev.tapmine.recording.Guest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `tapmine guest debian`: a guest from Debian's own kernel and busybox.
@Command(
    name = "debian",
    description = "Makes a small guest from Debian's packages and prints its folder.",
    mixinStandardHelpOptions = true)
final class GuestDebianCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
  private CommandSpec spec;

  @Option(
      names = "--arch",
      defaultValue = "amd64",
      paramLabel = "NAME",
      description = "Debian's name of the architecture, such as amd64 or arm64 (default: amd64).")
  private String architecture = "amd64";

  @Option(
      names = "--append",
      defaultValue = "",
      paramLabel = "WORDS",
      description = "More words for the kernel's command line.")
  private String append = "";

  @Option(
      names = "--run",
      paramLabel = "SCRIPT",
      description = "A shell script that the guest runs after it has booted; then it powers off.")
  private @Nullable Path script;

  @Option(
      names = "--suite",
      paramLabel = "NAME",
      description = "Debian's suite, such as trixie (default: this machine's).")
  private @Nullable String suite;

  @Option(
      names = "--no-symbols",
      description = "Do not boot the guest once to fetch its kernel's symbols.")
  private boolean withoutSymbols;

  @Option(names = "--refresh", description = "Look for newer packages although one is cached.")
  private boolean refresh;

  @Override
  public Integer call() throws IOException, InterruptedException {
    DebianGuestOptions options =
        DebianGuestOptions.of(Architecture.of(architecture))
            .withAppend(append)
            .withSymbols(!withoutSymbols)
            .withRefresh(refresh);
    if (script != null) {
      options = options.withScript(script);
    }
    if (suite != null) {
      options = options.withSuite(suite);
    }
    Guest guest = DebianGuest.make(options, Progress::line);
    spec.commandLine().getOut().println(guest.folder());
    return ExitCode.DONE;
  }
}
