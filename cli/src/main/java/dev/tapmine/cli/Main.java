package dev.tapmine.cli;

import dev.tapmine.questions.QuestionException;
import dev.tapmine.recording.Manifest;
import dev.tapmine.taps.MemoryBudgetException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/// `tapmine`: reads the command line, runs one command, and turns what went wrong into one sentence
/// and an exit code.
@Command(
    name = "tapmine",
    description = "Finds where inside a running computer the interesting data is written.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {
      DemoCommand.class,
      GuestCommand.class,
      RecordCommand.class,
      MineCommand.class,
      ExemplarCommand.class,
      RankCommand.class,
      ClusterCommand.class,
      LabelCommand.class,
      LikeCommand.class,
      MapCommand.class,
      ReportCommand.class,
      SampleCommand.class,
      SearchCommand.class,
      ShowCommand.class,
      WhyCommand.class,
      ExtractCommand.class,
      InfoCommand.class,
      EvalCommand.class
    })
public final class Main {
  /// The version that recordings and indexes name, too.
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
      return new String[] {"tapmine " + Manifest.runningTapmine()};
    }
  }

  private Main() {}

  /// Runs the command and exits with its code.
  public static void main(String[] args) {
    CtrlC.interruptsThisThread();
    PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = run(out, err, args);
    out.flush();
    CtrlC.commandEnded(code);
    System.exit(code);
  }

  /// Runs one command without ending the JVM.
  static int run(PrintWriter out, PrintWriter err, String... args) {
    CommandLine line = new CommandLine(new Main());
    line.setOut(out);
    line.setErr(err);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpAutoWidth(true);
    line.setParameterExceptionHandler(Main::badCommandLine);
    line.setExecutionExceptionHandler((e, command, _) -> failed(e, command.getErr()));
    return line.execute(args);
  }

  private static int badCommandLine(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    command.getErr().println("tapmine: " + sentence(e.getMessage()));
    command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.BAD_INPUT;
  }

  private static int failed(Throwable e, PrintWriter err) {
    switch (e) {
      case InterruptedException _, CancellationException _ -> {
        err.println("tapmine: interrupted.");
        return ExitCode.INTERRUPTED;
      }
      case UncheckedIOException u -> {
        return failed(Objects.requireNonNull(u.getCause()), err);
      }
      case UsageException _, QuestionException _, MemoryBudgetException _ ->
          err.println("tapmine: " + sentence(e.getMessage()));
      case IOException io -> {
        if (CtrlC.pressed()) {
          err.println("tapmine: interrupted.");
          return ExitCode.INTERRUPTED;
        }
        err.println("tapmine: " + sentence(complaint(io)));
      }
      default -> {
        err.println(
            "tapmine: this is a fault of Tapmine's own; please report it with these lines.");
        e.printStackTrace(err);
        return ExitCode.FAULT;
      }
    }
    return ExitCode.BAD_INPUT;
  }

  /// The rooms' own exceptions are sentences; those of the JDK's file system are not.
  private static String complaint(IOException e) {
    return switch (e) {
      case NoSuchFileException n -> n.getFile() + ": there is no such file or folder.";
      case AccessDeniedException a -> a.getFile() + ": access is denied.";
      case FileAlreadyExistsException f -> f.getFile() + ": it exists already.";
      case FileSystemException f when f.getReason() != null ->
          f.getFile() + ": " + f.getReason() + ".";
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    };
  }

  /// On one line, with guest text made harmless and a full stop at its end.
  private static String sentence(@Nullable String message) {
    String line = GuestText.line(message == null ? "no reason is known" : message.strip());
    return line.isEmpty() || ".!?".indexOf(line.charAt(line.length() - 1)) < 0 ? line + "." : line;
  }
}
