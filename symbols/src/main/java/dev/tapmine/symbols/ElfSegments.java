package dev.tapmine.symbols;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Reads the code of an ELF file: its executable `PT_LOAD` segments, as far as the file has their
/// bytes. Like [ElfBytes] it believes nothing, and bounds how much code there may be.
final class ElfSegments {
  private static final int PT_LOAD = 1;
  private static final int EXECUTABLE = 1;
  private static final long MOST_BYTES = 1L << 28;

  private ElfSegments() {}

  /// An executable segment.
  ///
  /// @param offset of its first byte in the file
  /// @param address of that byte, as the file has it (`p_vaddr`)
  record Segment(long offset, long address, byte[] bytes) {}

  static List<Segment> read(ElfBytes file) throws IOException {
    ElfBytes.Table table = file.segments();
    List<Segment> segments = new ArrayList<>();
    if (table.offset() == 0 || table.count() == 0) {
      return segments;
    }
    boolean wide = file.wide();
    if (table.entry() < (wide ? 56 : 32)) {
      throw file.damaged("its program headers are too short");
    }
    ByteBuffer headers = file.at(table.offset(), (long) table.count() * table.entry());
    long total = 0;
    for (int at = 0; at < headers.limit(); at += table.entry()) {
      int flags = headers.getInt(at + (wide ? 4 : 24));
      if (headers.getInt(at) != PT_LOAD || (flags & EXECUTABLE) == 0) {
        continue;
      }
      long offset = word(headers, wide, wide ? at + 8 : at + 4);
      long address = word(headers, wide, wide ? at + 16 : at + 8);
      long size = word(headers, wide, wide ? at + 32 : at + 16);
      ByteBuffer read = file.at(offset, size);
      total += size;
      if (total > Math.min(MOST_BYTES, file.length())) {
        throw file.damaged("its segments overlap, or have more code than is ever read");
      }
      byte[] bytes = new byte[read.remaining()];
      read.get(bytes);
      segments.add(new Segment(offset, address, bytes));
    }
    return segments;
  }

  private static long word(ByteBuffer headers, boolean wide, int at) {
    return wide ? headers.getLong(at) : Integer.toUnsignedLong(headers.getInt(at));
  }
}
