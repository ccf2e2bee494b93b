package dev.tapmine.cli;

import dev.tapmine.recording.Architecture;
import dev.tapmine.recording.DebianGuest;
import dev.tapmine.recording.DebianGuestOptions;
import dev.tapmine.recording.Guest;
import dev.tapmine.recording.GuestFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
      description = {
        "Debian's name of the architecture: amd64, arm64, armel, armhf, i386, riscv64 or s390x",
        "(default: amd64)."
      })
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
      names = "--add",
      paramLabel = "FILE[=PATH]",
      description = {
        "A file of yours that the guest is to have, by default as /tapmine/NAME; may be given",
        "several times."
      })
  private List<String> files = List.of();

  @Option(
      names = "--cpu",
      paramLabel = "MODEL",
      description = "QEMU's model of the guest's processor, such as max.")
  private @Nullable String cpu;

  @Option(
      names = "--suite",
      paramLabel = "NAME",
      description = {
        "Debian's suite, such as trixie (default: this machine's, or the nearest that has the",
        "architecture)."
      })
  private @Nullable String suite;

  @Option(
      names = "--quiet",
      description = {
        "The guest's kernel has no console and nobody reads its log; the guest prints the log at its",
        "end, after the marker."
      })
  private boolean quiet;

  @Option(
      names = "--kaslr",
      description = "Let the kernel choose where it lies; such a guest has no symbols.")
  private boolean randomized;

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
            .withQuiet(quiet)
            .withRandomized(randomized)
            .withSymbols(!withoutSymbols && !randomized)
            .withRefresh(refresh);
    if (script != null) {
      options = options.withScript(script);
    }
    List<GuestFile> added = new ArrayList<>();
    for (String file : files) {
      added.add(GuestFile.parse(file));
    }
    options = options.withFiles(added);
    if (cpu != null) {
      options = options.withCpu(cpu);
    }
    if (suite != null) {
      options = options.withSuite(suite);
    }
    Guest guest = DebianGuest.make(options, Progress::line);
    spec.commandLine().getOut().println(guest.folder());
    return ExitCode.DONE;
  }
}
