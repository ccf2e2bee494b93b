package dev.tapmine.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/// Tells a recording's folder from an index's, so that a command given the wrong one can say so.
final class KindOfFolder {
  private KindOfFolder() {}

  /// Whether it looks like a tap index.
  static boolean isIndex(Path folder) {
    return Files.isRegularFile(folder.resolve("meta.parquet"));
  }

  /// Whether it looks like a recording.
  static boolean isRecording(Path folder) {
    return Files.isRegularFile(folder.resolve("log.rr"))
        && Files.isRegularFile(folder.resolve("manifest.json"));
  }
}
