package dev.tapmine.questions;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/// Finds several needles in one pass over bytes (Aho and Corasick), overlapping occurrences
/// included. The state after one stretch of bytes is where the next one begins.
final class Automaton {
  private static final int BYTES = 256;

  /// Next state by state * 256 + byte.
  private int[] next = new int[BYTES];

  /// Needles that end in a state.
  private final List<int[]> ends = new ArrayList<>();

  /// @param ignoreCase whether the letters of ASCII match in either case, wherever such a byte is
  Automaton(List<Needle> needles, boolean ignoreCase) {
    ends.add(new int[0]);
    for (int needle = 0; needle < needles.size(); needle++) {
      byte[] bytes = needles.get(needle).bytes();
      add(needle, ignoreCase ? lowerCase(bytes) : bytes);
    }
    linkFailures();
    if (ignoreCase) {
      takeCapitals();
    }
  }

  private static byte[] lowerCase(byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] >= 'A' && bytes[i] <= 'Z') {
        bytes[i] = (byte) (bytes[i] + 'a' - 'A');
      }
    }
    return bytes;
  }

  /// Lets a capital lead where the small letter does.
  private void takeCapitals() {
    for (int state = 0; state < ends.size(); state++) {
      System.arraycopy(next, state * BYTES + 'a', next, state * BYTES + 'A', 26);
    }
  }

  /// Told of each occurrence.
  @FunctionalInterface
  interface Found {
    /// Takes one.
    ///
    /// @param end offset behind the occurrence in the bytes searched
    void at(int needle, int end);
  }

  private void add(int needle, byte[] bytes) {
    int state = 0;
    for (byte value : bytes) {
      int edge = state * BYTES + (value & 0xff);
      if (next[edge] == 0) {
        next[edge] = ends.size();
        ends.add(new int[0]);
        if (ends.size() * BYTES > next.length) {
          next = Arrays.copyOf(next, next.length * 2);
        }
      }
      state = next[edge];
    }
    ends.set(state, joined(ends.get(state), new int[] {needle}));
  }

  private void linkFailures() {
    int[] failure = new int[ends.size()];
    Deque<Integer> queue = new ArrayDeque<>();
    for (int value = 0; value < BYTES; value++) {
      if (next[value] != 0) {
        queue.add(next[value]);
      }
    }
    while (!queue.isEmpty()) {
      int state = queue.remove();
      int back = failure[state];
      ends.set(state, joined(ends.get(state), ends.get(back)));
      for (int value = 0; value < BYTES; value++) {
        int edge = state * BYTES + value;
        int fallback = next[back * BYTES + value];
        if (next[edge] == 0) {
          next[edge] = fallback;
        } else {
          failure[next[edge]] = fallback;
          queue.add(next[edge]);
        }
      }
    }
  }

  private static int[] joined(int[] one, int[] other) {
    int[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  /// Searches a stretch.
  ///
  /// @param state 0 at the start of a stream, else what the stretch before returned
  int search(int state, byte[] bytes, int length, Found found) {
    int at = state;
    for (int i = 0; i < length; i++) {
      at = next[at * BYTES + (bytes[i] & 0xff)];
      if (at != 0) {
        report(at, i + 1, found);
      }
    }
    return at;
  }

  private void report(int state, int end, Found found) {
    for (int needle : ends.get(state)) {
      found.at(needle, end);
    }
  }
}
