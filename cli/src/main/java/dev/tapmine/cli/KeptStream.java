package dev.tapmine.cli;

import dev.tapmine.questions.Piece;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A channel's stream as an answer keeps it: a stream may be of some hundred thousand pieces of a
/// few bytes each, so they are packed. Jackson writes both arrays in Base64.
///
/// @param heads for each piece how much its first time and its address are more than those of the
///   piece before, how much its last time is more than its first, and its length; each number seven
///   bits at a time, lowest first, after its sign was moved to its lowest bit
/// @param bytes of all pieces, one after the other
record KeptStream(byte[] heads, byte[] bytes) {
  private static final int SEVEN = 0x7f;

  /// Checks that there are as many bytes as the heads tell.
  KeptStream {
    long length = 0;
    for (ByteBuffer left = ByteBuffer.wrap(heads); left.hasRemaining(); ) {
      Head head = Head.next(left, new Head(0, 0, 0, 0));
      if (head.length() < 0 || head.length() > bytes.length - length) {
        throw new IllegalArgumentException("A piece is " + head.length() + " bytes long");
      }
      length += head.length();
    }
    if (length != bytes.length) {
      throw new IllegalArgumentException("There are " + bytes.length + " bytes, not " + length);
    }
  }

  private record Head(long first, long last, long address, long length) {
    static Head next(ByteBuffer from, Head before) {
      long first = before.first + number(from);
      long address = before.address + number(from);
      return new Head(first, first + number(from), address, number(from));
    }

    private static long number(ByteBuffer from) {
      long number = 0;
      for (int shift = 0; shift < Long.SIZE; shift += 7) {
        if (!from.hasRemaining()) {
          throw new IllegalArgumentException("The heads end early");
        }
        byte next = from.get();
        number |= (long) (next & SEVEN) << shift;
        if (next >= 0) {
          return (number >>> 1) ^ -(number & 1);
        }
      }
      throw new IllegalArgumentException("A number has no end");
    }
  }

  static KeptStream of(List<Piece> pieces) {
    ByteArrayOutputStream heads = new ByteArrayOutputStream();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    long first = 0;
    long address = 0;
    for (Piece piece : pieces) {
      write(heads, piece.first() - first);
      write(heads, piece.address() - address);
      write(heads, piece.last() - piece.first());
      write(heads, piece.bytes().length);
      bytes.writeBytes(piece.bytes());
      first = piece.first();
      address = piece.address();
    }
    return new KeptStream(heads.toByteArray(), bytes.toByteArray());
  }

  private static void write(ByteArrayOutputStream to, long number) {
    long left = (number << 1) ^ (number >> (Long.SIZE - 1));
    while ((left & ~SEVEN) != 0) {
      to.write((int) ((left & SEVEN) | (SEVEN + 1)));
      left >>>= 7;
    }
    to.write((int) left);
  }

  /// The pieces, in time order, up to a number of bytes.
  List<Piece> pieces(long limit) {
    List<Piece> pieces = new ArrayList<>();
    ByteBuffer left = ByteBuffer.wrap(heads);
    Head head = new Head(0, 0, 0, 0);
    int at = 0;
    while (left.hasRemaining() && at < limit) {
      head = Head.next(left, head);
      int end = at + (int) head.length();
      if (head.length() > 0) {
        pieces.add(
            new Piece(
                head.first(),
                head.last(),
                head.address(),
                Arrays.copyOfRange(bytes, at, (int) Math.min(end, limit))));
      }
      at = end;
    }
    return pieces;
  }
}
