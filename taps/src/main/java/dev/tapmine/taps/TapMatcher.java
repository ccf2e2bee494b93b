package dev.tapmine.taps;

import java.util.Arrays;
import java.util.List;

/// Tells which taps of a trace are those wanted. Feed it the trace's contexts and taps.
final class TapMatcher {
  private static final int NONE = -1;

  private final List<WantedTap> wanted;
  private final CallerPaths callers = new CallerPaths();
  private int[] numbers = new int[1024];

  TapMatcher(List<WantedTap> wanted) {
    this.wanted = List.copyOf(wanted);
    Arrays.fill(numbers, NONE);
  }

  void context(int context, int parent, long returnAddress, int depth) {
    callers.context(context, parent, returnAddress, depth);
  }

  void tap(int tap, long pc, int context, int space, boolean write) {
    for (int i = 0; i < wanted.size(); i++) {
      WantedTap one = wanted.get(i);
      if (one.pc() == pc
          && one.space() == space
          && write == (one.direction() == Direction.WRITE)
          && callers.of(context, one.depth()).equals(one.callers())) {
        put(tap, i);
      }
    }
  }

  private void put(int tap, int number) {
    if (tap >= numbers.length) {
      int old = numbers.length;
      numbers = Arrays.copyOf(numbers, Math.max(tap + 1, old * 2));
      Arrays.fill(numbers, old, numbers.length, NONE);
    }
    numbers[tap] = number;
  }

  /// Its place in the list of those wanted, or a negative number.
  int number(int tap) {
    return tap < numbers.length ? numbers[tap] : NONE;
  }
}
