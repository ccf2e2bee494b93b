package dev.tapmine.questions;

import java.util.List;
import java.util.function.IntToLongFunction;

/// Finds bytes, overlapping occurrences included.
final class NeedleFinder implements Finder {
  /// Bytes of all needles together.
  private static final long MOST_BYTES = 2 * Needle.MOST;

  private final List<Needle> needles;
  private final Automaton automaton;
  private final ByteOrders orders;

  NeedleFinder(List<Needle> needles, boolean ignoreCase, boolean bigEndian) {
    long bytes = needles.stream().mapToLong(Needle::length).sum();
    if (bytes > MOST_BYTES) { // the automaton takes a kilobyte for each
      throw new QuestionException(
          "The strings to search for have %,d bytes together in all encodings: give %,d at the most, name one encoding, or give some in another search."
              .formatted(bytes, MOST_BYTES));
    }
    this.needles = List.copyOf(needles);
    this.automaton = new Automaton(needles, ignoreCase);
    this.orders = new ByteOrders(needles, bigEndian);
  }

  @Override
  public void search(byte[] bytes, IntToLongFunction address, Found found) {
    orders.search(
        automaton,
        bytes,
        address,
        (needle, end) -> found.at(needle, end - needles.get(needle).length(), end));
  }

  @Override
  public Scan scan() {
    return new Scan() {
      private int state;
      private boolean any;

      @Override
      public void take(byte[] bytes, int length) {
        state = automaton.search(state, bytes, length, (needle, end) -> any = true);
      }

      @Override
      public boolean end() {
        boolean found = any;
        state = 0;
        any = false;
        return found;
      }
    };
  }
}
