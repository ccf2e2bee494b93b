package dev.tapmine.recording;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/// Runs a guest once and leaves a recording of it.
///
/// The recording's folder appears under its name only when it is whole. A recorder records once;
/// [#stop] may be called from any thread.
public final class Recorder {
  static final String LOG = "log.rr";
  static final String CONSOLE = "console.txt";
  static final String FILES = "files";

  private static final Duration LOOK = Duration.ofMillis(100);

  /// Instructions before the moment QEMU halted that are surely before the guest's power-off: the
  /// guest executes a few more until QEMU's main thread has its turn, in each replay others.
  private static final long AFTERMATH = 1_000_000;

  private static final Duration RUN_ON = Duration.ofSeconds(10);
  private static final long LOG_BUFFER = 4096;
  private static final long LARGEST_HAND_OUT = 4L << 30;

  private final Qemu qemu;
  private final RecordOptions options;
  private volatile boolean stopped;

  public Recorder(Qemu qemu, RecordOptions options) throws RecordingException {
    if (options.shift() < 0 || options.shift() > 10) {
      throw new RecordingException(
          "The icount shift %d is out of range: give 0 to 10.".formatted(options.shift()));
    }
    this.qemu = qemu;
    this.options = options;
  }

  /// Ends the recording at once and in order; it is kept as [Ending#INTERRUPTED].
  public void stop() {
    stopped = true;
  }

  /// Records a guest that Tapmine made.
  ///
  /// @param target folder to make; must not exist unless it may be replaced
  /// @throws RecordingException when QEMU fails or the target is taken
  /// @throws InterruptedException when the thread is interrupted: QEMU is killed, nothing is left
  public Recording record(Guest guest, Path target) throws IOException, InterruptedException {
    List<InputFile> inputs = new ArrayList<>();
    for (KeptFile file : guest.about().files()) {
      file.check(guest.folder(), true);
      inputs.add(new InputFile(file.role(), guest.folder().resolve(file.path()), file.path()));
    }
    Set<String> kept = inputs.stream().map(InputFile::name).collect(Collectors.toSet());
    Optional<ReplayedArguments.Refusal> refused =
        new ReplayedArguments(kept).firstRefused(guest.about().arguments());
    if (refused.isPresent()) {
      throw new RecordingException(
          "The guest %s is not started, since its manifest gives QEMU %s (%s): do not trust it."
              .formatted(guest.folder(), refused.get().given(), refused.get().reason()));
    }
    return record(
        new Plan(
            guest.about().architecture(),
            guest.about().arguments(),
            guest.about().arguments(),
            inputs,
            guest.about().packages(),
            guest.about().endMarker()),
        target);
  }

  /// Records a QEMU command of the user's own.
  ///
  /// @param arguments after the binary; what they name is taken into the recording
  /// @param base folder that relative file names in them are relative to
  /// @param target folder to make; must not exist unless it may be replaced
  /// @throws RecordingException when an argument cannot be recorded, QEMU fails, or the target is
  ///   taken
  /// @throws InterruptedException when the thread is interrupted: QEMU is killed, nothing is left
  public Recording record(List<String> arguments, Path base, Path target)
      throws IOException, InterruptedException {
    CommandLine line = CommandLine.parse(qemu.target(), arguments, base.toAbsolutePath());
    return record(
        new Plan(qemu.target(), line.arguments(), line.replayed(), line.inputs(), List.of(), ""),
        target);
  }

  private record Plan(
      String architecture,
      List<String> arguments,
      List<String> replayed,
      List<InputFile> inputs,
      List<DebianPackage> packages,
      String endMarker) {}

  private Recording record(Plan plan, Path target) throws IOException, InterruptedException {
    Path absolute = target.toAbsolutePath().normalize();
    Path name = absolute.getFileName();
    Path parent = absolute.getParent();
    if (name == null || parent == null) {
      throw new RecordingException(
          "%s cannot be a recording: give a new folder.".formatted(target));
    }
    refuseTaken(absolute);
    Files.createDirectories(parent);
    sweep(parent, name);
    Path aside = parent.resolve("." + name + ".partial-" + RunningProcess.me());
    Folders.delete(aside);
    try {
      Files.createDirectory(aside);
      List<KeptFile> files = new ArrayList<>();
      for (InputFile input : plan.inputs()) {
        files.add(keep(input, aside));
      }
      Outcome outcome = run(plan, aside);
      handOut(aside);
      files.add(KeptFile.of("log", aside, LOG));
      Json.write(
          aside.resolve(Manifest.FILE),
          new Manifest(
              Manifest.VERSION,
              Manifest.runningTapmine(),
              plan.architecture(),
              qemu.version(),
              qemu.sha256(),
              options.shift(),
              plan.replayed(),
              outcome.command(),
              files,
              plan.packages(),
              plan.endMarker(),
              outcome.ending(),
              outcome.instructions()));
      Folders.publish(aside, absolute);
    } catch (FileSystemException e) {
      throw new RecordingException(
          "The recording could not be written to %s (%s): is there room, and may you write there?"
              .formatted(parent, e.getReason() == null ? e.getMessage() : e.getReason()),
          e);
    } finally {
      Folders.delete(aside);
    }
    return Recording.open(absolute);
  }

