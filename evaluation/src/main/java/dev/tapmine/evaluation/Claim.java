package dev.tapmine.evaluation;

import java.util.HexFormat;

/// What the witness claims of the bytes of a stream.
sealed interface Claim {
  /// Byte i is the top byte of `(seed + i) * 2654435761` in 32 bits.
  record Pattern(int seed) implements Claim {
    private static final int FACTOR = (int) 2654435761L;

    byte at(int i) {
      return (byte) (((seed + i) * FACTOR) >>> 24);
    }
  }

  /// These bytes.
  record Literal(byte[] bytes) implements Claim {}

  /// Each value is the return address of the function that stored it.
  record OwnCaller() implements Claim {}

  /// Reads a claim as the witness prints it.
  ///
  /// @throws IllegalArgumentException when it is none
  static Claim parse(String text) {
    if (text.startsWith("pattern:")) {
      return new Pattern(Integer.parseUnsignedInt(text.substring("pattern:".length())));
    }
    if (text.startsWith("hex:")) {
      return new Literal(HexFormat.of().parseHex(text.substring("hex:".length())));
    }
    if (text.equals("-")) {
      return new OwnCaller();
    }
    throw new IllegalArgumentException("'" + text + "' claims nothing of a stream.");
  }

  /// Where a stream differs from the claim for the first time; -1 where it does not. Lengths are
  /// compared elsewhere.
  static int difference(Claim claim, byte[] stream) {
    for (int i = 0; i < stream.length; i++) {
      boolean same =
          switch (claim) {
            case Pattern p -> p.at(i) == stream[i];
            case Literal l -> i < l.bytes.length && l.bytes[i] == stream[i];
            case OwnCaller _ -> true;
          };
      if (!same) {
        return i;
      }
    }
    return -1;
  }
}
