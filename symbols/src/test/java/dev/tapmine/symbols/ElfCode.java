package dev.tapmine.symbols;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// Gives an ELF file segments, for tests.
final class ElfCode {
  /// The flags of code.
  static final int READ_EXECUTE = 5;

  /// @param offset in the file, behind what is there
  record Segment(long offset, long address, int flags, byte[] bytes) {}

  private ElfCode() {}

  static byte[] into(byte[] elf, boolean wide, ByteOrder order, Segment... segments) {
    return into(elf, wide, order, List.of(segments));
  }

  /// Puts the program headers behind all else.
  static byte[] into(byte[] elf, boolean wide, ByteOrder order, List<Segment> segments) {
    int end = elf.length;
    for (Segment segment : segments) {
      end = Math.max(end, (int) segment.offset() + segment.bytes().length);
    }
    int headerBytes = wide ? 56 : 32;
    ByteBuffer file = ByteBuffer.allocate(end + segments.size() * headerBytes).order(order);
    file.put(0, elf);
    if (wide) {
      file.putLong(32, end).putShort(54, (short) headerBytes);
      file.putShort(56, (short) segments.size());
    } else {
      file.putInt(28, end).putShort(42, (short) headerBytes);
      file.putShort(44, (short) segments.size());
    }
    int at = end;
    for (Segment segment : segments) {
      file.put((int) segment.offset(), segment.bytes()).putInt(at, 1);
      int size = segment.bytes().length;
      if (wide) {
        file.putInt(at + 4, segment.flags()).putLong(at + 8, segment.offset());
        file.putLong(at + 16, segment.address()).putLong(at + 32, size).putLong(at + 40, size);
      } else {
        file.putInt(at + 24, segment.flags()).putInt(at + 4, (int) segment.offset());
        file.putInt(at + 8, (int) segment.address()).putInt(at + 16, size).putInt(at + 20, size);
      }
      at += headerBytes;
    }
    return file.array();
  }
}
