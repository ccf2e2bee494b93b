package dev.tapmine.recording;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// One QEMU, started so that it cannot outlive this JVM, not even one that is killed with -9.
///
/// The kernel is told to kill QEMU when its parent dies (`setpriv --pdeathsig`). To the kernel the
/// parent is the *thread* that started it, so one platform thread that lives as long as the JVM
/// starts them all. Between fork and that wish the JVM may die already; a shell looks for that
/// before it becomes QEMU. QEMU gets a session of its own: Ctrl-C at the terminal reaches only
/// Tapmine, which stops QEMU in an orderly way.
final class QemuProcess implements AutoCloseable {
  private static final ExecutorService STARTER =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon(true).name("qemu-starter").factory());

  private final Process process;
  private final Path errors;

  private QemuProcess(Process process, Path errors) {
    this.process = process;
    this.errors = errors;
  }

  /// Starts a QEMU.
  ///
  /// @param arguments after the binary
  /// @param folder QEMU's working folder, to which file names in the arguments are relative
  static QemuProcess start(Qemu qemu, List<String> arguments, Path folder, RuntimeFolder runtime)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "setsid",
                "setpriv",
                "--pdeathsig",
                "KILL",
                "sh",
                "-c",
                "[ \"$PPID\" = \"$1\" ] || exit 1; shift; exec \"$@\"",
                "tapmine",
                Long.toString(ProcessHandle.current().pid()),
                qemu.path().toString()));
    command.addAll(arguments);
    Path errors = runtime.path().resolve("qemu.err");
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(folder.toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(errors.toFile()));
    builder.redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
    builder.environment().put("LC_ALL", "C");
    // Overlays of disks: a killed QEMU leaves them, and they go with the runtime folder.
    builder.environment().put("TMPDIR", runtime.path().toString());
    try {
      return new QemuProcess(STARTER.submit(builder::start).get(), errors);
    } catch (ExecutionException e) {
      throw new RecordingException(
          "QEMU could not be started by way of setsid and setpriv: install the package util-linux.",
          e);
    }
  }

  boolean alive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  int waitFor() throws InterruptedException {
    return process.waitFor();
  }

  boolean waitFor(Duration patience) throws InterruptedException {
    return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// What QEMU printed, cut to its last lines, on one line.
  String lastWords() {
    try {
      String said = new String(Files.readAllBytes(errors), StandardCharsets.UTF_8);
      List<String> lines = said.lines().filter(l -> !l.isBlank()).toList();
      String last = String.join("; ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
      return last.replaceAll("\\p{Cntrl}", " ").strip();
    } catch (IOException e) {
      return "";
    }
  }

  /// Kills QEMU if it still runs, and waits until it is gone.
  @Override
  public void close() {
    process.destroyForcibly();
    boolean interrupted = false;
    while (true) {
      try {
        process.waitFor();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
