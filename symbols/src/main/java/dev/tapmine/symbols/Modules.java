package dev.tapmine.symbols;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// Programs and libraries, whose pages are known again in a guest's memory by their bytes.
///
/// What is known of a page in memory is a few of its instructions. It is a page of a module when
/// all that is known, and at least [#LEAST_BYTES], equals the bytes of one page of an executable
/// segment, and of no other page of any module.
///
/// Immutable once made, and safe for use by many threads.
public final class Modules {
  /// Bytes of a page.
  public static final int PAGE = 4096;

  /// Fewer bytes of a page tell nothing.
  public static final int LEAST_BYTES = 16;

  private final List<Code> modules;

  private record Code(String name, Symbols symbols, List<ElfSegments.Segment> segments) {}

  private Modules(List<Code> modules) {
    this.modules = List.copyOf(modules);
  }

  /// Reads ELF files; a module's name is its file's.
  ///
  /// @throws SymbolsException when a file cannot be read, is no ELF file, is damaged, or holds no
  ///   code
  public static Modules of(List<Path> files) throws SymbolsException {
    List<Code> modules = new ArrayList<>();
    for (Path file : files) {
      modules.add(read(file));
    }
    return new Modules(modules);
  }

  private static Code read(Path file) throws SymbolsException {
    return UserFile.read(
        file,
        (channel, recognised) -> {
          if (!recognised) {
            throw new SymbolsException(
                file, "it is no ELF file; give a program or library that the guest ran.");
          }
          ElfBytes elf = new ElfBytes(file, channel);
          List<ElfSegments.Segment> segments = ElfSegments.read(elf);
          if (segments.isEmpty()) {
            throw new SymbolsException(
                file, "this ELF file holds no code; give a program or library that the guest ran.");
          }
          Symbols symbols = Symbols.of(List.of(ElfSymbols.read(elf)));
          return new Code(String.valueOf(file.getFileName()), symbols, segments);
        });
  }

  /// Whether there is none.
  public boolean isEmpty() {
    return modules.isEmpty();
  }

  /// The module's page that a page of memory is a copy of; empty when there is none, or more than
  /// one.
  ///
  /// @param bytes of the page in memory, [#PAGE] of them
  /// @param known offsets of those that are known
  public Optional<ModulePage> find(byte[] bytes, BitSet known) {
    int[] offsets = known.stream().filter(offset -> offset < PAGE).toArray();
    if (offsets.length < LEAST_BYTES) {
      return Optional.empty();
    }
    Optional<ModulePage> found = Optional.empty();
    for (Code module : modules) {
      for (ElfSegments.Segment segment : module.segments()) {
        long toAddress = segment.address() - segment.offset();
        if (toAddress % PAGE != 0) {
          continue; // no kernel can map it
        }
        long end = segment.offset() + segment.bytes().length;
        for (long page = segment.offset() / PAGE * PAGE; page < end; page += PAGE) {
          if (equal(segment, page - segment.offset(), bytes, offsets)) {
            if (found.isPresent()) {
              return Optional.empty();
            }
            found = Optional.of(new ModulePage(module.name(), module.symbols(), page + toAddress));
          }
        }
      }
    }
    return found;
  }

  /// @param start of the page in the segment; negative when the segment begins within the page
  private static boolean equal(
      ElfSegments.Segment segment, long start, byte[] bytes, int[] offsets) {
    byte[] code = segment.bytes();
    for (int offset : offsets) {
      long at = start + offset;
      if (at < 0 || at >= code.length || code[(int) at] != bytes[offset]) {
        return false;
      }
    }
    return true;
  }
}
