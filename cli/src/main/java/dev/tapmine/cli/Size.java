package dev.tapmine.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A number with an optional unit of 1,024s on the command line: `4096`, `64K`, `2G`.
///
/// @param value in bytes, or in what the option counts
record Size(long value) {
  /// Reads it.
  static final class Converter implements ITypeConverter<Size> {
    @Override
    public Size convert(String text) {
      return new Size(
          UnitNumber.read(text, 1024)
              .orElseThrow(() ->
                  new TypeConversionException(
                      "\"" + text + "\" is no number of bytes such as 4096, 64K or 2G")));
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
