package dev.tapmine.symbols;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Names for a guest's addresses, from `/proc/kallsyms`, a `System.map` or an ELF file, told apart
/// by content.
///
/// ```java
/// Symbols symbols = Symbols.of(Path.of("symbols.kallsyms"));
/// symbols.name(0xffffffff8110e4d2L); // vprintk_store+0x1b2
/// ```
///
/// Immutable once made, and safe for use by many threads. A look-up is a binary search. Names come
/// from the guest: escape them before they reach a terminal.
public final class Symbols {
  /// A name whose length is not known reaches this far and no further, so that an address in a hole
  /// between the kernel and its modules stays without a name.
  private static final long REACH = 1L << 20;

  private static final Symbols NONE = new Symbols(new long[0], new long[0], new String[0]);

  private final long[] starts;
  private final long[] lengths;
  private final String[] names;

  private Symbols(long[] starts, long[] lengths, String[] names) {
    this.starts = starts;
    this.lengths = lengths;
    this.names = names;
  }

  /// No names at all.
  public static Symbols none() {
    return NONE;
  }

  /// Reads all symbols of the given files; where two name one address, the earlier file wins.
  ///
  /// @throws SymbolsException when a file cannot be read, is of no known kind, is damaged, names
  ///   nothing, or is a `kallsyms` whose addresses the guest's kernel hid
  public static Symbols of(Path... files) throws SymbolsException {
    List<List<Symbol>> all = new ArrayList<>();
    for (Path file : files) {
      all.add(read(file));
    }
    return of(all);
  }

  /// The name of what lies at an address, as `name`, or `name+0xoff` inside it; empty where no name
  /// reaches.
  ///
  /// @param address unsigned
  public Optional<String> name(long address) {
    return name(address, address);
  }

  /// The name of a return address. It belongs to the function that holds the call just before it,
  /// even where the call is that function's last instruction and another function begins behind it.
  ///
  /// @param address unsigned
  public Optional<String> caller(long address) {
    return name(address - 1, address);
  }

  /// @param inside address that decides which name it is
  /// @param address that the offset leads to
  private Optional<String> name(long inside, long address) {
    int low = 0;
    int high = starts.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(starts[middle], inside) <= 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    if (high < 0) {
      return Optional.empty();
    }
    long reach = lengths[high] == 0 ? REACH : lengths[high];
    if (Long.compareUnsigned(inside - starts[high], reach) >= 0) {
      return Optional.empty();
    }
    long offset = address - starts[high];
    return Optional.of(offset == 0 ? names[high] : names[high] + "+0x" + Long.toHexString(offset));
  }

  /// How many addresses have a name.
  public int size() {
    return starts.length;
  }

  private static List<Symbol> read(Path file) throws SymbolsException {
    return UserFile.read(
        file,
        (channel, elf) -> {
          List<Symbol> symbols =
              elf ? ElfSymbols.read(new ElfBytes(file, channel)) : SymbolText.read(file, channel);
          if (symbols.isEmpty()) {
            throw new SymbolsException(
                file,
                elf
                    ? "this ELF file has no symbols (it was stripped); give the one they were kept in."
                    : "it names no address; give a file with symbols.");
          }
          return symbols;
        });
  }

  static Symbols of(List<List<Symbol>> all) {
    List<Symbol> sorted = new ArrayList<>();
    int file = 0;
    for (List<Symbol> some : all) {
      for (Symbol s : some) {
        sorted.add(new Symbol(s.address(), s.size(), file * 16 + s.preference(), s.name()));
      }
      file++;
    }
    sorted.sort(
        Comparator.comparingLong((Symbol s) -> s.address() ^ Long.MIN_VALUE)
            .thenComparingInt(Symbol::preference));
    long[] starts = new long[sorted.size()];
    long[] lengths = new long[sorted.size()];
    String[] names = new String[sorted.size()];
    int n = 0;
    for (Symbol s : sorted) {
      if (n > 0 && starts[n - 1] == s.address()) {
        continue;
      }
      starts[n] = s.address();
      lengths[n] = s.size();
      names[n] = s.name();
      n++;
    }
    return new Symbols(
        Arrays.copyOf(starts, n), Arrays.copyOf(lengths, n), Arrays.copyOf(names, n));
  }
}
