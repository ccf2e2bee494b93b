package dev.tapmine.questions;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Bytes to search for.
public final class Needle implements Sought {
  /// A longer needle is refused.
  public static final int MOST = 1 << 16;

  /// Characters a text must have to be looked for in other encodings than UTF-8 unasked: `A` in
  /// UTF-16 is any small number.
  static final int LEAST_CHARACTERS = 3;

  /// A longer text is not, for the room that it takes.
  static final int MOST_CHARACTERS = 4096;

  private final String written;
  private final String encoding;
  private final byte[] bytes;

  private Needle(String written, String encoding, byte[] bytes) {
    if (bytes.length == 0) {
      throw new QuestionException("There is nothing to search for: the string is empty.");
    }
    if (bytes.length > MOST) {
      throw new QuestionException(
          "The string to search for has %,d bytes: give %,d at the most."
              .formatted(bytes.length, MOST));
    }
    this.written = written;
    this.encoding = encoding;
    this.bytes = bytes;
  }

  /// A text as it stands, in UTF-8, which is ASCII where it is plain.
  ///
  /// @throws QuestionException when it is empty, too long or no text: half of a surrogate pair
  public static Needle text(String text) {
    return texts(text, List.of(StandardCharsets.UTF_8)).getFirst();
  }

  /// A text in every one of the [usual encodings][TextEncoding#usual] that has its characters, or
  /// in UTF-8 alone if it is shorter than [#LEAST_CHARACTERS] or longer than [#MOST_CHARACTERS].
  public static List<Needle> texts(String text) {
    int characters = text.codePointCount(0, text.length());
    if (characters < LEAST_CHARACTERS || characters > MOST_CHARACTERS) {
      return List.of(text(text));
    }
    List<Charset> able = new ArrayList<>();
    for (Charset charset : TextEncoding.usual()) {
      if (encoded(text, charset).isPresent()) {
        able.add(charset);
      }
    }
    return texts(text, able.isEmpty() ? List.of(StandardCharsets.UTF_8) : able);
  }

  /// A text in each of several encodings; where two give the same bytes, in the first of them.
  ///
  /// @throws QuestionException when one has not all of its characters
  public static List<Needle> texts(String text, List<Charset> charsets) {
    List<Needle> needles = new ArrayList<>();
    for (Charset charset : charsets) {
      String encoding = TextEncoding.name(charset);
      byte[] bytes =
          encoded(text, charset)
              .orElseThrow(() ->
                  new QuestionException(
                      "'%s' cannot be written in %s: name another encoding."
                          .formatted(Preview.printable(text), encoding)));
      Needle needle = new Needle(text, encoding, bytes);
      if (!needles.contains(needle)) {
        needles.add(needle);
      }
    }
    return needles;
  }

  private static Optional<byte[]> encoded(String text, Charset charset) {
    try {
      ByteBuffer bytes = charset.newEncoder().encode(CharBuffer.wrap(text));
      byte[] array = new byte[bytes.remaining()];
      bytes.get(array);
      return Optional.of(array);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /// Bytes in hex, such as `c0ffee`; blanks and colons between them are passed over.
  public static Needle hex(String hex) {
    try {
      return new Needle(hex, "", HexFormat.of().parseHex(hex.replaceAll("[ :]", "")));
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

  @Override
  public String name() {
    return Preview.printable(written);
  }

  @Override
  public String encoding() {
    return encoding;
  }

  @Override
  public String identity() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public boolean sameText(Sought other) {
    return other instanceof Needle needle && written.equals(needle.written);
  }

  /// Whether this is another's text in the other byte order.
  boolean mirrors(Needle other) {
    return sameText(other) && TextEncoding.mirrored(encoding, other.encoding);
  }

  /// Whether its byte order, if it has one, is not the guest's.
  ///
  /// @param bigEndian the guest's
  boolean foreign(boolean bigEndian) {
    return encoding.endsWith(bigEndian ? "le" : "be");
  }

  /// Bytes of a character in an encoding that has a byte order.
  int unit() {
    return encoding.startsWith("utf-32") ? Integer.BYTES : Character.BYTES;
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
    return other instanceof Needle needle
        && Arrays.equals(needle.bytes, bytes)
        && needle.written.equals(written);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return name();
  }
}
