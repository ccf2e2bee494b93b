package dev.tapmine.cli;

import dev.tapmine.index.TapIndex;
import dev.tapmine.questions.FoldedTap;
import dev.tapmine.symbols.Symbols;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// An open index with the names of its guest's addresses.
///
/// @param taps the index
/// @param symbols none where there are none
record AskedIndex(TapIndex taps, Symbols symbols) implements AutoCloseable {
  /// Opens both.
  ///
  /// @param symbolFile the user's; without it those that mining put into the index
  static AskedIndex open(Path folder, @Nullable Path symbolFile)
      throws IOException, UsageException {
    if (KindOfFolder.isRecording(folder)) {
      throw new UsageException(
          folder + " is a recording, not a tap index: mine it first, with \"tapmine mine\".");
    }
    TapIndex index = TapIndex.open(folder);
    try {
      return new AskedIndex(index, symbols(folder, symbolFile));
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

  /// An address of code with its name, or in hex.
  Cell place(long pc) {
    return symbols.name(pc).<Cell>map(Cell.Guest::new).orElse(new Cell.Address(pc));
  }

  /// The immediate caller of a tap with its name, or in hex; missing at depth 0 and where no caller
  /// is known.
  Cell caller(FoldedTap tap) {
    if (tap.callers().isEmpty()) {
      return new Cell.Missing();
    }
    long address = tap.callers().getFirst();
    return symbols.caller(address).<Cell>map(Cell.Guest::new).orElse(new Cell.Address(address));
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
