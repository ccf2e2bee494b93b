package dev.tapmine.questions;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// What a text is made of: paths, URLs, digits.
///
/// @param printable share of the stream's bytes, zeros aside, that are printable ASCII
/// @param urls whether there is a scheme with `://`
/// @param paths whether half and more of the characters are in words that hold a path
/// @param digits whether most of the characters are digits
record TextForm(double printable, boolean urls, boolean paths, boolean digits) {
  private static final Pattern URL = Pattern.compile("[a-z][a-z0-9+.-]{1,15}://[!-~]{3}");
  private static final Pattern PATH =
      Pattern.compile("(?:/[\\w.@%+:,-]{1,255}){2,}|[A-Za-z]:\\\\\\w+");
  private static final Pattern GAP = Pattern.compile("[^!-~]+");

  /// @param stream the beginning of a stream; zeros are passed over, so that UTF-16 reads as text
  static TextForm of(byte[] stream) {
    byte[] text = new byte[stream.length];
    int length = 0;
    int printable = 0;
    int digits = 0;
    for (byte b : stream) {
      if (b != 0) {
        text[length++] = b;
        printable += printable(b) ? 1 : 0;
        digits += b >= '0' && b <= '9' ? 1 : 0;
      }
    }
    String string = new String(text, 0, length, StandardCharsets.ISO_8859_1);
    return new TextForm(
        length == 0 ? 0 : (double) printable / length,
        URL.matcher(string).find(),
        paths(string) * 2 >= length && length > 0,
        digits * 2 > length);
  }

  /// Whether a byte is printable ASCII, or a blank of another kind.
  static boolean printable(byte b) {
    return (b >= ' ' && b < 0x7f) || b == '\n' || b == '\t' || b == '\r';
  }

  /// Characters in words that hold a path.
  private static int paths(String text) {
    return GAP.splitAsStream(text)
        .filter(word -> PATH.matcher(word).find())
        .mapToInt(word -> word.length() + 1)
        .sum();
  }
}
