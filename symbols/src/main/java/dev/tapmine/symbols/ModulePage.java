package dev.tapmine.symbols;

import java.util.Optional;
import java.util.function.LongFunction;

/// A page of a module's code. Names come from the module's file, which may be the guest's: escape
/// them before they reach a terminal.
public final class ModulePage {
  private final String module;
  private final Symbols symbols;
  private final long address;

  /// @param address of the page's first byte, as the module's file has it
  ModulePage(String module, Symbols symbols, long address) {
    this.module = module;
    this.symbols = symbols;
    this.address = address;
  }

  /// The name of what lies at an offset in the page: `libc.so.6!memcpy+0x10`, or where no symbol
  /// reaches `libc.so.6+0x9c410`, the address as the module's file has it.
  public String name(int offset) {
    return name(offset, symbols::name);
  }

  /// The name of a return address, which belongs to the function that holds the call before it.
  public String caller(int offset) {
    return name(offset, symbols::caller);
  }

  private String name(int offset, LongFunction<Optional<String>> named) {
    long at = address + offset;
    return module
        + named.apply(at).map(name -> "!" + name).orElseGet(() -> "+0x" + Long.toHexString(at));
  }
}
