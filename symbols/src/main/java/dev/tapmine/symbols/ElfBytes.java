package dev.tapmine.symbols;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// An ELF file of either class and either byte order: its header, and the bytes that the header's
/// offsets lead to.
///
/// Nothing in the file is believed: every offset and length is checked against the file's own
/// length before it is used, and what is read at once has a bound, so a damaged or hostile file
/// ends in a sentence.
final class ElfBytes {
  private static final int ET_REL = 1;
  private static final long MOST_BYTES = 1L << 27;

  private final Path file;
  private final FileChannel channel;
  private final long length;
  private final boolean wide;
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
  private final ByteBuffer header;

  /// A table of the file.
  ///
  /// @param entry bytes of each of its entries
  /// @param count of its entries, as the header has it
  record Table(long offset, int entry, int count) {}

  static boolean recognises(byte[] head) {
    return head.length >= 4
        && head[0] == 0x7f
        && head[1] == 'E'
        && head[2] == 'L'
        && head[3] == 'F';
  }

  ElfBytes(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    this.length = channel.size();
    ByteBuffer ident = at(0, 16);
    byte elfClass = ident.get(4);
    byte data = ident.get(5);
    if (elfClass < 1 || elfClass > 2 || data < 1 || data > 2) {
      throw damaged("its class or byte order is unknown");
    }
    wide = elfClass == 2;
    order = data == 1 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    header = at(0, wide ? 64 : 52);
    if (header.getShort(16) == ET_REL) {
      throw new SymbolsException(
          file,
          "it is an object file or kernel module, whose addresses are not final; use the guest's"
              + " /proc/kallsyms.");
    }
  }

  /// Whether addresses have 64 bits.
  boolean wide() {
    return wide;
  }

  /// Bytes of the file.
  long length() {
    return length;
  }

  /// The number of the processor's architecture.
  int machine() {
    return Short.toUnsignedInt(header.getShort(18));
  }

  /// The table of program headers; its offset is 0 where there is none.
  Table segments() {
    return wide
        ? new Table(header.getLong(32), unsigned(54), unsigned(56))
        : new Table(Integer.toUnsignedLong(header.getInt(28)), unsigned(42), unsigned(44));
  }

  /// The table of sections; its offset is 0 where there is none.
  Table sections() {
    return wide
        ? new Table(header.getLong(40), unsigned(58), unsigned(60))
        : new Table(Integer.toUnsignedLong(header.getInt(32)), unsigned(46), unsigned(48));
  }

  private int unsigned(int at) {
    return Short.toUnsignedInt(header.getShort(at));
  }

  /// Reads bytes, in the file's byte order.
  ///
  /// @throws SymbolsException when the file has not got them, or they are too many
  ByteBuffer at(long offset, long size) throws IOException {
    if (offset < 0 || size < 0 || size > MOST_BYTES || offset > length - size) {
      throw damaged("it ends before what its headers promise");
    }
    ByteBuffer buffer = ByteBuffer.allocate((int) size);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, offset + buffer.position()) < 0) {
        throw damaged("it became shorter while it was read");
      }
    }
    return buffer.flip().order(order);
  }

  SymbolsException damaged(String what) {
    return new SymbolsException(file, "this ELF file is damaged: " + what + ".");
  }
}
