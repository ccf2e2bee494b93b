package dev.tapmine.symbols;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the text that Linux prints as `/proc/kallsyms` and its build leaves as `System.map`: one
/// symbol a line, `address type name`, and for a module's symbol its module in brackets.
///
/// Absolute symbols (type `A`) are left out: on x86 they are offsets into per-CPU memory that would
/// give names to the lowest addresses of every program.
final class SymbolText {
  /// More than ten times a Debian kernel's table with all its modules.
  private static final int MOST_SYMBOLS = 4_000_000;

  private static final int LONGEST_LINE = 4096;

  /// Characters of all names together, ten times a Debian kernel's, too.
  private static final long MOST_CHARACTERS = 1L << 27;

  private SymbolText() {}

  static List<Symbol> read(Path file, FileChannel channel) throws IOException {
    channel.position(0);
    BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.ISO_8859_1));
    List<Symbol> symbols = new ArrayList<>();
    boolean anyAddress = false;
    long lines = 0;
    long characters = 0;
    String line = readLine(reader);
    while (line != null) {
      lines++;
      String next = readLine(reader);
      if (!line.isBlank()) {
        Symbol symbol = parse(line);
        if (symbol == null) {
          if (next == null && !symbols.isEmpty()) {
            break; // cut in its last line: what came before is whole
          }
          throw refusal(file, lines);
        }
        if (symbol.name().startsWith("The real System.map is in")) {
          throw new SymbolsException(
              file,
              "it is the stub that Debian ships in a System.map's place; take the symbols from the"
                  + " guest's own /proc/kallsyms.");
        }
        anyAddress |= symbol.address() != 0;
        if (symbol.preference() >= 0) {
          symbols.add(symbol);
          characters += symbol.name().length();
        }
        if (symbols.size() > MOST_SYMBOLS || characters > MOST_CHARACTERS) {
          throw new SymbolsException(
              file,
              "it has more than "
                  + MOST_SYMBOLS
                  + " symbols, or too long ones; give a smaller table.");
        }
      }
      line = next;
    }
    if (lines > 0 && !anyAddress) {
      throw new SymbolsException(
          file,
          "all its addresses are zero, because the guest's kernel hid them (kptr_restrict); read"
              + " /proc/kallsyms as root after writing 0 to /proc/sys/kernel/kptr_restrict.");
    }
    return symbols;
  }

  private static SymbolsException refusal(Path file, long line) {
    return line == 1
        ? new SymbolsException(
            file, "it is neither an ELF file nor the text of /proc/kallsyms or a System.map.")
        : new SymbolsException(
            file, "its line " + line + " is no symbol (address, type and name); repair it.");
  }

  /// A line without its end, cut where it is longer than any symbol; null at the end.
  private static @Nullable String readLine(BufferedReader reader) throws IOException {
    StringBuilder line = new StringBuilder();
    int c = reader.read();
    if (c < 0) {
      return null;
    }
    while (c >= 0 && c != '\n') {
      if (c != '\r' && line.length() < LONGEST_LINE) {
        line.append((char) c);
      }
      c = reader.read();
    }
    return line.toString();
  }

  /// Null when the line is no symbol; a negative preference when it is one that names nothing.
  private static @Nullable Symbol parse(String line) {
    int digits = 0;
    long address = 0;
    while (digits < line.length()) {
      int digit = Character.digit(line.charAt(digits), 16);
      if (digit < 0) {
        break;
      }
      address = (address << 4) | digit;
      digits++;
    }
    if (digits < 4
        || digits > 16
        || line.length() < digits + 4
        || line.charAt(digits) != ' '
        || line.charAt(digits + 2) != ' ') {
      return null;
    }
    char type = line.charAt(digits + 1);
    if (!Character.isLetter(type) && type != '?' && type != '-') {
      return null;
    }
    String name = line.substring(digits + 3).strip();
    int tab = name.indexOf('\t');
    if (tab > 0) {
      name = name.substring(0, tab) + " " + name.substring(tab + 1).strip();
    }
    return name.isEmpty() ? null : new Symbol(address, 0, preference(type, name), name);
  }

  private static int preference(char type, String name) {
    if (name.startsWith("$")) {
      return -1; // Arm's marks of where code and data begin
    }
    return switch (type) {
      case 'A', 'a', 'U' -> -1;
      case 'T' -> 0;
      case 't' -> 1;
      case 'W', 'w' -> 2;
      default -> Character.isUpperCase(type) ? 3 : 4;
    };
  }
}
