package dev.tapmine.index;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A folder beside the one to be made, which takes its place when it is whole and is removed
/// otherwise. Its name tells the process that writes it: `.NAME.writing-PID`.
final class Aside implements AutoCloseable {
  private final Path out;
  private final Path folder;
  private final Path spill;
  private final Path old;
  private boolean kept;

  private Aside(Path out) {
    this.out = out;
    this.folder = sibling(out, ".writing-");
    this.spill = sibling(out, ".spill-");
    this.old = sibling(out, ".old-");
  }

  /// @throws IndexException when the place is taken or there is no folder to put it in
  static Aside of(Path place, boolean replace) throws IndexException {
    Path out = place.toAbsolutePath().normalize();
    Path parent = out.getParent();
    if (parent == null || !Files.isDirectory(parent)) {
      throw new IndexException(
          "There is no folder " + parent + " to write the index into: make it first.");
    }
    if (Files.exists(out)) {
      if (!replace) {
        throw new IndexException(
            place + " exists already: choose another name, or say that it is to be replaced.");
      }
      if (!Metadata.presentIn(out)) {
        throw new IndexException(
            place + " is no tap index, so it is not replaced: choose another name.");
      }
    }
    Aside aside = new Aside(out);
    try {
      aside.removeLeftovers(parent);
      Files.createDirectory(aside.folder);
    } catch (IOException e) {
      throw new IndexException(
          "Nothing can be written into " + parent + ": " + e.getMessage() + ".", e);
    }
    return aside;
  }

  /// Where to write.
  Path folder() {
    return folder;
  }

  /// A place for DuckDB's own needs; it need not exist.
  Path spill() {
    return spill;
  }

  /// Puts the folder in its place.
  void keep() throws IndexException {
    try {
      if (Files.exists(out)) {
        Files.move(out, old, StandardCopyOption.ATOMIC_MOVE);
      }
      Files.move(folder, out, StandardCopyOption.ATOMIC_MOVE);
      kept = true;
    } catch (IOException e) {
      throw Faults.writing(e);
    }
  }

  @Override
  public void close() throws IndexException {
    try {
      remove(spill);
      remove(folder);
      if (!kept && Files.exists(old) && !Files.exists(out)) {
        Files.move(old, out, StandardCopyOption.ATOMIC_MOVE);
      }
      remove(old);
    } catch (IOException e) {
      throw Faults.folder(e);
    }
  }

  private void removeLeftovers(Path parent) throws IOException {
    try (DirectoryStream<Path> siblings = Files.newDirectoryStream(parent)) {
      for (Path sibling : siblings) {
        String name = sibling.getFileName().toString();
        for (String kind : List.of(".writing-", ".spill-")) {
          String prefix = "." + out.getFileName() + kind;
          if (name.startsWith(prefix) && !running(name.substring(prefix.length()))) {
            remove(sibling);
          }
        }
      }
    }
  }

  private static boolean running(String process) {
    try {
      return ProcessHandle.of(Long.parseLong(process)).isPresent();
    } catch (NumberFormatException e) {
      return true;
    }
  }

  private static Path sibling(Path out, String kind) {
    return out.resolveSibling("." + out.getFileName() + kind + ProcessHandle.current().pid());
  }

  private static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> inside;
    try (Stream<Path> walk = Files.walk(folder)) {
      inside = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : inside) {
      Files.deleteIfExists(path);
    }
  }
}
