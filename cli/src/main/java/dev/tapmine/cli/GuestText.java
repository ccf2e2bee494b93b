package dev.tapmine.cli;

import java.nio.charset.StandardCharsets;

/// Makes text that came from a guest safe for a terminal and for one line of a table.
///
/// A guest chooses its bytes freely, so none of them may move the cursor, change colours, reverse
/// the direction of writing or hide other text. What is not visible is written as `\xNN` (a byte or
/// a character below 256) or `<U+NNNN>`; everything visible stays as it is.
final class GuestText {
  private static final String HEX = "0123456789abcdef";

  private GuestText() {}

  /// One line: line ends and tabs are escaped, too.
  static String line(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(c -> append(out, c));
    return out.toString();
  }

  /// Bytes as one line: read as UTF-8; a byte that belongs to no character is escaped by itself.
  static String line(byte[] bytes) {
    StringBuilder out = new StringBuilder(bytes.length + 16);
    int at = 0;
    while (at < bytes.length) {
      int length = characterLength(bytes, at);
      if (length == 0) {
        escapeByte(out, bytes[at]);
        at++;
      } else {
        append(out, new String(bytes, at, length, StandardCharsets.UTF_8).codePointAt(0));
        at += length;
      }
    }
    return out.toString();
  }

  /// At most `width` characters of a line, with an ellipsis where some are missing.
  static String clip(String line, int width) {
    if (line.codePointCount(0, line.length()) <= width) {
      return line;
    }
    return line.substring(0, line.offsetByCodePoints(0, Math.max(0, width - 1))) + "…";
  }

  /// Length of the well-formed UTF-8 character that starts here, or 0.
  private static int characterLength(byte[] bytes, int at) {
    int first = bytes[at] & 0xff;
    int length =
        first < 0x80
            ? 1
            : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
    if (length == 0 || at + length > bytes.length) {
      return 0;
    }
    for (int i = 1; i < length; i++) {
      if ((bytes[at + i] & 0xc0) != 0x80) {
        return 0;
      }
    }
    int second = length > 1 ? bytes[at + 1] & 0xff : 0;
    boolean malformed =
        (first == 0xe0 && second < 0xa0)
            || (first == 0xed && second >= 0xa0)
            || (first == 0xf0 && second < 0x90)
            || (first == 0xf4 && second >= 0x90);
    return malformed ? 0 : length;
  }

  private static void append(StringBuilder out, int c) {
    if (visible(c)) {
      out.appendCodePoint(c);
    } else if (c < 0x100) {
      escapeByte(out, (byte) c);
    } else {
      out.append(String.format("<U+%04X>", c));
    }
  }

  private static boolean visible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static void escapeByte(StringBuilder out, byte b) {
    out.append("\\x").append(HEX.charAt((b >> 4) & 15)).append(HEX.charAt(b & 15));
  }
}
