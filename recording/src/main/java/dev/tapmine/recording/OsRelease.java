package dev.tapmine.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Which system this machine runs, from `/etc/os-release`.
///
/// @param id such as `debian`
/// @param codename such as `bookworm`, or empty
record OsRelease(String id, String codename) {
  static OsRelease ofThisMachine() {
    try {
      return parse(Files.readString(Path.of("/etc/os-release")));
    } catch (IOException e) {
      return new OsRelease("", "");
    }
  }

  static OsRelease parse(String text) {
    return new OsRelease(value(text, "ID="), value(text, "VERSION_CODENAME="));
  }

  private static String value(String text, String key) {
    return text.lines()
        .filter(l -> l.startsWith(key))
        .map(l -> l.substring(key.length()).replace("\"", "").strip())
        .findFirst()
        .orElse("");
  }
}
