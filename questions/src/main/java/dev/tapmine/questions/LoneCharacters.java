package dev.tapmine.questions;

import dev.tapmine.taps.RunRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Text whose characters come one at a time in wider accesses, beside bytes that say nothing:
/// zeros, in what a serial port's data register gets and in text of 16 bits a character, or a
/// colour, in what a text screen gets.
///
/// Whether a stream is such text is told from its byte pairs, which are known of all taps: nearly
/// all hold a 0, and beside it a character or another 0; or nearly all hold one and the same byte
/// that is no character, and beside it a character.
final class LoneCharacters {
  /// Share of the pairs that have to be so.
  private static final double SHARE = 0.95;

  /// Bytes of the widest access that holds one character.
  private static final int WIDEST = 8;

  /// Share of the bytes beside the characters that have to be 0, or the one colour, and of the
  /// characters that must not be 0.
  private static final double ZEROS = 0.98;

  private static final double COLOUR = 0.95;
  private static final double CHARACTERS = 0.7;

  private final boolean[] character = new boolean[256];

  LoneCharacters(Alphabet alphabet) {
    for (int value = 1; value < 256; value++) {
      character[value] = alphabet.has((byte) value);
    }
  }

  /// Whether an exemplar has its characters so itself: of a quarter of its pairs one byte is 0 and
  /// the other is not, as of all pairs of plain text in UTF-16 and of half of them in UTF-32.
  static boolean areIn(Exemplar exemplar) {
    long beside = 0;
    for (int value = 1; value < 256; value++) {
      beside += exemplar.count(value) + exemplar.count(value << 8);
    }
    return beside * 4 >= exemplar.pairs();
  }

  /// Whether a pair is a 0 and a character or another 0.
  boolean tells(int bin) {
    int first = bin >>> 8;
    int second = bin & 0xff;
    return first == 0 ? second == 0 || character[second] : second == 0 && character[first];
  }

  /// Whether a pair is a character and something else, or tells of zeros.
  boolean tellsColour(int bin) {
    return bin == 0 || character[bin >>> 8] != character[bin & 0xff];
  }

  /// How many characters a histogram has one by one; 0 if it has other pairs, too.
  ///
  /// @param bins those that [#tells], and where there may be colours also those that [#tellsColour]
  /// @param total sum of all counts, those left out included
  long in(char[] bins, long[] counts, int length, long total) {
    long zeros = length > 0 && bins[0] == 0 ? counts[0] : 0; // ascending
    long alone = beside(0, bins, counts, length);
    if (alone + zeros >= SHARE * total) {
      return alone * WIDEST >= total ? alone / 2 : 0;
    }
    int most = -1;
    for (int i = 0; i < length; i++) {
      if (bins[i] != 0 && tellsColour(bins[i]) && (most < 0 || counts[i] > counts[most])) {
        most = i;
      }
    }
    if (most < 0) {
      return 0;
    }
    int first = bins[most] >>> 8;
    int colour = character[first] ? bins[most] & 0xff : first;
    long coloured = beside(colour, bins, counts, length);
    return coloured >= SHARE * total ? coloured / 2 : 0;
  }

  /// Pairs of a character and a value that is none.
  private long beside(int value, char[] bins, long[] counts, int length) {
    long sum = 0;
    for (int i = 0; i < length; i++) {
      int first = bins[i] >>> 8;
      int second = bins[i] & 0xff;
      boolean is = first == value ? character[second] : second == value && character[first];
      sum += is ? counts[i] : 0;
    }
    return sum;
  }

  /// The characters of a stream, each run those of one of its runs and at the first one's address;
  /// none where they are in no fixed place.
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
    long[] others = new long[256];
    long all = 0;
    long characters = 0;
    long places = 0;
    for (RunRow run : runs) {
      byte[] bytes = run.bytes();
      for (int i = 0; i < bytes.length; i++) {
        if (i % stride == place) {
          places++;
          characters += bytes[i] == 0 ? 0 : 1;
        } else {
          others[bytes[i] & 0xff]++;
          all++;
        }
      }
    }
    // A screen's cell has one byte of colour, and is written as a whole.
    boolean coloured =
        stride == 2
            && runs.stream().allMatch(run -> run.width() == 2)
            && Arrays.stream(others).max().orElse(0) >= COLOUR * all;
    return places > 0
        && all >= CHARACTERS * places * (stride - 1)
        && (others[0] >= ZEROS * all || coloured)
        && characters >= CHARACTERS * places;
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
