package dev.tapmine.questions;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Ways to write text as bytes.
public final class TextEncoding {
  private static final List<Charset> UTF_16 =
      List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);
  private static final List<Charset> UTF_32 =
      List.of(StandardCharsets.UTF_32LE, StandardCharsets.UTF_32BE);

  private TextEncoding() {}

  /// Those that a text is looked for in when none is named: UTF-8, UTF-16 and UTF-32 in both byte
  /// orders, and the single bytes of Western Europe.
  static List<Charset> usual() {
    return List.of(
        StandardCharsets.UTF_8,
        StandardCharsets.UTF_16LE,
        StandardCharsets.UTF_16BE,
        StandardCharsets.UTF_32LE,
        StandardCharsets.UTF_32BE,
        StandardCharsets.ISO_8859_1);
  }

  /// An encoding by its name, any that the JDK knows; `utf-16` and `utf-32` stand for both byte
  /// orders, neither with a byte order mark.
  ///
  /// @throws QuestionException when there is none of that name, it cannot write, or it writes a
  ///   byte order mark
  public static List<Charset> named(String name) {
    Charset charset;
    try {
      charset = Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw unknown(name, e);
    }
    if (charset.equals(StandardCharsets.UTF_16)) {
      return UTF_16;
    }
    if (charset.equals(StandardCharsets.UTF_32)) {
      return UTF_32;
    }
    if (!charset.canEncode() || name(charset).endsWith("-bom")) {
      throw unknown(name, null);
    }
    return List.of(charset);
  }

  /// The name in the form it is printed in.
  public static String name(Charset charset) {
    return charset.name().toLowerCase(Locale.ROOT);
  }

  /// Whether two encodings differ in their byte order alone.
  static boolean mirrored(String one, String other) {
    return !one.equals(other) && swapped(one).equals(other);
  }

  private static String swapped(String name) {
    String stem = name.substring(0, Math.max(0, name.length() - 2));
    return name.endsWith("le") ? stem + "be" : name.endsWith("be") ? stem + "le" : name;
  }

  private static QuestionException unknown(String name, @Nullable Exception cause) {
    QuestionException refusal =
        new QuestionException(
            "There is no encoding '%s' to write text in: utf-8, utf-16le, utf-16be, iso-8859-1, windows-1252, koi8-r, shift_jis and ibm1047 are some."
                .formatted(Preview.printable(name)));
    if (cause != null) {
      refusal.initCause(cause);
    }
    return refusal;
  }
}
