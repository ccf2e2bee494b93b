package dev.tapmine.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// One arm64 boot, made and recorded once for all tests that need QEMU.
final class SharedRecording {
  private static @Nullable Recording recording;

  private SharedRecording() {}

  static Guest guest() throws IOException, InterruptedException {
    return DebianGuest.make(DebianGuestOptions.of(Architecture.ARM64), step -> {});
  }

  static Qemu qemu() throws IOException, InterruptedException {
    return Qemu.locate(Architecture.ARM64);
  }

  static synchronized Recording get() throws IOException, InterruptedException {
    if (recording == null) {
      Path folder = Files.createTempDirectory("tapmine-test-");
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(() -> {
                try {
                  Folders.delete(folder);
                } catch (IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              }));
      recording =
          new Recorder(qemu(), RecordOptions.standard()).record(guest(), folder.resolve("boot"));
    }
    return recording;
  }

  /// A copy that a test may damage.
  static Path copy(Path temp) throws IOException, InterruptedException {
    Path copy = temp.resolve("copy");
    Files.createDirectory(copy);
    Recording whole = get();
    for (String name : new String[] {"manifest.json", "console.txt"}) {
      Files.copy(whole.folder().resolve(name), copy.resolve(name));
    }
    for (KeptFile file : whole.manifest().files()) {
      Files.copy(whole.folder().resolve(file.path()), copy.resolve(file.path()));
    }
    return copy;
  }
}
