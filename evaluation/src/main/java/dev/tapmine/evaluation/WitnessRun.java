package dev.tapmine.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What one run of the witness said.
///
/// @param program `static` or `dynamic`
/// @param number its argument, which tells runs apart
/// @param announced truths that it says it told, -1 when it did not come to its end
public record WitnessRun(String program, int number, List<Truth> truths, int announced) {
  private static final String START = "witness: ";

  /// Copies the list.
  public WitnessRun {
    truths = List.copyOf(truths);
  }

  /// Whether all that it told has come through.
  boolean whole() {
    return announced == truths.size();
  }

  @Override
  public String toString() {
    return program + " run " + number;
  }

  /// Gathers the runs from a guest's console, which may hold other lines.
  ///
  /// @throws IllegalArgumentException when a line is torn or not as it should be
  public static List<WitnessRun> of(Iterable<String> console) {
    Map<String, WitnessRun> runs = new LinkedHashMap<>();
    for (String line : console) {
      int at = line.indexOf(START);
      if (at < 0) {
        continue;
      }
      String text = line.substring(at + START.length());
      Map<String, String> words = Truth.words(text);
      String program = words.getOrDefault("prog", "");
      String number = words.getOrDefault("run", "");
      String key = program + " " + number;
      if (text.startsWith("begin ")) {
        runs.put(key, new WitnessRun(program, Integer.parseInt(number), List.of(), -1));
        continue;
      }
      WitnessRun run = runs.get(key);
      if (run == null) {
        throw new IllegalArgumentException("The witness speaks of a run that did not begin.");
      }
      if (text.startsWith("end ")) {
        int told = Integer.parseInt(words.getOrDefault("truths", "-1"));
        runs.put(key, new WitnessRun(run.program, run.number, run.truths, told));
      } else {
        List<Truth> truths = new ArrayList<>(run.truths);
        truths.add(Truth.parse(text));
        runs.put(key, new WitnessRun(run.program, run.number, truths, run.announced));
      }
    }
    return List.copyOf(runs.values());
  }
}
