package dev.tapmine.recording;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;

/// What a guest's initramfs holds besides busybox; the same content gives the same bytes.
///
/// @param quietTty the kernel's name of the port that a quiet guest prints to, or empty for a guest
///   that prints to its console
/// @param outTty the kernel's name of the port through which files are handed out, or empty
/// @param script that the guest runs
/// @param files of the user's own, in the order of their paths
record Initrd(
    String quietTty, String outTty, Optional<byte[]> script, List<GuestFile.Content> files) {
  static final List<String> FOLDERS = List.of("bin", "dev", "out", "proc", "sys", "tapmine", "tmp");
  static final String SCRIPT = "tapmine/run";
  static final String OUT_PORT = "tapmine/out-port";
  static final String CONSOLE_PORT = "tapmine/console-port";

  /// A hash of everything in it but busybox.
  String digest() throws IOException {
    StringBuilder text = new StringBuilder();
    text.append(Digest.of(init())).append('\n');
    text.append(outTty).append('\n');
    if (!quietTty.isEmpty()) {
      text.append(quietTty).append('\n');
    }
    text.append(script.map(Digest::of).orElse("")).append('\n');
    for (GuestFile.Content file : files) {
      text.append(Digest.of(file.bytes())).append(file.executable() ? 'x' : '-');
      text.append(file.path()).append('\n');
    }
    return Digest.of(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  void write(Path file, byte[] busybox) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        GZIPOutputStream packed = new GZIPOutputStream(out, 1 << 16)) {
      CpioWriter cpio = new CpioWriter(packed);
      Set<String> folders = new TreeSet<>(FOLDERS);
      folders.addAll(GuestFile.folders(files));
      for (String name : folders) {
        cpio.folder(name, 0755);
      }
      cpio.file("bin/busybox", 0755, busybox);
      cpio.characterDevice("dev/console", 0600, 5, 1);
      cpio.file("init", 0755, init());
      cpio.file(OUT_PORT, 0644, outTty.getBytes(StandardCharsets.UTF_8));
      if (!quietTty.isEmpty()) {
        cpio.file(CONSOLE_PORT, 0644, (quietTty + "\n").getBytes(StandardCharsets.UTF_8));
      }
      if (script.isPresent()) {
        cpio.file(SCRIPT, 0755, script.get());
      }
      for (GuestFile.Content content : files) {
        cpio.file(content.path(), content.executable() ? 0755 : 0644, content.bytes());
      }
      cpio.finish();
    }
  }

  private byte[] init() throws IOException {
    String name = quietTty.isEmpty() ? "guest-init" : "quiet-init";
    try (InputStream in = Initrd.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, "the first process ships with Tapmine").readAllBytes();
    }
  }
}
