package dev.tapmine.questions;

import dev.tapmine.taps.RunRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The text that several taps have together.
final class JoinedText {
  private JoinedText() {}

  /// Of taps that have one buffer: their bytes laid side by side as they lie in memory.
  ///
  /// @param taps runs of each, in time order; no more than 127
  static TapText laid(List<List<RunRow>> taps, Alphabet alphabet) {
    List<RunRow> laid = LaidRuns.of(taps);
    List<List<RunRow>> buffers = new ArrayList<>();
    int from = 0;
    for (int to = 1; to <= laid.size(); to++) {
      RunRow last = laid.get(to - 1);
      if (to == laid.size() || laid.get(to).address() != last.address() + last.bytes().length) {
        buffers.add(laid.subList(from, to));
        from = to;
      }
    }
    return TapText.ofLines(buffers, alphabet);
  }

  /// Of taps that have one port: by time, each one's characters as a person reads them.
  ///
  /// @param taps runs of each, in time order
  static TapText inTime(List<List<RunRow>> taps, Alphabet alphabet) {
    List<RunRow> runs = new ArrayList<>();
    for (List<RunRow> stream : taps) {
      CharacterLines.of(stream).forEach(runs::addAll);
    }
    runs.sort(Comparator.comparingLong(RunRow::time)); // stable: by the tap's number
    return TapText.of(runs, alphabet);
  }
}
