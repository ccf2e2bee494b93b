package dev.tapmine.recording;

import java.nio.file.Path;
import java.util.List;

/// The two character devices that Tapmine gives every guest: `tapmine-console`, behind the first
/// serial port, and `tapmine-out`, behind the one that a guest hands out files through.
///
/// They are plain output: QEMU logs nothing for them, and a guest cannot tell a file from nothing.
final class Chardevs {
  private Chardevs() {}

  static List<String> toFiles(Path console, Path out) {
    return List.of(
        "-chardev",
        "file,id=tapmine-console,path=" + escape(console.toString()),
        "-chardev",
        "file,id=tapmine-out,path=" + escape(out.toString()));
  }

  /// For a replay that keeps the console only.
  static List<String> consoleOnly(Path console) {
    return List.of(
        "-chardev",
        "file,id=tapmine-console,path=" + escape(console.toString()),
        "-chardev",
        "null,id=tapmine-out");
  }

  static List<String> dropped() {
    return List.of("-chardev", "null,id=tapmine-console", "-chardev", "null,id=tapmine-out");
  }

  /// A value inside one of QEMU's comma-separated options.
  static String escape(String value) {
    return value.replace(",", ",,");
  }
}
