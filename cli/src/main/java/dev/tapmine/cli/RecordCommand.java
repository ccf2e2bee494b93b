package dev.tapmine.cli;

import dev.tapmine.recording.Guest;
import dev.tapmine.recording.Qemu;
import dev.tapmine.recording.RecordOptions;
import dev.tapmine.recording.Recorder;
import dev.tapmine.recording.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `tapmine record`: runs a guest once and keeps all that a replay needs.
@Command(
    name = "record",
    description = {
      "Runs a guest and records it, until it powers off, a limit is reached, or Ctrl-C.",
      "The guest's serial console is shown meanwhile."
    },
    mixinStandardHelpOptions = true,
    customSynopsis = {
      "tapmine record -o REC [OPTIONS] GUEST",
      "tapmine record -o REC [OPTIONS] -- qemu-system-ARCH QEMU-OPTIONS..."
    })
final class RecordCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
  private CommandSpec spec;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "REC",
      description = "The recording's folder, which must not be there yet.")
  @SuppressWarnings("NullAway.Init") // required
  private Path output;

  @Option(names = "--replace", description = "Replace a recording that is there.")
  private boolean replace;

  @Option(
      names = "--time-limit",
      paramLabel = "SECONDS",
      description = "End the recording after so many seconds.")
  private @Nullable Long seconds;

  @Option(
      names = "--instruction-limit",
      paramLabel = "N",
      converter = Instructions.Converter.class,
      description = "End the recording after about so many instructions, such as 700M or 4G.")
  private @Nullable Instructions instructions;

  @Option(
      names = "--shift",
      paramLabel = "N",
      description = "An instruction takes 2^N ns of the guest's time, 0 to 10 (default: 3).")
  private int shift = 3;

  @Option(names = "--quiet", description = "Do not show the guest's console.")
  private boolean quiet;

  @Parameters(
      arity = "1..*",
      paramLabel = "GUEST",
      description = "A guest's folder, or after -- a complete QEMU command line.")
  @SuppressWarnings("NullAway.Init") // required
  private List<String> what;

  @Override
  public Integer call() throws IOException, InterruptedException, UsageException {
    try (ConsoleView console = new ConsoleView(Progress::line)) {
      RecordOptions options = options(console);
      Recording recording = what.size() == 1 ? guest(options) : ownCommand(options);
      Progress.line(
          "recorded %,d instructions (%s)"
              .formatted(
                  recording.manifest().instructions(),
                  Endings.words(recording.manifest().ending())));
      spec.commandLine().getOut().println(recording.folder());
    }
    return ExitCode.DONE;
  }

  private RecordOptions options(ConsoleView console) throws UsageException {
    RecordOptions options = RecordOptions.standard().withShift(shift).withReplace(replace);
    if (!quiet) {
      options = options.withConsole(console::show);
    }
    if (seconds != null) {
      options = options.withTimeLimit(Duration.ofSeconds(positive("--time-limit", seconds)));
    }
    if (instructions != null) {
      options = options.withInstructionLimit(positive("--instruction-limit", instructions.count()));
    }
    return options;
  }

  private static long positive(String option, long value) throws UsageException {
    if (value <= 0) {
      throw new UsageException(option + " wants a number above 0, not " + value + ".");
    }
    return value;
  }

  private Recording guest(RecordOptions options) throws IOException, InterruptedException {
    Guest guest = Guest.open(Path.of(what.getFirst()));
    Recorder recorder = new Recorder(Qemu.locate(guest.architecture()), options);
    CtrlC.means(recorder::stop);
    return recorder.record(guest, output);
  }

  private Recording ownCommand(RecordOptions options) throws IOException, InterruptedException {
    Recorder recorder = new Recorder(Qemu.ofCommand(what.getFirst()), options);
    CtrlC.means(recorder::stop);
    return recorder.record(what.subList(1, what.size()), Path.of(""), output);
  }
}
