package dev.tapmine.taps;

import java.util.Arrays;

/// The extents of one activation in one direction.
///
/// They neither touch nor overlap, unless together they would be larger than [Extent#MOST]. Of
/// written bytes the last writer's stand; of read ones those that were read first.
final class Extents {
  /// Takes an extent that an activation is done with before it returns.
  interface Closed {
    /// Takes one, which it does not own.
    void closed(Extent extent);

    /// Hears of a cell that gave way to others, which is no output.
    default void givenUp(Extent cell) {}
  }

  /// Extents of cells up to so many bytes are overlaid, not closed, when they are written again;
  /// and they are no outputs when they give way to others before the activation ends: who writes
  /// cells all over memory leaves nothing that could be read.
  private static final int CELL = 8;

  private final ExtentPool pool;
  private final boolean write;
  private final int most;
  private Extent[] all;
  private int count;
  private Extent recent;

  /// What no access ever hits.
  private final Extent none = new Extent();

  /// @param most extents kept open; the one used least recently gives way to another
  Extents(ExtentPool pool, boolean write, int most) {
    this.pool = pool;
    this.write = write;
    this.most = most;
    this.all = new Extent[2];
    none.room = -1;
    none.length = -1;
    recent = none;
  }

  boolean isEmpty() {
    return count == 0;
  }

  int count() {
    return count;
  }

  Extent get(int index) {
    return all[index];
  }

  /// Takes one access. This is the hot path: nearly all accesses go on where the last one of their
  /// direction ended, or write within the same extent again.
  void access(int tap, long time, long address, int size, long value, long high, Closed closed) {
    Extent e = recent;
    long offset = address - e.start;
    if (offset >= 0 && offset <= e.length && offset + size <= e.room) {
      take(e, tap, time, (int) offset, size, value, high);
    } else {
      another(tap, time, address, size, value, high, closed);
    }
  }

  /// Puts an access into an extent that it lies in or goes on, and that has room for it.
  private void take(Extent e, int tap, long time, int offset, int size, long value, long high) {
    if (write || offset == e.length) {
      e.put(offset, size, value, high);
    } else if (offset + size > e.length) {
      append(e, offset, size, value, high);
    }
    e.length = Math.max(e.length, offset + size);
    e.last = time;
    e.lastTap = tap;
    e.stored = Extent.UNSTORED;
    e.level = 0;
  }

  /// Reads that begin in what is known: only what is behind is new.
  private static void append(Extent e, int offset, int size, long value, long high) {
    int known = e.length - offset;
    for (int i = known; i < size; i++) {
      e.bytes[e.at + offset + i] = AccessValue.at(i, value, high);
    }
  }

  /// A function that fills several buffers goes from one to the other.
  private void another(
      int tap, long time, long address, int size, long value, long high, Closed closed) {
    for (int i = 0; i < count; i++) {
      Extent e = all[i];
      long offset = address - e.start;
      if (offset >= 0 && offset <= e.length && offset + size <= e.room) {
        take(e, tap, time, (int) offset, size, value, high);
        recent = e;
        return;
      }
    }
    elsewhere(tap, time, address, size, value, high, closed);
  }

  private void elsewhere(
      int tap, long time, long address, int size, long value, long high, Closed closed) {
    Extent found = null;
    for (int i = 0; i < count; i++) {
      Extent e = all[i];
      if (e.touches(address, size)
          && (found == null || e.start - found.start < 0)
          && fits(e, address, size)) {
        found = e;
      }
    }
    if (found == null) {
      found = pool.take(time, tap, address);
      found.reserve(size);
      add(found, closed);
      take(found, tap, time, 0, size, value, high);
      recent = found;
      limit(found);
      return;
    }
    if (address - found.start < 0) {
      found.growDown((int) (found.start - address));
      found.reserve(Math.max(found.length, size));
      // Where it overlaps what was read before, both have the same bytes, or time has passed.
      found.put(0, size, value, high);
      found.length = Math.max(found.length, size);
    } else {
      int offset = (int) (address - found.start);
      found.reserve(offset + size);
      take(found, tap, time, offset, size, value, high);
    }
    found.last = time;
    found.lastTap = tap;
    found.level = 0;
    found.stored = Extent.UNSTORED;
    recent = found;
    joinNeighbours(found);
  }

  private static boolean fits(Extent e, long address, int size) {
    long down = Math.max(0, e.start - address);
    long up = Math.max(e.length, address - e.start + size);
    return down + up <= Extent.MOST;
  }

