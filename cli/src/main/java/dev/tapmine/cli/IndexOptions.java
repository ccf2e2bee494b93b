package dev.tapmine.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Which index a question is put to, and whose names its addresses get; mixed into the questions.
final class IndexOptions {
  @Parameters(index = "0", paramLabel = "INDEX", description = "The tap index.")
  @SuppressWarnings("NullAway.Init") // required
  private Path index;

  @Option(
      names = "--symbols",
      paramLabel = "FILE",
      description =
          "Names for addresses: kallsyms text, System.map or ELF (default: those in the index).")
  private @Nullable Path symbols;

  @Option(
      names = "--module",
      paramLabel = "FILE",
      description = {
        "A program or library that the guest ran (ELF), to name user code in it by; may be",
        "repeated."
      })
  private List<Path> modules = List.of();

  /// The index's folder.
  Path folder() {
    return index;
  }

  AskedIndex open() throws IOException, UsageException {
    return AskedIndex.open(index, symbols, modules);
  }
}
