package dev.tapmine.symbols;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A minimal ELF file with a symbol table, for tests.
final class ElfFile {
  record Entry(String name, long value, long size, int type, int binding) {}

  private ElfFile() {}

  static byte[] of(boolean wide, ByteOrder order, int machine, int type, List<Entry> entries) {
    int headerBytes = wide ? 64 : 52;
    int sectionBytes = wide ? 64 : 40;
    int entryBytes = wide ? 24 : 16;
    StringBuilder strings = new StringBuilder("\0");
    int tableAt = headerBytes;
    int tableBytes = entries.size() * entryBytes;
    ByteBuffer table = ByteBuffer.allocate(tableBytes).order(order);
    for (Entry e : entries) {
      int name = strings.length();
      strings.append(e.name()).append('\0');
      byte info = (byte) (e.binding() << 4 | e.type());
      if (wide) {
        table.putInt(name).put(info).put((byte) 0).putShort((short) 1);
        table.putLong(e.value()).putLong(e.size());
      } else {
        table.putInt(name).putInt((int) e.value()).putInt((int) e.size());
        table.put(info).put((byte) 0).putShort((short) 1);
      }
    }
    byte[] names = strings.toString().getBytes(StandardCharsets.ISO_8859_1);
    int namesAt = tableAt + tableBytes;
    int sectionsAt = namesAt + names.length;
    ByteBuffer file = ByteBuffer.allocate(sectionsAt + 3 * sectionBytes).order(order);
    file.put(new byte[] {0x7f, 'E', 'L', 'F', (byte) (wide ? 2 : 1)});
    file.put((byte) (order == ByteOrder.LITTLE_ENDIAN ? 1 : 2));
    file.putShort(16, (short) type).putShort(18, (short) machine);
    if (wide) {
      file.putLong(40, sectionsAt).putShort(58, (short) sectionBytes).putShort(60, (short) 3);
    } else {
      file.putInt(32, sectionsAt).putShort(46, (short) sectionBytes).putShort(48, (short) 3);
    }
    file.put(tableAt, table.array()).put(namesAt, names);
    section(file, wide, sectionsAt + sectionBytes, 2, tableAt, tableBytes, 2, entryBytes);
    section(file, wide, sectionsAt + 2 * sectionBytes, 3, namesAt, names.length, 0, 0);
    return file.array();
  }

  private static void section(
      ByteBuffer file, boolean wide, int at, int type, int offset, int size, int link, int entry) {
    file.putInt(at + 4, type);
    if (wide) {
      file.putLong(at + 24, offset).putLong(at + 32, size);
      file.putInt(at + 40, link).putLong(at + 56, entry);
    } else {
      file.putInt(at + 16, offset).putInt(at + 20, size);
      file.putInt(at + 24, link).putInt(at + 36, entry);
    }
  }
}
