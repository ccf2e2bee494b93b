package dev.tapmine.recording;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Unpacks the regular files of a `newc` archive that a guest wrote.
///
/// Everything in it is untrusted: names that could leave the target folder or hide there, links,
/// devices and folders are passed over, sizes are checked against a limit before anything is
/// written, and an archive cut short gives the files that are whole.
final class CpioReader {
  private static final String MAGIC = "070701";
  private static final int HEADER = 110;
  private static final int LONGEST_NAME = 4096;

  /// Files of a guest's at the most: empty ones would take a disk's inodes.
  private static final int MOST_FILES = 10_000;

  /// A name that no file of a guest's gets, since none begins with a dot.
  private static final String PARTIAL = ".partial";

  private CpioReader() {}

  /// Unpacks until the archive ends or stops making sense.
  ///
  /// @param folder an existing folder that gets the files, flat: `a/b` becomes `a_b`
  /// @param limit bytes to unpack at most
  /// @return the names written, in the archive's order
  static List<String> unpack(InputStream in, Path folder, long limit) throws IOException {
    return unpack(in, folder, limit, MOST_FILES);
  }

  static List<String> unpack(InputStream in, Path folder, long limit, int mostFiles)
      throws IOException {
    List<String> names = new ArrayList<>();
    long left = limit;
    try {
      byte[] header = first(in);
      while (names.size() < mostFiles) {
        if (!new String(header, 0, 6, StandardCharsets.US_ASCII).equals(MAGIC)) {
          return names;
        }
        long mode = field(header, 1);
        long size = field(header, 6);
        long nameSize = field(header, 11);
        if (nameSize < 1 || nameSize > LONGEST_NAME || size > left) {
          return names;
        }
        byte[] nameBytes = exactly(in, (int) nameSize);
        in.skipNBytes(-(HEADER + nameSize) & 3);
        String name =
            safeName(new String(nameBytes, 0, (int) nameSize - 1, StandardCharsets.UTF_8));
        if (name.equals("TRAILER!!!")) {
          return names;
        }
        Path file = folder.resolve(name);
        if ((mode & 0170000) == 0100000 && !name.isEmpty() && !Files.exists(file)) {
          copy(in, size, folder.resolve(PARTIAL), file);
          names.add(name);
        } else {
          in.skipNBytes(size);
        }
        in.skipNBytes(-size & 3);
        left -= size;
        header = exactly(in, HEADER);
      }
      return names;
    } catch (EOFException e) {
      return names;
    }
  }

  /// Writes the next bytes to a file, which gets its name when it is whole.
  private static void copy(InputStream in, long size, Path aside, Path file) throws IOException {
    try {
      try (OutputStream out = Files.newOutputStream(aside)) {
        byte[] buffer = new byte[(int) Math.min(size, 1 << 16)];
        for (long left = size; left > 0; ) {
          int n = in.read(buffer, 0, (int) Math.min(left, buffer.length));
          if (n < 0) {
            throw new EOFException("archive cut short");
          }
          out.write(buffer, 0, n);
          left -= n;
        }
      }
      Files.move(aside, file);
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  /// A plain file name made of a path: letters, digits, and `.`, `-`, `_`, `+` inside.
  static String safeName(String path) {
    if (path.equals("TRAILER!!!")) {
      return path;
    }
    String name = path.replaceAll("[^A-Za-z0-9.+-]", "_").replaceAll("^[._-]+", "");
    return name.substring(0, Math.min(name.length(), 100));
  }

  /// The first header, past a few bytes with which a guest's driver may have tried its port out.
  private static byte[] first(InputStream in) throws IOException {
    byte[] header = exactly(in, HEADER);
    int at = new String(header, StandardCharsets.ISO_8859_1).indexOf(MAGIC);
    if (at <= 0) {
      return header;
    }
    System.arraycopy(header, at, header, 0, HEADER - at);
    System.arraycopy(exactly(in, at), 0, header, HEADER - at, at);
    return header;
  }

  /// Eight hex digits; no sign and no blank is one.
  private static long field(byte[] header, int index) throws EOFException {
    try {
      return HexFormat.fromHexDigitsToLong(
          new String(header, 6 + 8 * index, 8, StandardCharsets.ISO_8859_1));
    } catch (NumberFormatException e) {
      throw new EOFException("no archive header");
    }
  }

  private static byte[] exactly(InputStream in, int size) throws IOException {
    byte[] bytes = in.readNBytes(size);
    if (bytes.length < size) {
      throw new EOFException("archive cut short");
    }
    return bytes;
  }
}
