package dev.tapmine.cli;

import dev.tapmine.recording.Architecture;
import dev.tapmine.recording.DebianGuest;
import dev.tapmine.recording.DebianGuestOptions;
import dev.tapmine.recording.Guest;
import dev.tapmine.recording.Qemu;
import dev.tapmine.recording.RecordOptions;
import dev.tapmine.recording.Recorder;
import dev.tapmine.recording.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A boot that hangs and says nothing, and the last line that it would have said.
///
/// Debian's kernel for the Raspberry Pi on QEMU's `raspi0`, which lacks the power controller that
/// one of its drivers takes for granted, without a console: it panics and stands still. The last
/// line is that of the same boot with an early console.
///
/// @param guest for the table
/// @param recording of the silent boot
/// @param expectedLine the last line of the log, with its timestamp as the other boot has it
record SilentBoot(String guest, Recording recording, String expectedLine) {
  /// More than the boot needs until it hangs; from there on it only repeats itself.
  private static final long INSTRUCTIONS = 3_000_000_000L;

  /// Prints before there is a driver for the port, and goes on to.
  private static final String EARLY_CONSOLE =
      "console=ttyAMA0 earlycon=pl011,0x20201000 keep_bootcon ignore_loglevel";

  /// A guest that waits for an interrupt that never comes executes nothing.
  private static final Duration AT_MOST = Duration.ofMinutes(10);

  /// Makes both recordings, or takes those made before.
  static SilentBoot make(boolean fresh) throws IOException, InterruptedException, UsageException {
    Guest guest = DebianGuest.make(DebianGuestOptions.of(Architecture.ARMEL), Progress::line);
    Path folder = DebianGuest.userCache().resolve("silent-boot");
    Files.createDirectories(folder);
    String name = String.valueOf(guest.folder().getFileName());
    Recording told = boot(guest, folder.resolve(name + "-told"), EARLY_CONSOLE, fresh);
    Recording silent = boot(guest, folder.resolve(name), "console=none loglevel=0", fresh);
    if (Files.size(silent.console()) > 0) {
      throw new UsageException(
          "The silent boot in %s is not silent: record it again.".formatted(silent.folder()));
    }
    return new SilentBoot("armel on raspi0", silent, lastLine(told));
  }

  private static Recording boot(Guest guest, Path folder, String console, boolean fresh)
      throws IOException, InterruptedException {
    Qemu qemu = Qemu.locate(guest.architecture());
    Optional<Recording> old = KeptRecording.old(qemu, folder, fresh);
    if (old.isPresent()) {
      return old.get();
    }
    Progress.line("recording a boot that hangs (" + console + ")");
    RecordOptions options =
        RecordOptions.standard()
            .withReplace(true)
            .withInstructionLimit(INSTRUCTIONS)
            .withTimeLimit(AT_MOST);
    return new Recorder(qemu, options)
        .record(
            List.of(
                "-machine",
                "raspi0",
                "-nodefaults",
                "-display",
                "none",
                "-no-reboot",
                "-serial",
                "stdio",
                "-kernel",
                "kernel",
                "-initrd",
                "initrd",
                "-dtb",
                "dtb",
                "-append",
                console + " nokaslr"),
            guest.folder(),
            folder);
  }

  private static String lastLine(Recording told) throws IOException, UsageException {
    return LogCase.console(told)
        .lines()
        .filter(line -> !line.isBlank())
        .reduce((first, second) -> second)
        .orElseThrow(
            () -> new UsageException("The boot in %s says nothing.".formatted(told.folder())));
  }
}
