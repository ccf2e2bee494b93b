package dev.tapmine.cli;

import dev.tapmine.recording.Recording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A guest's boot and its log as a person sees it: what `eval log` compares an answer with.
///
/// @param guest its name
/// @param variant of the guest, such as `plain` or `quiet`; empty for a recording of the user's own
/// @param recording of the boot
/// @param reference the log, in ISO-8859-1, its lines ended by `\n` alone
/// @param like exemplars from another system, as `--like` takes them
/// @param to where mining is to end, so that nobody has read the log before; nothing for all
record LogCase(
    String guest,
    String variant,
    Recording recording,
    String reference,
    List<String> like,
    OptionalLong to) {
  private static final long LARGEST = 64 << 20;

  LogCase {
    like = List.copyOf(like);
  }

  /// The same, ranked by other exemplars.
  LogCase like(List<String> others) {
    return new LogCase(guest, variant, recording, reference, others, to);
  }

  /// A recording of the user's own, with the log that belongs to it.
  static LogCase of(Recording recording, Path reference, List<String> like)
      throws IOException, UsageException {
    return new LogCase(
        recording.name(), "", recording, lines(text(reference)), like, OptionalLong.empty());
  }

  /// What the guest printed to its console.
  static String console(Recording recording) throws IOException, UsageException {
    return lines(text(recording.console()));
  }

  /// What it printed after its end marker.
  static String afterMarker(Recording recording) throws IOException, UsageException {
    String all = console(recording);
    String marker = recording.manifest().endMarker() + "\n";
    int at = all.indexOf(marker);
    if (at < 0 || at + marker.length() == all.length()) {
      throw new UsageException(
          "The guest of %s prints no log after \"%s\": record it again."
              .formatted(recording.folder(), recording.manifest().endMarker()));
    }
    return all.substring(at + marker.length());
  }

  /// A file that the guest handed out after its end marker.
  static String file(Recording recording, String name) throws IOException, UsageException {
    Optional<Path> file =
        recording.handedOut().map(files -> files.resolve(name)).filter(Files::isRegularFile);
    if (file.isEmpty()) {
      throw new UsageException(
          "The guest of %s handed out no file \"%s\": record it again."
              .formatted(recording.folder(), name));
    }
    return lines(text(file.get()));
  }

  private static String text(Path file) throws IOException, UsageException {
    if (Files.size(file) > LARGEST) {
      throw new UsageException("The log " + file + " is larger than 64 MB: give a part of it.");
    }
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }

  /// A terminal's line ends become `\n`, and the carriage returns that start a line again go.
  private static String lines(String text) {
    return text.replace("\r", "");
  }
}
