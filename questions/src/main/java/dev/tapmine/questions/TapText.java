package dev.tapmine.questions;

import dev.tapmine.taps.RunRow;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/// A plain tap's stream as pieces: runs one after the other, wherever they lie, cut at bytes
/// outside an alphabet.
///
/// @param bytes in the pieces
/// @param cut bytes cut away
record TapText(List<Piece> pieces, long bytes, long cut) {
  /// @param lines in the order of the stream; each ends a piece
  static TapText ofLines(List<List<RunRow>> lines, Alphabet alphabet) {
    List<Piece> pieces = new ArrayList<>();
    long bytes = 0;
    long cut = 0;
    for (List<RunRow> line : lines) {
      TapText text = of(line, alphabet);
      pieces.addAll(text.pieces());
      bytes += text.bytes();
      cut += text.cut();
    }
    return new TapText(pieces, bytes, cut);
  }

  /// @param runs in the order of the stream
  static TapText of(List<RunRow> runs, Alphabet alphabet) {
    List<Piece> pieces = new ArrayList<>();
    ByteArrayOutputStream open = new ByteArrayOutputStream();
    long bytes = 0;
    long cut = 0;
    long first = 0;
    long last = 0;
    long address = 0;
    for (RunRow run : runs) {
      for (int i = 0; i < run.bytes().length; i++) {
        byte b = run.bytes()[i];
        if (alphabet.has(b)) {
          if (open.size() == 0) {
            first = run.time();
            address = run.address() + i;
          }
          open.write(b);
          last = run.time();
          bytes++;
        } else {
          cut++;
        }
        if (open.size() > 0 && (!alphabet.has(b) || b == '\n')) {
          pieces.add(new Piece(first, last, address, open.toByteArray()));
          open.reset();
        }
      }
    }
    if (open.size() > 0) {
      pieces.add(new Piece(first, last, address, open.toByteArray()));
    }
    return new TapText(pieces, bytes, cut);
  }
}
