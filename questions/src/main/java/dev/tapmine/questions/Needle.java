package dev.tapmine.questions;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/// Bytes to search for.
public final class Needle {
  /// A longer needle is refused.
  public static final int MOST = 1 << 16;

  private final String name;
  private final byte[] bytes;

  private Needle(String name, byte[] bytes) {
    if (bytes.length == 0) {
      throw new QuestionException("There is nothing to search for: the string is empty.");
    }
    if (bytes.length > MOST) {
      throw new QuestionException(
          "The string to search for has %,d bytes: give %,d at the most."
              .formatted(bytes.length, MOST));
    }
    this.name = name;
    this.bytes = bytes;
  }

  /// A text as it stands, in UTF-8, which is ASCII where it is plain.
  public static Needle text(String text) {
    return new Needle(Preview.printable(text), text.getBytes(StandardCharsets.UTF_8));
  }

  /// Bytes in hex, such as `c0ffee`; blanks and colons between them are passed over.
  public static Needle hex(String hex) {
    try {
      return new Needle(
          Preview.printable(hex), HexFormat.of().parseHex(hex.replaceAll("[ :]", "")));
    } catch (QuestionException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      QuestionException refusal =
          new QuestionException(
              "'%s' is not hex: write two digits a byte, such as c0ffee."
                  .formatted(Preview.printable(hex)));
      refusal.initCause(e);
      throw refusal;
    }
  }

  /// What the user wrote, in printable characters.
  public String name() {
    return name;
  }

  /// A copy of the bytes searched for.
  public byte[] bytes() {
    return bytes.clone();
  }

  int length() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Needle needle && Arrays.equals(needle.bytes, bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return name;
  }
}
