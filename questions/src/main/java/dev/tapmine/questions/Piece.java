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
  /// Pieces one after the other; one that does not end in a line feed is followed by one, since its
  /// end is that of a record.
  public static byte[] lines(List<Piece> pieces) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Piece piece : pieces) {
      all.writeBytes(piece.bytes());
      if (piece.bytes().length > 0 && piece.bytes()[piece.bytes().length - 1] != '\n') {
        all.write('\n');
      }
    }
    return all.toByteArray();
  }
}
