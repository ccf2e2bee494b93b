package dev.tapmine.recording;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Writes an archive in the `newc` format, the one a Linux kernel unpacks as its initramfs.
///
/// The same calls give the same bytes: owners are root, times are zero and inode numbers count up.
/// Device nodes need no privilege, as they are only described. The stream stays the caller's.
final class CpioWriter {
  private static final int FOLDER = 0040000;
  private static final int FILE = 0100000;
  private static final int LINK = 0120000;
  private static final int CHARACTER_DEVICE = 0020000;
  private static final byte[] NOTHING = {};

  private final OutputStream out;
  private int inode;
  private long written;

  CpioWriter(OutputStream out) {
    this.out = out;
  }

  void folder(String name, int permissions) throws IOException {
    entry(name, FOLDER | permissions, NOTHING, 0, 0);
  }

  void file(String name, int permissions, byte[] content) throws IOException {
    entry(name, FILE | permissions, content, 0, 0);
  }

  void link(String name, String target) throws IOException {
    entry(name, LINK | 0777, target.getBytes(StandardCharsets.UTF_8), 0, 0);
  }

  void characterDevice(String name, int permissions, int major, int minor) throws IOException {
    entry(name, CHARACTER_DEVICE | permissions, NOTHING, major, minor);
  }

  /// Writes the trailer, without which the kernel calls the archive broken.
  void finish() throws IOException {
    inode = -1;
    entry("TRAILER!!!", 0, NOTHING, 0, 0);
  }

  private void entry(String name, int mode, byte[] content, int major, int minor)
      throws IOException {
    byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
    inode++;
    String header =
        String.format(
            Locale.ROOT,
            "070701%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X",
            inode,
            mode,
            0,
            0,
            1,
            0,
            content.length,
            0,
            0,
            major,
            minor,
            nameBytes.length + 1,
            0);
    write(header.getBytes(StandardCharsets.US_ASCII));
    write(nameBytes);
    write(new byte[1]);
    align();
    write(content);
    align();
  }

  private void write(byte[] bytes) throws IOException {
    out.write(bytes);
    written += bytes.length;
  }

  private void align() throws IOException {
    write(new byte[(int) (-written & 3)]);
  }
}
