package dev.tapmine.cli;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.tapmine.questions.Expression;
import java.nio.charset.StandardCharsets;

/// Regular expressions in RE2's syntax over bytes: each is the character of its number, so that
/// `\xff` is one byte, and text beyond ASCII is written as its bytes. `.` matches no line feed, and
/// `^` and `$` match at each line's ends. The time is linear in what is searched.
final class RegularExpression {
  private RegularExpression() {}

  /// Reads one.
  ///
  /// @throws UsageException when it is none, is not in ASCII, or matches where there is nothing
  static Expression of(String expression, boolean ignoreCase) throws UsageException {
    return new Expression(expression, ignoreCase, matches(expression, ignoreCase));
  }

  /// What one matches; as [#of].
  static Expression.Matches matches(String expression, boolean ignoreCase) throws UsageException {
    if (!StandardCharsets.US_ASCII.newEncoder().canEncode(expression)) {
      throw new UsageException(
          "'%s' has characters beyond ASCII: write their bytes, such as \\xc3\\xa9 for an e with an acute accent in UTF-8."
              .formatted(GuestText.line(expression)));
    }
    Pattern pattern = pattern(expression, ignoreCase);
    if (pattern.matches("")) {
      throw new UsageException(
          "'%s' matches where there is nothing: give an expression that matches a byte at least."
              .formatted(GuestText.line(expression)));
    }
    return (bytes, match) -> {
      Matcher matcher = pattern.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
      boolean more = true;
      while (more && matcher.find()) {
        more = match.at(matcher.start(), matcher.end());
      }
    };
  }

  private static Pattern pattern(String expression, boolean ignoreCase) throws UsageException {
    try {
      return Pattern.compile(
          expression, Pattern.MULTILINE | (ignoreCase ? Pattern.CASE_INSENSITIVE : 0));
    } catch (PatternSyntaxException e) {
      UsageException refusal =
          new UsageException(
              "'%s' is no regular expression in RE2's syntax: %s."
                  .formatted(GuestText.line(expression), GuestText.line(e.getDescription())));
      refusal.initCause(e);
      throw refusal;
    }
  }
}
