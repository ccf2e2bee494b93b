package dev.tapmine.cli;

import java.util.List;
import java.util.Optional;

/// A log that programs of a guest keep in a file, which the guest hands out after its end marker.
///
/// @param variant of the guest that is judged by it
/// @param script that the guest runs, without `.sh`; one guest may keep several logs
/// @param file its name
/// @param exemplar a shipped log of other programs, recorded elsewhere
record ProgramLog(String variant, String script, String file, String exemplar) {
  /// All there are: of busybox's syslogd and web server, of JSON lines, and of rows of numbers.
  static final List<ProgramLog> ALL =
      List.of(
          new ProgramLog("syslog", "syslog", "messages", "syslog"),
          new ProgramLog("httpd", "files", "access", "httpd"),
          new ProgramLog("json", "files", "json", "json-lines"),
          new ProgramLog("csv", "files", "csv", "csv"));

  /// That of a variant; nothing for one whose log is the kernel's.
  static Optional<ProgramLog> of(String variant) {
    return ALL.stream().filter(log -> log.variant.equals(variant)).findFirst();
  }
}