  /// Takes up what an extent has grown into, and notes how far it may grow until the next.
  private void joinNeighbours(Extent e) {
    for (int i = 0; i < count; i++) {
      Extent other = all[i];
      if (other != e && e.touches(other.start, other.length)) {
        if (other.start - e.start < 0) {
          continue; // it was full
        }
        long span = other.end() - e.start;
        if (span > Extent.MOST) {
          continue;
        }
        int behind = (int) (span - e.length);
        if (behind > 0) {
          e.reserve((int) span);
          e.copyFrom(other, other.length - behind, e.length, behind);
          e.length = (int) span;
        }
        takeFirst(e, other);
        remove(i--);
        pool.give(other);
      }
    }
    limit(e);
  }

  private static void takeFirst(Extent e, Extent other) {
    if (other.first < e.first) {
      e.first = other.first;
      e.firstTap = other.firstTap;
    }
  }

  /// Sets how far an extent may grow in place, and those below it. To touch another is for the slow
  /// path, which joins them.
  private void limit(Extent e) {
    int room = Math.min(Extent.MOST, e.bytes.length - e.at);
    for (int i = 0; i < count; i++) {
      Extent other = all[i];
      long gap = other.start - e.start;
      if (gap > 0 && gap <= room) {
        room = (int) Math.max(e.length, gap - 1);
      } else if (gap < 0 && -gap <= other.room) {
        other.room = (int) Math.max(other.length, -gap - 1);
      }
    }
    e.room = room;
  }

  private void add(Extent e, Closed closed) {
    if (count == most) {
      int oldest = 0;
      for (int i = 1; i < count; i++) {
        if (all[i].last < all[oldest].last) {
          oldest = i;
        }
      }
      Extent gone = all[oldest];
      remove(oldest);
      if (gone.length > CELL) {
        closed.closed(gone);
      } else {
        closed.givenUp(gone);
      }
      pool.give(gone);
    }
    if (count == all.length) {
      all = Arrays.copyOf(all, Math.min(most, count * 2));
    }
    all[count++] = e;
  }

  private void remove(int index) {
    if (all[index] == recent) {
      recent = none;
    }
    // The order is that of coming, which decides between equals.
    System.arraycopy(all, index + 1, all, index, count - index - 1);
    count--;
  }

  /// Takes over an extent that a callee has left behind: it is newer than all that is here.
  void absorb(Extent child, Closed closed) {
    Extent e = child;
    for (int i = 0; i < count; i++) {
      Extent older = all[i];
      if (!older.touches(e.start, e.length)) {
        continue;
      }
      int shared = older.overlap(e);
      boolean again = 2 * shared >= older.length && 2 * shared >= e.length && shared > CELL;
      if (write && older.isShiftedBy(e)) {
        takeFirst(e, older);
        drop(i--, older);
      } else if (again) {
        closed.closed(older);
        drop(i--, older);
      } else if (Math.max(older.end() - e.start, e.end() - older.start) <= Extent.MOST
          && Math.max(older.length, e.length) <= Extent.MOST) {
        Extent joined = write ? overlay(older, e) : overlay(e, older);
        Extent other = joined == older ? e : older;
        joined.first = Math.min(older.first, e.first);
        joined.last = Math.max(older.last, e.last);
        joined.firstTap = older.first <= e.first ? older.firstTap : e.firstTap;
        joined.lastTap = e.lastTap;
        joined.level = Math.min(older.level, e.level);
        joined.stored = Extent.UNSTORED;
        remove(i--);
        pool.give(other);
        e = joined;
      } else if (shared > 0) {
        closed.closed(older);
        drop(i--, older);
      }
    }
    add(e, closed);
    recent = e;
    limit(e);
  }

  /// Lays `above` over `below`, which it returns.
  private static Extent overlay(Extent below, Extent above) {
    if (above.start - below.start < 0) {
      below.growDown((int) (below.start - above.start));
    }
    int offset = (int) (above.start - below.start);
    below.reserve(Math.max(below.length, offset + above.length));
    below.copyFrom(above, 0, offset, above.length);
    below.length = Math.max(below.length, offset + above.length);
    return below;
  }

  private void drop(int index, Extent gone) {
    remove(index);
    pool.give(gone);
  }

  /// Empties the list without giving the extents back: they have gone elsewhere.
  void clear() {
    Arrays.fill(all, 0, count, null);
    count = 0;
    recent = none;
  }
}
