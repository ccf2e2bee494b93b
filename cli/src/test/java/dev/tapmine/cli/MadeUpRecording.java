package dev.tapmine.cli;

import dev.tapmine.recording.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Recordings that can be opened and not replayed.
final class MadeUpRecording {
  static final String MARKER = "the end";
  static final long INSTRUCTIONS = 1000;

  private MadeUpRecording() {}

  static Recording in(Path folder, String console) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("log.rr"), "");
    Files.writeString(folder.resolve("console.txt"), console);
    Files.writeString(
        folder.resolve("manifest.json"),
        """
        {"version": 1, "tapmine": "test", "architecture": "arm64", "qemuVersion": "0",
         "qemuSha256": "", "shift": 3, "arguments": [], "command": [],
         "files": [{"role": "log", "path": "log.rr", "size": 0, "sha256": ""}], "packages": [],
         "endMarker": "the end", "ending": "POWEROFF", "instructions": 1000}
        """);
    return Recording.open(folder);
  }
}
