package dev.tapmine.recording;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The private apt of a suite and an architecture, with its index fetched, while no other process
/// uses it.
final class LockedApt implements AutoCloseable {
  private final FileChannel lock;
  private final PrivateApt apt;

  private LockedApt(FileChannel lock, PrivateApt apt) {
    this.lock = lock;
    this.apt = apt;
  }

  /// Waits for its turn and fetches the index.
  static LockedApt open(Path cache, String suite, Architecture architecture, OsRelease system)
      throws IOException, InterruptedException {
    AptSources.Source source =
        AptSources.forSuite(AptSources.read(Path.of("/etc/apt")), suite, system);
    Path root = cache.resolve("apt").resolve(suite + "-" + architecture.debianName());
    Files.createDirectories(root);
    FileChannel file =
        FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      file.lock();
      PrivateApt apt = new PrivateApt(root, source, suite, architecture.debianName());
      apt.update();
      return new LockedApt(file, apt);
    } catch (IOException | InterruptedException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  PrivateApt apt() {
    return apt;
  }

  /// Gives the lock back.
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
