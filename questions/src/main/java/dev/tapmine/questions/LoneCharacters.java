package dev.tapmine.questions;

import dev.tapmine.taps.RunRow;
import java.util.ArrayList;
import java.util.List;

/// Text whose characters come one at a time in wider accesses, all other bytes of which are 0: what
/// a serial port's or a screen's data register gets, and text of 16 bits a character.
///
/// Whether a stream is such text is told from its byte pairs, which are known of all taps: nearly
/// all hold a 0, and beside it a character or another 0.
final class LoneCharacters {
  /// Share of the pairs that have to be so.
  private static final double SHARE = 0.95;

  /// Bytes of the widest access that holds one character.
  private static final int WIDEST = 8;

  /// Share of the bytes beside the characters that have to be 0, and of the characters that must
  /// not be.
  private static final double ZEROS = 0.98;

  private static final double CHARACTERS = 0.7;

  private final boolean[] character = new boolean[256];

  LoneCharacters(Alphabet alphabet) {
    for (int value = 1; value < 256; value++) {
      character[value] = alphabet.has((byte) value);
    }
  }

  /// Whether a pair is a 0 and a character or another 0.
  boolean tells(int bin) {
    int first = bin >>> 8;
    int second = bin & 0xff;
    return first == 0 ? second == 0 || character[second] : second == 0 && character[first];
  }

  /// How many characters a histogram has one by one; 0 if it has other pairs, too.
  ///
  /// @param total sum of all counts, those left out included
  long in(char[] bins, long[] counts, int length, long total) {
    long alone = 0;
    long zeros = 0;
    for (int i = 0; i < length; i++) {
      if (bins[i] == 0) {
        zeros += counts[i];
      } else if (tells(bins[i])) {
        alone += counts[i];
      }
    }
    boolean nothingElse = alone + zeros >= SHARE * total;
    return nothingElse && alone * WIDEST >= total ? alone / 2 : 0;
  }

  /// The characters of a stream, each at its own address, as runs of single bytes; none where they
  /// are in no fixed place.
  ///
  /// @param runs in the order of the stream
  static List<RunRow> of(List<RunRow> runs) {
    for (int stride = WIDEST; stride > 1; stride /= 2) {
      for (int place : new int[] {0, stride - 1}) {
        if (isAt(runs, stride, place)) {
          return taken(runs, stride, place);
        }
      }
    }
    return List.of();
  }

  private static boolean isAt(List<RunRow> runs, int stride, int place) {
    long zeros = 0;
    long others = 0;
    long characters = 0;
    long places = 0;
    for (RunRow run : runs) {
      byte[] bytes = run.bytes();
      for (int i = 0; i < bytes.length; i++) {
        boolean zero = bytes[i] == 0;
        if (i % stride == place) {
          places++;
          characters += zero ? 0 : 1;
        } else {
          others++;
          zeros += zero ? 1 : 0;
        }
      }
    }
    return others > 0 && zeros >= ZEROS * others && characters >= CHARACTERS * places;
  }

  private static List<RunRow> taken(List<RunRow> runs, int stride, int place) {
    List<RunRow> taken = new ArrayList<>();
    for (RunRow run : runs) {
      int count = (run.bytes().length - place + stride - 1) / stride;
      byte[] bytes = new byte[Math.max(0, count)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = run.bytes()[i * stride + place];
      }
      taken.add(new RunRow(run.tap(), run.time(), run.address() + place, 1, bytes));
    }
    return taken;
  }
}
