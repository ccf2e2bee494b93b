package dev.tapmine.cli;

import dev.tapmine.recording.Guest;
import dev.tapmine.recording.Qemu;
import dev.tapmine.recording.RecordOptions;
import dev.tapmine.recording.Recorder;
import dev.tapmine.recording.Recording;
import dev.tapmine.recording.RecordingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Recordings that a command makes for itself and keeps for the next time.
final class KeptRecording {
  /// For guests that do not come to an end by themselves.
  private static final Duration AT_MOST = Duration.ofMinutes(20);

  private KeptRecording() {}

  /// The one made before, if this QEMU made it; else a new one.
  ///
  /// @param fresh whether to record in any case
  /// @param what is recorded, for the user
  static Recording of(Guest guest, Path folder, boolean fresh, String what)
      throws IOException, InterruptedException {
    Qemu qemu = Qemu.locate(guest.architecture());
    Optional<Recording> old = old(qemu, folder, fresh);
    if (old.isPresent()) {
      return old.get();
    }
    try (ConsoleView console = view(what)) {
      RecordOptions options = RecordOptions.standard().withReplace(true).withConsole(console::show);
      return new Recorder(qemu, options).record(guest, folder);
    }
  }

  /// The same of a guest that does not come to an end by itself: soon after it has printed some
  /// text.
  static Recording until(String text, Guest guest, Path folder, boolean fresh, String what)
      throws IOException, InterruptedException {
    Qemu qemu = Qemu.locate(guest.architecture());
    Optional<Recording> old = old(qemu, folder, fresh);
    if (old.isPresent()) {
      return old.get();
    }
    try (ConsoleView console = view(what)) {
      LastWords words = new LastWords(text, console::show);
      RecordOptions options =
          RecordOptions.standard()
              .withReplace(true)
              .withTimeLimit(AT_MOST)
              .withConsole(words::heard);
      Recorder recorder = new Recorder(qemu, options);
      words.then(recorder::stop);
      return recorder.record(guest, folder);
    }
  }

  /// The one made before, if this QEMU made it.
  static Optional<Recording> old(Qemu qemu, Path folder, boolean fresh) throws IOException {
    if (!fresh && Files.exists(folder)) {
      try {
        Recording old = Recording.open(folder);
        if (old.manifest().qemuSha256().equals(qemu.sha256())) {
          Progress.line("using the recording made before");
          return Optional.of(old);
        }
        Progress.line("QEMU is another one than before: recording again");
      } catch (RecordingException e) {
        Progress.line("recording again: " + e.getMessage());
      }
    }
    return Optional.empty();
  }

  private static ConsoleView view(String what) {
    Progress.line("recording " + what + "; what follows is the guest's console");
    return new ConsoleView(Progress::line);
  }
}
