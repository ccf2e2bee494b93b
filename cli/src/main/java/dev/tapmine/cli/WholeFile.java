package dev.tapmine.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// A file that has its name only when it is whole: it is written aside, under its name with a
/// leading dot, and renamed by [#keep]. Closing it before leaves nothing.
final class WholeFile implements AutoCloseable {
  private final Path file;
  private final Path aside;

  private WholeFile(Path file) {
    this.file = file.toAbsolutePath().normalize();
    this.aside = this.file.resolveSibling("." + this.file.getFileName() + ".partial");
  }

  /// A file that takes the place of one that is there.
  static WholeFile replacing(Path file) throws UsageException {
    requireFolder(file);
    return new WholeFile(file);
  }

  /// A file that must not be there yet: told before long work, not after it.
  static WholeFile fresh(Path file) throws UsageException {
    if (Files.exists(file)) {
      throw new UsageException(file + " exists already: choose another name.");
    }
    return replacing(file);
  }

  private static void requireFolder(Path file) throws UsageException {
    Path folder = file.toAbsolutePath().normalize().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new UsageException(file + " cannot be written: its folder does not exist.");
    }
    if (Files.isDirectory(file)) {
      throw new UsageException(file + " is a folder: give the name of a file.");
    }
  }

  /// Where the content goes; to be closed before [#keep].
  OutputStream stream() throws IOException {
    return Files.newOutputStream(aside);
  }

  /// Writes all of the content and keeps it.
  void write(byte[] content) throws IOException {
    Files.write(aside, content);
    keep();
  }

  /// Gives the file its name.
  void keep() throws IOException {
    Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(aside);
  }
}
