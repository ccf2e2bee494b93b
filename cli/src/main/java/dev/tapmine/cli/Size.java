package dev.tapmine.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A number with an optional unit of 1,024s on the command line: `4096`, `64K`, `2G`.
///
/// @param value in bytes, or in what the option counts
record Size(long value) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,18})([kKmMgG]?)");

  /// Reads it.
  static final class Converter implements ITypeConverter<Size> {
    @Override
    public Size convert(String text) {
      Matcher m = FORM.matcher(text);
      if (m.matches()) {
        int shift =
            switch (m.group(2).toLowerCase(Locale.ROOT)) {
              case "k" -> 10;
              case "m" -> 20;
              case "g" -> 30;
              default -> 0;
            };
        long number = Long.parseLong(m.group(1));
        if (number <= Long.MAX_VALUE >> shift) {
          return new Size(number << shift);
        }
      }
      throw new TypeConversionException(
          "\"" + text + "\" is no number of bytes such as 4096, 64K or 2G");
    }
  }

  /// As an `int`.
  ///
  /// @param option named in the refusal
  int asInt(String option) throws UsageException {
    if (value > Integer.MAX_VALUE) {
      throw new UsageException(option + " may be at most 2G less one byte.");
    }
    return (int) value;
  }
}
