package dev.tapmine.recording;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// Takes out of Debian packages the few files that a guest is made of.
final class PackageFiles {
  private PackageFiles() {}

  /// Takes the kernel as `kernel`, and the device tree as `dtb` where a machine needs one.
  ///
  /// @param deviceTree its file name in the package, or empty
  static void kernel(Path deb, String deviceTree, Path folder)
      throws IOException, InterruptedException {
    Path unpacked = folder.resolve("unpacked");
    if (deviceTree.isEmpty()) {
      unpackKernel(deb, unpacked);
    } else {
      unpack(deb, unpacked);
      copyNamed(unpacked, deviceTree, folder.resolve("dtb"), deb);
    }
    copyNamed(unpacked, "vmlinu", folder.resolve("kernel"), deb);
    Folders.delete(unpacked);
  }

  /// Takes one file, unpacked if its name ends in `.gz`.
  ///
  /// @param path in the package
  static void file(Path deb, String path, Path to) throws IOException, InterruptedException {
    Path unpacked = to.resolveSibling("unpacked");
    unpack(deb, unpacked);
    Path found = unpacked.resolve(path);
    if (!Files.isRegularFile(found)) {
      throw new RecordingException(
          "The package %s has no file %s: it is not one that Tapmine can boot."
              .formatted(deb, path));
    }
    try (InputStream in = Files.newInputStream(found)) {
      Files.copy(path.endsWith(".gz") ? new GZIPInputStream(in) : in, to);
    }
    Folders.delete(unpacked);
  }

  /// The content of busybox's binary.
  static byte[] busybox(Path deb, Path folder) throws IOException, InterruptedException {
    Path unpacked = folder.resolve("unpacked");
    unpack(deb, unpacked);
    Path busybox = folder.resolve("busybox");
    copyNamed(unpacked, "busybox", busybox, deb);
    byte[] content = Files.readAllBytes(busybox);
    Files.delete(busybox);
    Folders.delete(unpacked);
    return content;
  }

  /// Unpacks the kernel only: a package's modules are forty times as large. It is in `/boot`, or
  /// from forky on among the modules.
  private static void unpackKernel(Path deb, Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Command.Outcome done =
        Command.run(
            List.of(
                "sh",
                "-c",
                "dpkg-deb --fsys-tarfile \"$1\" | tar -x -C \"$2\" --wildcards '*/vmlinu*'",
                "tapmine",
                deb.toString(),
                folder.toString()));
    refuseUnlessDone(done, deb);
  }

  private static void unpack(Path deb, Path folder) throws IOException, InterruptedException {
    Command.Outcome done =
        Command.run(List.of("dpkg-deb", "-x", deb.toString(), folder.toString()));
    refuseUnlessDone(done, deb);
  }

  private static void refuseUnlessDone(Command.Outcome done, Path deb) throws RecordingException {
    if (done.status() != 0) {
      throw new RecordingException(
          "The package %s could not be unpacked (%s): is the disk full?"
              .formatted(deb, done.lastLine()));
    }
  }

  private static void copyNamed(Path under, String prefix, Path to, Path deb) throws IOException {
    try (Stream<Path> all = Files.walk(under)) {
      Path found =
          all.filter(f -> Files.isRegularFile(f) && f.getFileName().toString().startsWith(prefix))
              .sorted()
              .findFirst()
              .orElseThrow(() ->
                  new RecordingException(
                      "The package %s has no file %s…: it is not one that Tapmine can boot."
                          .formatted(deb, prefix)));
      Files.copy(found, to);
    }
  }
}
