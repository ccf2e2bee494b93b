package dev.tapmine.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// A file of the user's own that a guest is to have.
///
/// @param source on this machine
/// @param path in the guest, from its root, without the leading slash
public record GuestFile(Path source, String path) {
  /// A guest has 256 MB of memory, and holds the initramfs in it twice while it unpacks it.
  private static final long LARGEST_TOGETHER = 96L << 20;

  private static final Set<String> MOUNTED = Set.of("dev", "proc", "sys");
  private static final Set<String> TAKEN =
      Set.of("bin/busybox", "init", Initrd.SCRIPT, Initrd.OUT_PORT);

  /// @throws IllegalArgumentException when the path is none that a guest can have; it says why
  public GuestFile {
    String reason = fault(path);
    if (!reason.isEmpty()) {
      throw new IllegalArgumentException(
          "\"%s\" cannot be a file's path in a guest: %s.".formatted(path, reason));
    }
  }

  /// A file that becomes `/tapmine/NAME`.
  public static GuestFile of(Path source) {
    return new GuestFile(source, "tapmine/" + source.toAbsolutePath().normalize().getFileName());
  }

  /// What a user wrote: `FILE`, or `FILE=PATH-IN-GUEST` with a path that may begin with a slash.
  ///
  /// @throws RecordingException when the path is none that a guest can have
  public static GuestFile parse(String given) throws RecordingException {
    int equals = given.lastIndexOf('=');
    try {
      return equals < 0
          ? of(Path.of(given))
          : new GuestFile(
              Path.of(given.substring(0, equals)),
              given.substring(equals + 1).replaceFirst("^/", ""));
    } catch (IllegalArgumentException e) {
      throw new RecordingException(String.valueOf(e.getMessage()), e);
    }
  }

  private static String fault(String path) {
    List<String> parts = List.of(path.split("/", -1));
    if (parts.contains("..") || parts.contains(".")) {
      return "it may not have . or .. in it";
    }
    if (parts.contains("")) {
      return "give one such as /usr/bin/mine";
    }
    if (path.length() > 1000 || path.chars().anyMatch(Character::isISOControl)) {
      return "it is too long, or has control characters";
    }
    if (MOUNTED.contains(parts.getFirst())) {
      return "the guest mounts its own /" + parts.getFirst();
    }
    return TAKEN.contains(path) ? "the guest has a file of its own there" : "";
  }

  /// The file as it is now.
  ///
  /// @param executable whether its owner may run it, which the guest's root then may too
  record Content(String path, boolean executable, byte[] bytes) {}

  /// Reads all of them, in the order of their paths.
  ///
  /// @throws RecordingException when one is not there, two have one path, or all are too large
  static List<Content> read(List<GuestFile> files) throws IOException {
    List<Content> contents = new ArrayList<>();
    Set<String> paths = new HashSet<>();
    long left = LARGEST_TOGETHER;
    for (GuestFile file : files) {
      if (!Files.isRegularFile(file.source) || !Files.isReadable(file.source)) {
        throw new RecordingException(
            "There is no file %s to add to the guest: check the path.".formatted(file.source));
      }
      if (!paths.add(file.path)) {
        throw new RecordingException(
            "Two files are to be /%s in the guest: give one of them another path."
                .formatted(file.path));
      }
      left -= Files.size(file.source);
      if (left < 0) {
        throw new RecordingException(
            "The files to add have more than %d MB together, too much for the guest's memory: add less, or record a disk image of your own."
                .formatted(LARGEST_TOGETHER >> 20));
      }
      contents.add(
          new Content(
              file.path,
              Files.getPosixFilePermissions(file.source)
                  .contains(PosixFilePermission.OWNER_EXECUTE),
              Files.readAllBytes(file.source)));
    }
    Set<String> folders = folders(contents);
    folders.addAll(Initrd.FOLDERS);
    for (String folder : folders) {
      if (paths.contains(folder) || TAKEN.contains(folder)) {
        throw new RecordingException(
            "/%s cannot be a file and a folder in the guest: give the added file another path."
                .formatted(folder));
      }
    }
    contents.sort(Comparator.comparing(Content::path));
    return contents;
  }

  /// The folders above the files, each after the one it is in.
  static Set<String> folders(List<Content> contents) {
    Set<String> folders = new TreeSet<>();
    for (Content content : contents) {
      String path = content.path();
      for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
        folders.add(path.substring(0, slash));
      }
    }
    return folders;
  }
}
