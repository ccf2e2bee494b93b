package dev.tapmine.cli;

/// Writes text into HTML and SVG. What a guest chose becomes text there and never markup: it is
/// made visible first ([GuestText]), and then all characters that could begin or end anything are
/// written as numbers.
final class Markup {
  private Markup() {}

  /// Text of a guest's, for an element's content or a quoted attribute.
  static String guest(String text) {
    return escaped(GuestText.line(text));
  }

  /// Text of Tapmine's own.
  static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(c -> {
          boolean plain = c == ' ' || (c > ' ' && c < 0x7f && "<>&\"'`=".indexOf(c) < 0);
          if (plain) {
            out.append((char) c);
          } else {
            out.append("&#").append(c).append(';');
          }
        });
    return out.toString();
  }
}
