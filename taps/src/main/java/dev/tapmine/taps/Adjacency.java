package dev.tapmine.taps;

import java.util.Arrays;
import java.util.function.Consumer;

/// Which taps' runs lie side by side, after the seed paper: a ring of the five most recent runs of
/// a direction; an access that starts where a run of another tap ends, or ends where one starts, is
/// one time for the pair, the lower run first. Unlike there, only taps of one space make pairs.
final class Adjacency {
  private static final int RUNS = 5;
  private static final int LEAST = 1 << 10;

  private final PassMemory memory;
  private final TapTable table;
  private final Ring reads = new Ring();
  private final Ring writes = new Ring();

  /// Key and times, alternating; the key of a free place is -1.
  private long[] pairs;

  private int length;
  private final RecentPairs recent = new RecentPairs();
  private boolean full;
  private long droppedTimes;

  private static final class Ring {
    final int[] taps = new int[RUNS];
    final long[] starts = new long[RUNS];
    final long[] ends = new long[RUNS];
    int newest = RUNS - 1;

    Ring() {
      Arrays.fill(taps, -1);
    }

    boolean touches(long address, long end) {
      long[] from = starts;
      long[] to = ends;
      return to[0] == address
          || to[1] == address
          || to[2] == address
          || to[3] == address
          || to[4] == address
          || from[0] == end
          || from[1] == end
          || from[2] == end
          || from[3] == end
          || from[4] == end;
    }
  }

  Adjacency(PassMemory memory, TapTable table) {
    this.memory = memory;
    this.table = table;
    this.pairs = empty(LEAST);
    memory.takeHeap(16L * LEAST);
  }

  private static long[] empty(int places) {
    long[] empty = new long[places * 2];
    for (int i = 0; i < empty.length; i += 2) {
      empty[i] = -1;
    }
    return empty;
  }

  void access(int tap, boolean write, long address, int size) {
    Ring ring = write ? writes : reads;
    long end = address + size;
    if (ring.touches(address, end)) {
      meet(ring, tap, address, end);
    }
    extend(ring, tap, address, end);
  }

  private void meet(Ring ring, int tap, long address, long end) {
    for (int i = 0; i < RUNS; i++) {
      int other = ring.taps[i];
      if (other != tap && other >= 0) {
        if (ring.ends[i] == address) {
          meet(other, tap);
        } else if (ring.starts[i] == end) {
          meet(tap, other);
        }
      }
    }
  }

  private static void extend(Ring ring, int tap, long address, long end) {
    int newest = ring.newest;
    if (ring.taps[newest] != tap) {
      newest = newest == RUNS - 1 ? 0 : newest + 1;
      ring.newest = newest;
      ring.taps[newest] = tap;
      ring.starts[newest] = address;
      ring.ends[newest] = end;
    } else if (ring.ends[newest] == address) {
      ring.ends[newest] = end;
    } else if (ring.starts[newest] == end) {
      ring.starts[newest] = address;
    } else {
      ring.starts[newest] = address;
      ring.ends[newest] = end;
    }
  }

  private void meet(int lower, int upper) {
    long key = (long) lower << 32 | upper;
    if (!recent.again(key)) {
      another(key, table.space(lower) == table.space(upper));
    }
  }

  /// A pair that has not met lately. The first time counts at once, so that what is remembered is
  /// in the table, or never will be.
  private void another(long key, boolean sameSpace) {
    long gone = recent.keyInPlaceOf(key);
    long times = recent.timesInPlaceOf(key);
    if (times > 0) {
      pairs[place(gone) + 1] += times;
    }
    recent.put(key, sameSpace);
    if (sameSpace && !count(key)) {
      recent.forget(key);
    }
  }

  private boolean count(long key) {
    int place = place(key);
    if (pairs[place] == -1) {
      if (length >= pairs.length / 4) {
        if (full) {
          droppedTimes++;
          return false;
        }
        rehash(pairs.length, 0);
        place = place(key);
      }
      pairs[place] = key;
      length++;
    }
    pairs[place + 1]++;
    return true;
  }

  /// Brings the table up to date with what has met lately.
  private void settle() {
    recent.drain((key, times) -> pairs[place(key) + 1] += times);
  }

  private int place(long key) {
    int mask = pairs.length - 1;
    long hash = key * 0x9e3779b97f4a7c15L;
    int place = (int) ((hash ^ hash >>> 32) * 2) & mask;
    while (pairs[place] != key && pairs[place] != -1) {
      place = place + 2 & mask;
    }
    return place;
  }

  /// Moves the pairs with more than `floor` times to a new table.
  private void rehash(int places, long floor) {
    long[] old = pairs;
    memory.takeHeap(16L * places);
    pairs = empty(places);
    length = 0;
    for (int i = 0; i < old.length; i += 2) {
      if (old[i] != -1) {
        if (old[i + 1] > floor) {
          int place = place(old[i]);
          pairs[place] = old[i];
          pairs[place + 1] = old[i + 1];
          length++;
        } else {
          droppedTimes += old[i + 1];
        }
      }
    }
    memory.giveHeap(8L * old.length);
  }

  /// Gives up the pairs met least often, until half the table's memory is enough, and never grows
  /// again; false when there is nothing to give up.
  boolean shrink() {
    full = true;
    settle();
    int places = pairs.length / 4;
    if (places < LEAST) {
      return false;
    }
    long floor = 0;
    for (long kept = length; kept > places / 2; floor = floor * 2 + 1) {
      kept = 0;
      for (int i = 0; i < pairs.length; i += 2) {
        kept += pairs[i] != -1 && pairs[i + 1] > floor * 2 + 1 ? 1 : 0;
      }
    }
    rehash(places, floor);
    return true;
  }

  /// How often taps met that are not counted in any row.
  long droppedTimes() {
    return droppedTimes;
  }

  void rows(Consumer<? super AdjacentRow> sink) {
    settle();
    long[] keys = new long[length];
    int used = 0;
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i] != -1) {
        keys[used++] = pairs[i];
      }
    }
    Arrays.sort(keys);
    for (long key : keys) {
      sink.accept(new AdjacentRow((int) (key >>> 32), (int) key, pairs[place(key) + 1]));
    }
  }
}
