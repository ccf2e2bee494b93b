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

/// Recordings that a command makes for itself and keeps for the next time.
final class KeptRecording {
  private KeptRecording() {}

  /// The one made before, if this QEMU made it; else a new one.
  ///
  /// @param fresh whether to record in any case
  /// @param what is recorded, for the user
  static Recording of(Guest guest, Path folder, boolean fresh, String what)
      throws IOException, InterruptedException {
    Qemu qemu = Qemu.locate(guest.architecture());
    if (!fresh && Files.exists(folder)) {
      try {
        Recording old = Recording.open(folder);
        if (old.manifest().qemuSha256().equals(qemu.sha256())) {
          Progress.line("using the recording made before");
          return old;
        }
        Progress.line("QEMU is another one than before: recording again");
      } catch (RecordingException e) {
        Progress.line("recording again: " + e.getMessage());
      }
    }
    try (ConsoleView console = new ConsoleView(Progress::line)) {
      Progress.line("recording " + what + "; what follows is the guest's console");
      RecordOptions options = RecordOptions.standard().withReplace(true).withConsole(console::show);
      return new Recorder(qemu, options).record(guest, folder);
    }
  }
}
