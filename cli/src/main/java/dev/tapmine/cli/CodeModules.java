package dev.tapmine.cli;

import dev.tapmine.questions.CodePages;
import dev.tapmine.symbols.ModulePage;
import dev.tapmine.symbols.Modules;
import dev.tapmine.symbols.SymbolsException;
import dev.tapmine.taps.TapSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Names user code by the modules whose pages it lies in: joins what an index knows of the guest's
/// pages with the files that the user gave. A page is looked for when it is first asked for.
final class CodeModules {
  private final Modules modules;
  private final @Nullable CodePages pages;
  private final Map<Long, Optional<ModulePage>> found = new HashMap<>();

  private CodeModules(Modules modules, @Nullable CodePages pages) {
    this.modules = modules;
    this.pages = pages;
  }

  /// Reads the files, each once, and the index's code if there are any.
  ///
  /// @throws SymbolsException when a file is no module
  static CodeModules of(TapSource source, List<Path> files) throws IOException {
    List<Path> distinct =
        files.stream().map(f -> f.toAbsolutePath().normalize()).distinct().toList();
    Modules modules = Modules.of(distinct);
    return new CodeModules(modules, modules.isEmpty() ? null : CodePages.of(source));
  }

  /// The name of an address, or empty where no page of a module is known there.
  Optional<String> name(int space, long address) {
    return name(space, address, ModulePage::name);
  }

  /// The name of a return address.
  Optional<String> caller(int space, long address) {
    return name(space, address, ModulePage::caller);
  }

  private Optional<String> name(
      int space, long address, BiFunction<ModulePage, Integer, String> named) {
    long place = pages == null ? 0 : pages.place(space, address);
    if (pages == null || place == 0) {
      return Optional.empty();
    }
    CodePages known = pages;
    return found
        .computeIfAbsent(
            place / CodePages.PAGE,
            number -> known.page(number).flatMap(p -> modules.find(p.bytes(), p.known())))
        .map(page -> named.apply(page, (int) (place % CodePages.PAGE)));
  }
}
