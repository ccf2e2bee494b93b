package dev.tapmine.questions;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Formats that an analyst looks for, by what they begin with or cannot do without. A stream may
/// hold several. Marks of binary formats are looked for where a run of accesses may begin: at
/// multiples of four bytes.
public enum Format {
  /// Two names and more, each behind a slash, or a drive's letter with a backslash.
  PATHS("paths", text("(?:^|[^\\w/])/[\\w.@%+-]{2,}/[\\w.@%+-]{2,}|\\b[A-Za-z]:\\\\[\\w]{2,}")),
  /// A scheme, `://` and something behind it.
  URLS("URLs", text("\\b[a-z][a-z0-9+.-]{1,15}://[\\w.-]{3,}")),
  /// An object with a quoted name and a colon.
  JSON("JSON", text("[{,]\\s*\"[^\"\\x00-\\x1f]{1,64}\"\\s*:\\s*(?:[\\[{\"0-9-]|true|false|null)")),
  /// A declaration, or a tag that is closed by the same name.
  XML(
      "XML",
      text("<\\?xml |<!DOCTYPE|<([A-Za-z][\\w:.-]{0,32})(?: [^<>]{0,200})?>[^<]{0,400}</\\1>")),
  /// The line that every PEM block begins with.
  PEM("PEM", text("-----BEGIN [A-Z0-9 ]{2,40}-----")),
  /// A sequence of two-byte length that begins with an integer, a sequence or an object identifier.
  DER("DER", stream -> any(stream, 4, Format::der)),
  /// The four bytes, and a class and a byte order that exist.
  ELF(
      "ELF",
      stream ->
          any(stream, 4, (b, i) -> is(b, i, 0x7f, 'E', 'L', 'F') && b[i + 4] > 0 && b[i + 4] < 3)),
  /// `MZ`, and `PE` where the header says.
  PE("PE", stream -> any(stream, 4, Format::pe)),
  /// The two bytes, deflate, and flags that exist.
  GZIP(
      "gzip",
      stream -> any(stream, 4, (b, i) -> is(b, i, 0x1f, 0x8b, 8) && (b[i + 3] & 0xe0) == 0)),
  /// The eight bytes.
  PNG("PNG", stream -> any(stream, 4, (b, i) -> is(b, i, 0x89, 'P', 'N', 'G', 13, 10, 26, 10))),
  /// An IPv4 header whose checksum is right, or an Ethernet frame of one.
  PACKETS("network packets", stream -> any(stream, 2, Format::ipv4));

  private static final int TEXT = 4096;

  private final String words;

  @SuppressWarnings("ImmutableEnumChecker") // a function without state
  private final Predicate<byte[]> rule;

  Format(String words, Predicate<byte[]> rule) {
    this.words = words;
    this.rule = rule;
  }

  /// The format's usual name.
  public String words() {
    return words;
  }

  /// All that are in the beginning of a stream.
  static Set<Format> in(byte[] stream) {
    Set<Format> found = EnumSet.noneOf(Format.class);
    for (Format format : values()) {
      if (format.rule.test(stream)) {
        found.add(format);
      }
    }
    return found;
  }

  private static Predicate<byte[]> text(String pattern) {
    Pattern compiled = Pattern.compile(pattern);
    return stream ->
        compiled
            .matcher(
                new String(stream, 0, Math.min(stream.length, TEXT), StandardCharsets.ISO_8859_1))
            .find();
  }

  /// Looks at one place of a stream; at least 32 bytes follow it.
  @FunctionalInterface
  private interface Mark {
    boolean at(byte[] bytes, int place);
  }

  private static boolean any(byte[] stream, int step, Mark mark) {
    for (int i = 0; i + 32 <= stream.length; i += step) {
      if (mark.at(stream, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean is(byte[] bytes, int at, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if ((bytes[at + i] & 0xff) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean der(byte[] bytes, int at) {
    if (!is(bytes, at, 0x30, 0x82)) {
      return false;
    }
    int outer = number(bytes, at + 2);
    int first = bytes[at + 4] & 0xff;
    int inner = bytes[at + 5] & 0xff;
    if (first == 0x30 && inner == 0x82) {
      return number(bytes, at + 6) + 4 <= outer;
    }
    return outer >= 32
        && (first == 2 || first == 6 || first == 0x30)
        && inner > 0
        && inner < 0x80
        && inner + 2 <= outer
        && (first != 2 || inner < 34);
  }

  private static boolean pe(byte[] bytes, int at) {
    if (!is(bytes, at, 'M', 'Z') || at + 64 > bytes.length) {
      return false;
    }
    int header = (bytes[at + 60] & 0xff) | (bytes[at + 61] & 0xff) << 8;
    return header < 1024
        && at + header + 4 <= bytes.length
        && is(bytes, at + header, 'P', 'E', 0, 0);
  }

  private static boolean ipv4(byte[] bytes, int at) {
    int length = number(bytes, at + 2);
    if (bytes[at] != 0x45 || length < 20 || length > 9216 || bytes[at + 8] == 0) {
      return false;
    }
    int protocol = bytes[at + 9] & 0xff;
    int sum = 0;
    for (int i = 0; i < 20; i += 2) {
      sum += number(bytes, at + i);
    }
    sum = (sum & 0xffff) + (sum >>> 16);
    return (protocol == 1 || protocol == 2 || protocol == 6 || protocol == 17)
        && (sum & 0xffff) + (sum >>> 16) == 0xffff;
  }

  private static int number(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }
}
