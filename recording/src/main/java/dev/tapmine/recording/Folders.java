package dev.tapmine.recording;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// Whole folders: made aside, renamed into place, deleted.
final class Folders {
  private Folders() {}

  /// Deletes a folder and what is in it, links not followed; one that is not there is fine.
  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException fault)
              throws IOException {
            Files.deleteIfExists(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /// Gives a finished folder its name. What had the name before is set aside first and deleted
  /// after, so that at no time half a folder bears the name.
  static void publish(Path made, Path name) throws IOException {
    Path old = name.resolveSibling("." + name.getFileName() + ".old-" + RunningProcess.me());
    boolean replaced = Files.exists(name, LinkOption.NOFOLLOW_LINKS);
    if (replaced) {
      Files.move(name, old, StandardCopyOption.ATOMIC_MOVE);
    }
    try {
      Files.move(made, name, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(made, name);
    }
    if (replaced) {
      delete(old);
    }
  }
}
