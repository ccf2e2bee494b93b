package dev.tapmine.taps;

/// The code of a run's header, which lies below the header before it and is read downwards:
///
/// ```
///   control, time - time of the run before, address - end of the run before,
///   [length of the run before, [width]]
/// ```
///
/// Control holds the number of bytes of the address difference (bits 0 to 2; zigzag), the time
/// difference (bits 3 to 5), both 7 for 8 bytes, and (bits 6, 7) how the length of the run before
/// is told: 0 one access, 1 one byte, 2 four bytes, 3 four bytes and then the new run's width.
/// Numbers are little-endian. A part of a stream other than the head starts with differences to 0.
final class RunCode {
  /// A header needs no more, the room that is written beyond it included.
  static final int ROOM = 32;

  static final int ONE_ACCESS = 0;
  static final int NEW_WIDTH = 3;

  private RunCode() {}

  /// Writes a header.
  ///
  /// @param top address of the header before
  /// @return bytes used below `top`
  static int write(long top, int kind, long length, int width, long time, long jump) {
    long zigzag = jump << 1 ^ jump >> 63;
    int timeCode = code(time);
    int jumpCode = code(zigzag);
    long control = (long) (jumpCode | timeCode << 3 | kind << 6) << 56;
    long at = top - 1;
    if (timeCode == 7) {
      Chunks.MEMORY.set(Chunks.WORD, top - 8, control);
      at = number(at, time, 8);
    } else {
      int shift = 56 - (timeCode << 3);
      Chunks.MEMORY.set(Chunks.WORD, top - 8, control | time << shift);
      at -= timeCode;
    }
    at = number(at, zigzag, bytes(jumpCode));
    if (kind != ONE_ACCESS) {
      at = writeLength(at, kind, length, width);
    }
    return (int) (top - at);
  }

  private static long writeLength(long top, int kind, long length, int width) {
    long at = number(top, length, kind == 1 ? 1 : 4);
    if (kind == NEW_WIDTH) {
      at--;
      Chunks.MEMORY.set(Chunks.BYTE, at, (byte) width);
    }
    return at;
  }

  private static long number(long top, long value, int bytes) {
    Chunks.MEMORY.set(Chunks.WORD, top - 8, value << (64 - (bytes << 3)));
    return top - bytes;
  }

  static int code(long value) {
    int bytes = (71 - Long.numberOfLeadingZeros(value)) >>> 3;
    return Math.min(bytes, 7);
  }

  static int bytes(int code) {
    return code == 7 ? 8 : code;
  }
}
