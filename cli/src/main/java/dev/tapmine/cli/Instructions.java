package dev.tapmine.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A count of instructions on the command line, with an optional unit of 1,000s, as processors'
/// speeds have them: `700000`, `700M`, `4G`.
///
/// @param count of instructions
record Instructions(long count) {
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
    return new Instructions(
        UnitNumber.read(text, 1000)
            .orElseThrow(() ->
                new TypeConversionException(
                    "\"" + text + "\" is no count of instructions such as 700000, 700M or 4G")));
  }
}
