package dev.tapmine.questions;

import java.io.ByteArrayOutputStream;
import java.util.List;

/// A stretch of a channel's stream: bytes of the exemplar's alphabet that stood at contiguous
/// addresses and were put there one after the other.
///
/// @param first time of the first access, in instructions
/// @param last time of the last access
/// @param address of the first byte
/// @param bytes in memory order
public record Piece(long first, long last, long address, byte[] bytes) {
  /// The page of most systems, in bytes; larger pages end where one of these does.
  private static final long PAGE = 4096;

  /// Pieces one after the other; one that does not end in a line feed is followed by one, since its
  /// end is that of a record, unless the next goes on with it in another page.
  public static byte[] lines(List<Piece> pieces) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < pieces.size(); i++) {
      Piece piece = pieces.get(i);
      all.writeBytes(piece.bytes());
      boolean goesOn = i + 1 < pieces.size() && goesOnAt(piece.end(), pieces.get(i + 1).address());
      if (piece.bytes().length > 0 && piece.bytes()[piece.bytes().length - 1] != '\n' && !goesOn) {
        all.write('\n');
      }
    }
    return all.toByteArray();
  }

  /// Whether text that ends at one address may go on at another: where a page ends, in any page's
  /// beginning. A file is written page by page, and the kernel takes the pages from anywhere.
  static boolean goesOnAt(long end, long address) {
    return end % PAGE == 0 && address % PAGE == 0;
  }

  /// The address behind the last byte.
  long end() {
    return address + bytes.length;
  }
}
