package dev.tapmine.questions;

import dev.tapmine.taps.RunRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The stretch of a busy tap's stream that looks most like text of an alphabet: of all stretches
/// the one with the highest score, where a byte of the alphabet counts one and any other takes four
/// away. So a log that passes through a copy routine among much else is found, at the price of one
/// look at each byte (the maximal scoring segment: Bentley, Programming Pearls, 1984).
final class BestStretch {
  private static final int PENALTY = 4;

  private BestStretch() {}

  /// The runs of the best stretch, the first and last of them cut to it.
  ///
  /// @param runs in the order of the stream
  static List<RunRow> of(List<RunRow> runs, Alphabet alphabet) {
    long score = 0;
    long best = 0;
    long at = 0;
    long begin = 0;
    long bestFrom = 0;
    long bestTo = 0;
    for (RunRow run : runs) {
      for (byte b : run.bytes()) {
        score += alphabet.has(b) ? 1 : -PENALTY;
        at++;
        if (score <= 0) {
          score = 0;
          begin = at;
        } else if (score > best) {
          best = score;
          bestFrom = begin;
          bestTo = at;
        }
      }
    }
    return between(runs, bestFrom, bestTo);
  }

  private static List<RunRow> between(List<RunRow> runs, long from, long to) {
    List<RunRow> stretch = new ArrayList<>();
    long at = 0;
    for (RunRow run : runs) {
      int begin = (int) Math.max(0, from - at);
      int end = (int) Math.min(run.bytes().length, to - at);
      if (begin < end) {
        stretch.add(
            new RunRow(
                run.tap(),
                run.time(),
                run.address() + begin,
                run.width(),
                Arrays.copyOfRange(run.bytes(), begin, end)));
      }
      at += run.bytes().length;
    }
    return stretch;
  }
}
