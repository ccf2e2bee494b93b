package dev.tapmine.questions;

/// One line that tells a person what a stream holds.
public final class Preview {
  private static final char PLACEHOLDER = '.';

  private Preview() {}

  /// The stretch of a stream with most text, with a dot for each byte that is not printable ASCII.
  ///
  /// @param width characters at the most
  public static String of(byte[] stream, int width) {
    int length = Math.min(width, stream.length);
    int text = 0;
    for (int i = 0; i < length; i++) {
      text += textual(stream, i) ? 1 : 0;
    }
    int best = 0;
    int most = text;
    for (int start = 1; start + length <= stream.length; start++) {
      text += textual(stream, start + length - 1) ? 1 : 0;
      text -= textual(stream, start - 1) ? 1 : 0;
      if (text > most) {
        most = text;
        best = start;
      }
    }
    while (best + length < stream.length && most > 0 && !textual(stream, best)) {
      best++;
    }
    StringBuilder line = new StringBuilder(length);
    for (int i = best; i < best + length; i++) {
      line.append(stream[i] >= ' ' && stream[i] < 0x7f ? (char) stream[i] : PLACEHOLDER);
    }
    return line.toString();
  }

  /// Printable; of several blanks only the first.
  private static boolean textual(byte[] stream, int at) {
    byte value = stream[at];
    return (value > ' ' && value < 0x7f) || (value == ' ' && at > 0 && stream[at - 1] != ' ');
  }

  /// A text of the user's or a guest's, with a dot for each character that is not printable ASCII.
  static String printable(String text) {
    return text.replaceAll("[^ -~]", ".");
  }
}
