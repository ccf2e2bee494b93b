package dev.tapmine.questions;

import dev.tapmine.taps.RunRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What is kept of a tap's stream, in order.
///
/// @param runs in time order
/// @param cut whether the stream is longer than this
public record TapStream(List<RunRow> runs, boolean cut) {
  /// Copies the list.
  public TapStream {
    runs = List.copyOf(runs);
  }

  /// The bytes, in memory order within an access and in time order between accesses.
  public byte[] bytes() {
    byte[] bytes = new byte[runs.stream().mapToInt(run -> run.bytes().length).sum()];
    int filled = 0;
    for (RunRow run : runs) {
      System.arraycopy(run.bytes(), 0, bytes, filled, run.bytes().length);
      filled += run.bytes().length;
    }
    return bytes;
  }

  /// The first runs, up to a number of bytes; the last of them is cut short if need be.
  TapStream limited(long limit) {
    long left = limit;
    int run = 0;
    while (run < runs.size() && runs.get(run).bytes().length <= left) {
      left -= runs.get(run++).bytes().length;
    }
    if (run == runs.size()) {
      return this;
    }
    RunRow last = runs.get(run);
    byte[] head = Arrays.copyOf(last.bytes(), (int) left);
    RunRow shorter = new RunRow(last.tap(), last.time(), last.address(), last.width(), head);
    List<RunRow> kept = new ArrayList<>(runs.subList(0, run));
    if (left > 0) {
      kept.add(shorter);
    }
    return new TapStream(kept, true);
  }
}
