package dev.tapmine.cli;

import java.util.Locale;

/// One value of a [Table], which knows how a person reads it and how a program does.
sealed interface Cell {
  /// Text of Tapmine's own.
  record Text(String value) implements Cell {}

  /// Text that a guest chose: escaped on a terminal.
  record Guest(String value) implements Cell {}

  /// A count.
  record Count(long value) implements Cell {}

  /// A measure, shown with a fixed number of decimals; JSON has it in full.
  record Measure(double value, int decimals) implements Cell {}

  /// An unsigned address; a string of hex digits in JSON, because JSON's numbers lose bits.
  record Address(long value) implements Cell {}

  /// Yes or no; true or false in JSON.
  record Flag(boolean value) implements Cell {}

  /// Nothing is known: `-`, and null in JSON.
  record Missing() implements Cell {}

  /// What a table shows.
  default String shown() {
    return switch (this) {
      case Text t -> t.value();
      case Guest g -> GuestText.line(g.value());
      case Count c -> Long.toString(c.value());
      case Measure m -> String.format(Locale.ROOT, "%." + m.decimals() + "f", m.value());
      case Address a -> hex(a.value());
      case Flag f -> f.value() ? "yes" : "no";
      case Missing _ -> "-";
    };
  }

  /// Whether it is set flush right.
  default boolean number() {
    return this instanceof Count || this instanceof Measure;
  }

  /// An address with its name, if it has one.
  ///
  /// @param name of the guest's symbols; empty for none
  static Cell named(long address, String name) {
    return name.isEmpty() ? new Address(address) : new Guest(name + "  " + hex(address));
  }

  /// An address as Tapmine writes it everywhere.
  static String hex(long address) {
    return "0x" + Long.toHexString(address);
  }
}
