package dev.tapmine.recording;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A short-lived private folder for sockets and scratch files of one QEMU.
///
/// It lies under `/var/tmp`, on a disk because QEMU puts the overlays of a guest's disks there, and
/// is readable by this user alone. Its name says which process made it: what a killed process left
/// behind goes when the next one starts. Paths are short, because a Unix socket's may have 107
/// bytes only.
final class RuntimeFolder implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Set<Path> LIVE = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> LIVE.forEach(RuntimeFolder::deleteQuietly)));
  }

  private final Path path;

  private RuntimeFolder(Path path) {
    this.path = path;
  }

  static RuntimeFolder create() throws IOException {
    return create(home());
  }

  static RuntimeFolder create(Path home) throws IOException {
    ownPrivately(home);
    sweep(home);
    Path path = home.resolve(RunningProcess.me() + "-" + COUNT.getAndIncrement());
    Files.createDirectory(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    LIVE.add(path);
    return new RuntimeFolder(path);
  }

  Path path() {
    return path;
  }

  @Override
  public void close() {
    LIVE.remove(path);
    deleteQuietly(path);
  }

  private static Path home() throws IOException {
    Path disk = Path.of("/var/tmp");
    Path base = Files.isWritable(disk) ? disk : Path.of("/tmp");
    return base.resolve("tapmine-" + userId());
  }

  private static Object userId() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid");
  }

  private static void ownPrivately(Path home) throws IOException {
    try {
      Files.createDirectory(
          home, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (FileAlreadyExistsException e) {
      if (!Files.isDirectory(home, LinkOption.NOFOLLOW_LINKS)
          || !Files.getAttribute(home, "unix:uid", LinkOption.NOFOLLOW_LINKS).equals(userId())) {
        throw new RecordingException(
            "%s belongs to somebody else and Tapmine wants to use it: remove it.".formatted(home),
            e);
      }
    }
  }

  private static void sweep(Path home) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(home)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        int dash = name.lastIndexOf('-');
        if (dash > 0 && !RunningProcess.runs(name.substring(0, dash))) {
          deleteQuietly(entry);
        }
      }
    }
  }

  private static void deleteQuietly(Path folder) {
    try {
      Folders.delete(folder);
    } catch (IOException | UncheckedIOException e) {
      // Somebody else sweeps at the same time, or the next start will.
      LIVE.remove(folder);
    }
  }
}
