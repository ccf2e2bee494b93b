package dev.tapmine.recording;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/// One QEMU under record or replay with its monitor, from start to end.
///
/// QEMU is told `-no-shutdown`: when its run is over it halts the guest and waits, so that its
/// instruction count can be asked for, and only then is it told to quit.
final class Run implements AutoCloseable {
  private static final Duration LAST_PATIENCE = Duration.ofSeconds(20);

  private final RuntimeFolder runtime;
  private final QemuProcess process;
  private final Qmp monitor;
  private final CompletableFuture<String> shutdown;

  private Run(
      RuntimeFolder runtime, QemuProcess process, Qmp monitor, CompletableFuture<String> shutdown) {
    this.runtime = runtime;
    this.process = process;
    this.monitor = monitor;
    this.shutdown = shutdown;
  }

  /// Starts QEMU and waits for its monitor.
  ///
  /// @param mode `record` or `replay`
  /// @param halt instruction at which to halt the guest, for good
  /// @param log the rr log, relative to the folder
  /// @param runtime closed together with the run
  static Run start(
      Qemu qemu,
      List<String> arguments,
      String mode,
      int shift,
      String log,
      OptionalLong halt,
      Path folder,
      RuntimeFolder runtime)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(options(mode, shift, log));
    Path socket = runtime.path().resolve("qmp");
    line.addAll(List.of("-qmp", "unix:" + socket + ",server=on,wait=off"));
    if (halt.isPresent()) {
      line.add("-S");
    }
    line.addAll(arguments);
    QemuProcess process = QemuProcess.start(qemu, line, folder, runtime);
    CompletableFuture<String> shutdown = new CompletableFuture<>();
    try {
      Qmp monitor = Qmp.connect(socket, process::alive, event -> watch(event, shutdown));
      if (halt.isPresent()) {
        monitor.execute("replay-break", Map.of("icount", halt.getAsLong()));
        monitor.execute("cont");
      }
      return new Run(runtime, process, monitor, shutdown);
    } catch (IOException | InterruptedException | RuntimeException e) {
      process.close();
      if (e instanceof IOException) {
        throw new RecordingException(
            "QEMU did not start: %s".formatted(sentence(process.lastWords())), e);
      }
      throw e;
    }
  }

  /// The options that make a run a recording or a replay.
  static List<String> options(String mode, int shift, String log) {
    return List.of(
        "-accel",
        "tcg",
        "-icount",
        "shift=%d,rr=%s,rrfile=%s".formatted(shift, mode, Chardevs.escape(log)),
        "-no-shutdown");
  }

  private static void watch(JsonNode event, CompletableFuture<String> shutdown) {
    switch (event.path("event").asText()) {
      case "SHUTDOWN" -> shutdown.complete(event.path("data").path("reason").asText());
      case "STOP" -> shutdown.complete("halt");
      default -> {}
    }
  }

  boolean alive() {
    return process.alive();
  }

  long pid() {
    return process.pid();
  }

  /// Waits a little for the guest's end.
  ///
  /// @return QEMU's word for the reason, once the run is over; empty while it goes on
  /// @throws RecordingException when QEMU died
  Optional<String> ended(Duration patience) throws RecordingException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      if (shutdown.isDone()) {
        return Optional.of(shutdown.join());
      }
      if (!process.alive()) {
        // The event may still be on its way through the monitor's thread.
        Thread.sleep(50);
        if (shutdown.isDone()) {
          return Optional.of(shutdown.join());
        }
        throw new RecordingException(
            "QEMU ended before the guest did (exit status %d): %s"
                .formatted(process.waitFor(), sentence(process.lastWords())));
      }
      if (System.nanoTime() >= deadline) {
        return Optional.empty();
      }
      Thread.sleep(5);
    }
  }

  /// Instructions executed so far.
  long instructions() throws IOException, InterruptedException {
    JsonNode count = monitor.execute("query-replay").path("icount");
    if (!count.canConvertToLong() || count.asLong() < 0) {
      throw new RecordingException(
          "QEMU does not say how many instructions it has executed: use a QEMU that records.");
    }
    return count.asLong();
  }

  /// Lets QEMU finish its log and exit. A running guest must not be stopped first: devices would
  /// look at their clocks, and the log would have what no replay reads.
  void quit() throws IOException, InterruptedException {
    monitor.execute("quit");
    if (!process.waitFor(LAST_PATIENCE)) {
      throw new RecordingException("QEMU did not exit when it was told to.");
    }
  }

  int exitStatus() throws InterruptedException {
    return process.waitFor();
  }

  String lastWords() {
    return process.lastWords();
  }

  /// Kills QEMU if it still runs and removes what only the run needed.
  @Override
  public void close() {
    process.close();
    try {
      monitor.close();
    } catch (IOException e) {
      // A socket to a process that has gone.
      shutdown.cancel(false);
    }
    runtime.close();
  }

  private static String sentence(String words) {
    return words.isEmpty() ? "it said nothing." : words.endsWith(".") ? words : words + ".";
  }
}