  private void refuseTaken(Path target) throws RecordingException {
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!options.replace()) {
      throw new RecordingException(
          "%s exists already: choose another name, or say that it may be replaced."
              .formatted(target));
    }
    if (!Files.isRegularFile(target.resolve(Manifest.FILE))) {
      throw new RecordingException(
          "%s exists and is not a recording, so Tapmine does not replace it: choose another name."
              .formatted(target));
    }
  }

  /// Removes what a killed recorder left under the same name.
  private static void sweep(Path parent, Path name) throws IOException {
    String prefix = "." + name + ".partial-";
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent)) {
      for (Path entry : entries) {
        String found = entry.getFileName().toString();
        if (found.startsWith(prefix) && !RunningProcess.runs(found.substring(prefix.length()))) {
          Folders.delete(entry);
        }
      }
    }
  }

  /// Copies a file in, without the holes of a sparse disk where the file system can.
  private static KeptFile keep(InputFile input, Path folder)
      throws IOException, InterruptedException {
    Command.Outcome done =
        Command.run(
            List.of(
                "cp",
                "--reflink=auto",
                "--sparse=auto",
                "--",
                input.source().toString(),
                folder.resolve(input.name()).toString()));
    if (done.status() != 0) {
      throw new RecordingException(
          "%s could not be copied into the recording (%s): is there room?"
              .formatted(input.source(), done.lastLine()));
    }
    return KeptFile.of(input.role(), folder, input.name());
  }

  private record Outcome(List<String> command, Ending ending, long instructions) {}

  private Outcome run(Plan plan, Path folder) throws IOException, InterruptedException {
    RuntimeFolder runtime = RuntimeFolder.create();
    Path console = folder.resolve(CONSOLE);
    List<String> arguments = new ArrayList<>(Chardevs.toFiles(Path.of(CONSOLE), Path.of("out")));
    arguments.addAll(plan.arguments());
    List<String> command = new ArrayList<>(List.of(qemu.path().toString()));
    command.addAll(Run.options("record", options.shift(), LOG));
    command.addAll(arguments);
    command.addAll(options.extraArguments());
    arguments.addAll(options.extraArguments());
    try (Run run =
            Run.start(
                qemu,
                arguments,
                "record",
                options.shift(),
                LOG,
                OptionalLong.empty(),
                folder,
                runtime);
        ConsoleTail _ = ConsoleTail.start(console, options.console())) {
      Ending ending = await(run);
      long instructions = run.instructions();
      if (!ending.byTheGuest()) {
        ending = logged(run, ending, folder.resolve(LOG));
      }
      if (ending.byTheGuest()) {
        instructions = Math.max(1, run.instructions() - AFTERMATH);
      }
      run.quit();
      if (run.exitStatus() != 0 || run.lastWords().contains("replay write error")) {
        throw new RecordingException(
            "QEMU could not write the whole log to %s (%s): make room on the disk and record again."
                .formatted(folder.getParent(), run.lastWords()));
      }
      return new Outcome(command, ending, instructions);
    } finally {
      runtime.close();
    }
  }

  /// Lets the guest run on until what it has executed so far is in the log for certain.
  ///
  /// QEMU logs instructions only together with the next event, and the last of them may be lost
  /// when it quits. What reaches the file after its buffer was filled anew was logged later.
  private static Ending logged(Run run, Ending ending, Path log)
      throws IOException, InterruptedException {
    long enough = Files.size(log) + 2 * LOG_BUFFER;
    long deadline = System.nanoTime() + RUN_ON.toNanos();
    while (Files.size(log) < enough && System.nanoTime() < deadline) {
      Optional<String> reason = run.ended(Duration.ofMillis(10));
      if (reason.isPresent()) {
        return ending(reason.get());
      }
    }
    return ending;
  }

  private static Ending ending(String reason) {
    return switch (reason) {
      case "guest-shutdown" -> Ending.POWEROFF;
      case "guest-reset", "guest-panic" -> Ending.RESET;
      default -> Ending.INTERRUPTED;
    };
  }

  private Ending await(Run run) throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (true) {
      Optional<String> reason = run.ended(LOOK);
      if (reason.isPresent()) {
        return ending(reason.get());
      }
      if (stopped) {
        return Ending.INTERRUPTED;
      }
      if (options.timeLimit().isPresent()
          && System.nanoTime() - start >= options.timeLimit().get().toNanos()) {
        return Ending.TIME_LIMIT;
      }
      if (options.instructionLimit().isPresent()
          && run.instructions() >= options.instructionLimit().getAsLong()) {
        return Ending.INSTRUCTION_LIMIT;
      }
    }
  }

  /// Unpacks what the guest handed out, and drops the raw stream.
  private static void handOut(Path folder) throws IOException {
    Path raw = folder.resolve("out");
    if (!Files.exists(raw)) {
      return;
    }
    if (Files.size(raw) > 0) {
      Path files = Files.createDirectory(folder.resolve(FILES));
      try (InputStream in = Files.newInputStream(raw)) {
        CpioReader.unpack(in, files, LARGEST_HAND_OUT);
      }
    }
    Files.delete(raw);
  }
}
