package dev.tapmine.cli;

import dev.tapmine.index.IndexOrigin;
import dev.tapmine.index.TapIndexWriter;
import dev.tapmine.taps.TapSource;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// The folder that an index is to have: it gets its name when everything is in it, the guest's
/// symbols included. Until then, and after a failure, there is only a folder beside it with a
/// leading dot, which the next start removes if this JVM was killed.
final class IndexFolder {
  /// The guest's symbols, in an index; see `Symbols`.
  static final String SYMBOLS = "symbols.kallsyms";

  private final Path target;
  private final Path parent;
  private final String name;
  private final boolean replace;

  /// Looks whether the name is free: before a long replay, not after it.
  ///
  /// @param replace whether an index that is there gives way
  IndexFolder(Path out, boolean replace) throws UsageException {
    this.target = out.toAbsolutePath().normalize();
    Path folder = target.getParent();
    Path last = target.getFileName();
    if (folder == null || last == null) {
      throw new UsageException(out + " cannot be an index: give a new folder.");
    }
    this.parent = folder;
    this.name = last.toString();
    this.replace = replace;
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      if (!replace) {
        throw new UsageException(out + " exists already: choose another name, or say --replace.");
      }
      if (!KindOfFolder.isIndex(target)) {
        throw new UsageException(
            out + " exists and is no tap index, so it is not replaced: choose another name.");
      }
    }
  }

  /// Writes the index.
  void write(TapSource source, IndexOrigin origin, Optional<Path> symbols) throws IOException {
    Files.createDirectories(parent);
    String prefix = "." + name + ".partial-";
    sweep(prefix);
    Path aside = parent.resolve(prefix + ProcessHandle.current().pid());
    try {
      TapIndexWriter.write(source, aside, origin, false);
      if (symbols.isPresent()) {
        Files.copy(symbols.get(), aside.resolve(SYMBOLS));
      }
      if (replace && Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        Scratch.delete(target);
      }
      Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      if (Files.exists(aside, LinkOption.NOFOLLOW_LINKS)) {
        Scratch.delete(aside);
      }
    }
  }

  private void sweep(String prefix) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent)) {
      for (Path entry : entries) {
        String found = entry.getFileName().toString();
        if (found.startsWith(prefix)) {
          String pid = found.substring(prefix.length());
          if (pid.matches("\\d{1,9}") && ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
            Scratch.delete(entry);
          }
        }
      }
    }
  }
}
