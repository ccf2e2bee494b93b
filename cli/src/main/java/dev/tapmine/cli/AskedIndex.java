package dev.tapmine.cli;

import dev.tapmine.index.TapIndex;
import dev.tapmine.questions.FoldedTap;
import dev.tapmine.symbols.Symbols;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An open index with the names of its guest's addresses.
///
/// @param taps the index
/// @param symbols none where there are none
/// @param modules that name user code before symbols do
record AskedIndex(TapIndex taps, Symbols symbols, CodeModules modules) implements AutoCloseable {
  /// Opens all.
  ///
  /// @param symbolFile the user's; without it those that mining put into the index
  /// @param modules files of the guest's programs and libraries
  static AskedIndex open(Path folder, @Nullable Path symbolFile, List<Path> modules)
      throws IOException, UsageException {
    if (KindOfFolder.isRecording(folder)) {
      throw new UsageException(
          folder + " is a recording, not a tap index: mine it first, with \"tapmine mine\".");
    }
    TapIndex index = TapIndex.open(folder);
    try {
      return new AskedIndex(index, symbols(folder, symbolFile), CodeModules.of(index, modules));
    } catch (IOException | RuntimeException e) {
      index.close();
      throw e;
    }
  }

  /// Symbols nobody asked for must not stand in the way of an answer.
  private static Symbols symbols(Path folder, @Nullable Path symbolFile) throws IOException {
    if (symbolFile != null) {
      return Symbols.of(symbolFile);
    }
    Path own = folder.resolve(IndexFolder.SYMBOLS);
    if (!Files.exists(own)) {
      return Symbols.none();
    }
    try {
      return Symbols.of(own);
    } catch (IOException e) {
      Progress.line("addresses stay without names: " + e.getMessage());
      return Symbols.none();
    }
  }

  /// The name of a tap's instruction, if it has one.
  Optional<String> name(FoldedTap tap) {
    return codeName(tap.space(), tap.user(), tap.pc());
  }

  /// The name of what one of a tap's callers is returned to, if it has one.
  Optional<String> callerName(FoldedTap tap, int caller) {
    return callerName(tap.space(), tap.user(), tap.callers().get(caller));
  }

  /// The name of an address of code, if it has one.
  Optional<String> codeName(int space, boolean user, long address) {
    Optional<String> name = user ? modules.name(space, address) : Optional.empty();
    return name.or(() -> symbols.name(address));
  }

  /// The name of what a call at this return address is in, if it has one.
  Optional<String> callerName(int space, boolean user, long address) {
    Optional<String> name = user ? modules.caller(space, address) : Optional.empty();
    return name.or(() -> symbols.caller(address));
  }

  /// A tap's instruction by its name, or in hex.
  Cell place(FoldedTap tap) {
    return name(tap).<Cell>map(Cell.Guest::new).orElse(new Cell.Address(tap.pc()));
  }

  /// The immediate caller of a tap with its name, or in hex; missing at depth 0 and where no caller
  /// is known.
  Cell caller(FoldedTap tap) {
    if (tap.callers().isEmpty()) {
      return new Cell.Missing();
    }
    return callerName(tap, 0).<Cell>map(Cell.Guest::new).orElseGet(() -> callerAddress(tap));
  }

  /// The immediate caller's address.
  static Cell callerAddress(FoldedTap tap) {
    return tap.callers().isEmpty()
        ? new Cell.Missing()
        : new Cell.Address(tap.callers().getFirst());
  }

  @Override
  public void close() throws IOException {
    taps.close();
  }
}
