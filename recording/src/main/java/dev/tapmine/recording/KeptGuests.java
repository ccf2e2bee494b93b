package dev.tapmine.recording;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The cache of guests: each made once, aside, and by one process at a time.
final class KeptGuests {
  /// Makes a guest's files and its manifest in an empty folder.
  @FunctionalInterface
  interface Builder {
    void build(Path folder) throws IOException, InterruptedException;
  }

  private KeptGuests() {}

  /// The guest of that name, made now if there is none.
  ///
  /// @param cache Tapmine's
  /// @param name tells guests apart by all that was asked for
  /// @param refresh whether to make it in any case
  static Guest of(Path cache, String name, boolean refresh, Builder builder)
      throws IOException, InterruptedException {
    Path guests = cache.resolve("guests");
    Files.createDirectories(guests);
    try (FileChannel lockFile =
            FileChannel.open(
                guests.resolve("." + name + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock _ = lockFile.lock()) {
      Path folder = guests.resolve(name);
      if (!refresh && Files.exists(folder.resolve(Guest.MANIFEST))) {
        return Guest.open(folder);
      }
      Path aside = guests.resolve("." + name + ".partial");
      Folders.delete(aside);
      Files.createDirectories(aside);
      try {
        builder.build(aside);
        Folders.publish(aside, folder);
      } finally {
        Folders.delete(aside);
      }
      return Guest.open(folder);
    }
  }
}
