package dev.tapmine.symbols;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Reads `.symtab` and `.dynsym` of an ELF file. Like [ElfBytes] it believes nothing, and bounds
/// how much the tables and names may be.
final class ElfSymbols {
  private static final int SHT_SYMTAB = 2;
  private static final int SHT_DYNSYM = 11;
  private static final int EM_ARM = 40;
  private static final int MOST_SECTIONS = 100_000;
  private static final long MOST_BYTES = 1L << 27;
  private static final int MOST_SYMBOLS = 4_000_000;
  private static final int LONGEST_NAME = 1024;

  private final ElfBytes file;
  private final boolean wide;
  private final ByteBuffer sections;
  private final int sectionBytes;
  private final int sectionCount;
  private long nameBytes;
  private long tableBytes;

  /// One entry of the section table.
  private record Section(int type, long offset, long size, int link, long entryBytes) {}

  /// The symbols of a file; none where it was stripped.
  static List<Symbol> read(ElfBytes file) throws IOException {
    ElfSymbols elf = new ElfSymbols(file);
    List<Symbol> symbols = new ArrayList<>();
    for (int i = 0; i < elf.sectionCount; i++) {
      Section section = elf.section(i);
      if (section.type() == SHT_SYMTAB || section.type() == SHT_DYNSYM) {
        elf.table(section, symbols);
      }
    }
    return symbols;
  }

  private ElfSymbols(ElfBytes file) throws IOException {
    this.file = file;
    this.wide = file.wide();
    ElfBytes.Table table = file.sections();
    sectionBytes = table.entry();
    if (table.offset() == 0) {
      sectionCount = 0;
      sections = ByteBuffer.allocate(0);
      return;
    }
    if (sectionBytes < (wide ? 64 : 40)) {
      throw file.damaged("its section table's entries are too short");
    }
    long count = table.count();
    if (count == 0) { // more than 65,279 sections: the first entry's size says how many
      ByteBuffer first = file.at(table.offset(), sectionBytes);
      count = wide ? first.getLong(32) : Integer.toUnsignedLong(first.getInt(20));
    }
    if (count < 0 || count > MOST_SECTIONS) {
      throw file.damaged("it claims " + Long.toUnsignedString(count) + " sections");
    }
    sectionCount = (int) count;
    sections = file.at(table.offset(), count * sectionBytes);
  }

  private Section section(int index) {
    int at = index * sectionBytes;
    return wide
        ? new Section(
            sections.getInt(at + 4),
            sections.getLong(at + 24),
            sections.getLong(at + 32),
            sections.getInt(at + 40),
            sections.getLong(at + 56))
        : new Section(
            sections.getInt(at + 4),
            Integer.toUnsignedLong(sections.getInt(at + 16)),
            Integer.toUnsignedLong(sections.getInt(at + 20)),
            sections.getInt(at + 24),
            Integer.toUnsignedLong(sections.getInt(at + 36)));
  }

  private void table(Section section, List<Symbol> symbols) throws IOException {
    int entry = wide ? 24 : 16;
    if (section.entryBytes() != entry) {
      throw file.damaged("its symbols are " + section.entryBytes() + " bytes long, not " + entry);
    }
    if (section.link() < 0 || section.link() >= sectionCount) {
      throw file.damaged("its symbols' names are in a section that is not there");
    }
    Section names = section(section.link());
    ByteBuffer table = file.at(section.offset(), section.size());
    ByteBuffer strings = file.at(names.offset(), names.size());
    // Two tables may share their names, but thousands that all span the file would never end.
    tableBytes += section.size() + names.size();
    if (tableBytes > 2 * file.length()) {
      throw file.damaged("its tables of symbols overlap");
    }
    for (int at = 0; at + entry <= table.limit(); at += entry) {
      int name = table.getInt(at);
      long value = wide ? table.getLong(at + 8) : Integer.toUnsignedLong(table.getInt(at + 4));
      long size = wide ? table.getLong(at + 16) : Integer.toUnsignedLong(table.getInt(at + 8));
      int info = table.get(at + (wide ? 4 : 12));
      int defined = table.getShort(at + (wide ? 6 : 14));
      int preference = preference(info & 15, (info >> 4) & 15);
      if (preference >= 0 && defined != 0 && value != 0) {
        if (symbols.size() >= MOST_SYMBOLS) {
          throw file.damaged("it claims more than " + MOST_SYMBOLS + " symbols");
        }
        String text = string(strings, name);
        if (!text.isEmpty() && text.charAt(0) != '$') {
          boolean thumb = file.machine() == EM_ARM && (info & 15) == 2;
          symbols.add(new Symbol(thumb ? value & ~1L : value, size, preference, text));
        }
      }
    }
  }

  /// Functions before data, global names before local ones; negative for what is no place.
  private static int preference(int type, int binding) {
    int local = binding == 0 ? 1 : 0;
    return switch (type) {
      case 2, 10 -> local; // function, indirect function
      case 1 -> 2 + local; // object
      case 0 -> 4 + local; // no type: assembly
      default -> -1;
    };
  }

  private String string(ByteBuffer strings, int offset) throws IOException {
    if (offset < 0 || offset >= strings.limit()) {
      throw file.damaged("a symbol's name lies outside the table of names");
    }
    int end = offset;
    int last = (int) Math.min(strings.limit(), (long) offset + LONGEST_NAME);
    while (end < last && strings.get(end) != 0) {
      end++;
    }
    nameBytes += end - offset;
    if (nameBytes > MOST_BYTES) {
      throw file.damaged("its names overlap beyond any sense");
    }
    return StandardCharsets.UTF_8.decode(strings.slice(offset, end - offset)).toString();
  }
}
