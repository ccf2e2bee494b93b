package dev.tapmine.questions;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// A regular expression in RE2's syntax over bytes: each is the character of its number, so that
/// `\xff` is one byte, and text beyond ASCII is written as its bytes. `.` matches no line feed, and
/// `^` and `$` match at each line's ends.
///
/// The time for a stream is linear in its length, whatever a guest has put into it.
public final class Expression implements Sought {
  private final String written;
  private final boolean ignoreCase;
  private final Pattern pattern;

  private Expression(String written, boolean ignoreCase, Pattern pattern) {
    this.written = written;
    this.ignoreCase = ignoreCase;
    this.pattern = pattern;
  }

  /// Reads one.
  ///
  /// @throws QuestionException when it is none, is not in ASCII, or matches where there is nothing
  public static Expression of(String expression, boolean ignoreCase) {
    if (!StandardCharsets.US_ASCII.newEncoder().canEncode(expression)) {
      throw new QuestionException(
          "'%s' has characters beyond ASCII: write their bytes, such as \\xc3\\xa9 for an e with an acute accent in UTF-8."
              .formatted(Preview.printable(expression)));
    }
    int flags = Pattern.MULTILINE | (ignoreCase ? Pattern.CASE_INSENSITIVE : 0);
    Pattern pattern;
    try {
      pattern = Pattern.compile(expression, flags);
    } catch (PatternSyntaxException e) {
      QuestionException refusal =
          new QuestionException(
              "'%s' is no regular expression in RE2's syntax: %s."
                  .formatted(Preview.printable(expression), Preview.printable(e.getDescription())));
      refusal.initCause(e);
      throw refusal;
    }
    if (pattern.matches("")) {
      throw new QuestionException(
          "'%s' matches where there is nothing: give an expression that matches a byte at least."
              .formatted(Preview.printable(expression)));
    }
    return new Expression(expression, ignoreCase, pattern);
  }

  Matcher in(byte[] bytes) {
    return pattern.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  @Override
  public String name() {
    return Preview.printable(written);
  }

  @Override
  public String encoding() {
    return "";
  }

  @Override
  public String identity() {
    return (ignoreCase ? "expression in either case " : "expression ")
        + HexFormat.of().formatHex(written.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public boolean sameText(Sought other) {
    return equals(other);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Expression expression
        && expression.written.equals(written)
        && expression.ignoreCase == ignoreCase;
  }

  @Override
  public int hashCode() {
    return written.hashCode();
  }

  @Override
  public String toString() {
    return name();
  }
}
