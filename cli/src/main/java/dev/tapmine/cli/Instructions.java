package dev.tapmine.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A count of instructions on the command line, with an optional unit of 1,000s, as processors'
/// speeds have them: `700000`, `700M`, `4G`.
///
/// @param count of instructions
record Instructions(long count) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,18})([kKmMgG]?)");

  /// Reads it.
  static final class Converter implements ITypeConverter<Instructions> {
    @Override
    public Instructions convert(String text) {
      return of(text);
    }
  }

  /// Reads it.
  ///
  /// @throws TypeConversionException when it is none
  static Instructions of(String text) {
    Matcher m = FORM.matcher(text);
    if (m.matches()) {
      long unit =
          switch (m.group(2).toLowerCase(Locale.ROOT)) {
            case "k" -> 1_000;
            case "m" -> 1_000_000;
            case "g" -> 1_000_000_000;
            default -> 1;
          };
      long number = Long.parseLong(m.group(1));
      if (number <= Long.MAX_VALUE / unit) {
        return new Instructions(number * unit);
      }
    }
    throw new TypeConversionException(
        "\"" + text + "\" is no count of instructions such as 700000, 700M or 4G");
  }
}
