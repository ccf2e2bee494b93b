package dev.tapmine.questions;

import dev.tapmine.taps.RunRow;
import java.util.ArrayList;
import java.util.List;

/// A stream that has its characters one by one, as a serial port's or a screen's, laid out as a
/// person reads it.
///
/// Where each comes in a wider access beside bytes that say nothing, those are left out. A screen
/// has no line feeds: a line ends where the characters cease to lie at equal distances, if there
/// are eight and more between such places on the average. A port, whose characters all have one
/// address, has one line by this rule.
public final class CharacterLines {
  private static final double LONG = 8;
  private static final double SINGLE = 1.5;

  private CharacterLines() {}

  /// The stream's lines, each of runs of characters; one line where nothing tells them apart.
  ///
  /// @param runs in the order of the stream
  public static List<List<RunRow>> of(List<RunRow> runs) {
    List<RunRow> alone = LoneCharacters.of(runs);
    if (!alone.isEmpty() && average(alone) >= LONG) {
      return alone.stream().map(List::of).toList();
    }
    return split(alone.isEmpty() ? runs : alone);
  }

  private static double average(List<RunRow> runs) {
    return runs.stream().mapToInt(run -> run.bytes().length).average().orElse(0);
  }

  private static List<List<RunRow>> split(List<RunRow> runs) {
    if (average(runs) > SINGLE) {
      return List.of(runs);
    }
    List<List<RunRow>> lines = new ArrayList<>();
    int from = 0;
    for (int to = 1; to <= runs.size(); to++) {
      boolean goesOn = to < runs.size() && (to - from == 1 || step(runs, to) == step(runs, to - 1));
      if (!goesOn) {
        lines.add(runs.subList(from, to));
        from = to;
      }
    }
    return runs.size() >= LONG * lines.size() ? lines : List.of(runs);
  }

  /// How far a run lies from the one before.
  private static long step(List<RunRow> runs, int at) {
    return runs.get(at).address() - runs.get(at - 1).address();
  }
}
