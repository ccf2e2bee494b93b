package dev.tapmine.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// A file that a replay needs, as it was when it was kept.
///
/// @param role what it is for: `kernel`, `initrd`, `dtb`, `disk`, `log`, `file`, `symbols`
/// @param path relative to the folder that keeps it, and inside it
/// @param size in bytes
/// @param sha256 of its content
public record KeptFile(String role, String path, long size, String sha256) {
  static KeptFile of(String role, Path folder, String path) throws IOException {
    Path file = folder.resolve(path);
    return new KeptFile(role, path, Files.size(file), Digest.of(file));
  }

  /// Compares the file with what is remembered of it.
  ///
  /// @param hashed whether the content is compared too, not only the size
  /// @throws RecordingException when it is missing or differs
  void check(Path folder, boolean hashed) throws IOException {
    Path file = in(folder);
    if (!Files.isRegularFile(file)) {
      throw new RecordingException(
          "The %s %s of %s is missing: bring it back or record again."
              .formatted(noun(), path, folder));
    }
    long now = Files.size(file);
    if (now != size) {
      throw new RecordingException(
          "The %s %s of %s is %s: it has %d bytes where the manifest says %d; record again."
              .formatted(noun(), path, folder, now < size ? "truncated" : "changed", now, size));
    }
    if (hashed && !Digest.of(file).equals(sha256)) {
      throw new RecordingException(
          "The %s %s of %s has changed since it was recorded (its SHA-256 differs): record again."
              .formatted(noun(), path, folder));
    }
  }

  /// The file in the folder that keeps it.
  ///
  /// @throws RecordingException when no file can have its path
  Path in(Path folder) throws RecordingException {
    try {
      return folder.resolve(path);
    } catch (InvalidPathException e) {
      throw new RecordingException(
          "The manifest in %s is damaged (it names a file %s): make it again."
              .formatted(folder, path),
          e);
    }
  }

  /// Whether the file lies in the folder that keeps it, as the path says.
  boolean inside(Path folder) throws RecordingException {
    Path file = in(folder).normalize();
    return file.startsWith(folder) && !file.equals(folder);
  }

  private String noun() {
    return role.equals("file") ? "file" : role + " file";
  }
}
