package dev.tapmine.cli;

import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How numbers with an optional unit stand on the command line: digits, and `k`, `M` or `G` in
/// either case.
final class UnitNumber {
  private static final Pattern FORM = Pattern.compile("(\\d{1,18})([kKmMgG]?)");

  private UnitNumber() {}

  /// Reads one.
  ///
  /// @param thousand what `k` stands for: 1,000 or 1,024; `M` is its square, `G` its cube
  /// @return nothing when the text is no such number, or one beyond a `long`
  static OptionalLong read(String text, long thousand) {
    Matcher m = FORM.matcher(text);
    if (!m.matches()) {
      return OptionalLong.empty();
    }
    long unit =
        switch (m.group(2).toLowerCase(Locale.ROOT)) {
          case "k" -> thousand;
          case "m" -> thousand * thousand;
          case "g" -> thousand * thousand * thousand;
          default -> 1;
        };
    long number = Long.parseLong(m.group(1));
    return number <= Long.MAX_VALUE / unit ? OptionalLong.of(number * unit) : OptionalLong.empty();
  }
}
