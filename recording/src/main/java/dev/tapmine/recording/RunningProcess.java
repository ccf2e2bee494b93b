package dev.tapmine.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Names a process so that a later one can tell whether it still runs, although process ids come
/// round again: `PID-START`, the start in clock ticks since the machine booted.
final class RunningProcess {
  private static final String ME = name(ProcessHandle.current().pid());

  private RunningProcess() {}

  static String me() {
    return ME;
  }

  /// Whether the process meant still runs.
  ///
  /// @param name as [#me] gave it in the process meant
  /// @return false for what is no such name
  static boolean runs(String name) {
    int dash = name.indexOf('-');
    if (dash <= 0) {
      return false;
    }
    try {
      return name(Long.parseLong(name.substring(0, dash))).equals(name);
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static String name(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      // The program's name, in parentheses, may hold blanks; the start is the 20th field after it.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return pid + "-" + fields[19];
    } catch (IOException e) {
      return pid + "-gone";
    }
  }
}
