package dev.tapmine.cli;

import dev.tapmine.trace.Ring;
import dev.tapmine.trace.TraceException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where a ring lies: in `/dev/shm`, or in the folder for temporary files where there is no room.
///
/// A ring's file has a name only until the probe has opened it. One that a killed Tapmine left in
/// that moment is removed by the next.
final class RingFile {
  private static final Path SHARED_MEMORY = Path.of("/dev/shm");
  private static final String PREFIX = "tapmine-ring-";

  private RingFile() {}

  /// Creates a ring.
  static Ring create() throws TraceException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    sweep(SHARED_MEMORY);
    sweep(temporary);
    String name = PREFIX + ProcessHandle.current().pid() + "-" + System.nanoTime();
    if (Files.isWritable(SHARED_MEMORY)) {
      try {
        return Ring.create(SHARED_MEMORY.resolve(name), Ring.DEFAULT_BATCHES);
      } catch (TraceException e) {
        Progress.line(e.getMessage() + " Trying " + temporary + ".");
      }
    }
    return Ring.create(temporary.resolve(name), Ring.DEFAULT_BATCHES);
  }

  /// Removes the rings of processes that are no more, as far as this user may.
  private static void sweep(Path folder) {
    try (DirectoryStream<Path> rings = Files.newDirectoryStream(folder, PREFIX + "*")) {
      for (Path ring : rings) {
        String name = ring.getFileName().toString().substring(PREFIX.length());
        int dash = name.indexOf('-');
        if (dash > 0 && name.substring(0, dash).chars().allMatch(Character::isDigit)) {
          long pid = Long.parseLong(name.substring(0, dash));
          if (ProcessHandle.of(pid).isEmpty() && Files.isWritable(ring)) {
            Files.deleteIfExists(ring);
          }
        }
      }
    } catch (IOException | NumberFormatException e) {
      // A ring that cannot be removed harms nobody but takes six megabytes; say so once.
      Progress.line("old rings in " + folder + " could not be removed: " + e.getMessage());
    }
  }
}
