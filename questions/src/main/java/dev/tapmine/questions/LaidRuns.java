package dev.tapmine.questions;

import dev.tapmine.taps.RunRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Runs of several taps laid into memory: what a copy routine's main loop, head and tail write is
/// one buffer.
///
/// A run belongs to the buffer at hand if it touches or overlaps it, comes soon after the last, and
/// has no byte that its own tap has put there already, since a tap that comes again begins a new
/// text. Where two taps overlap, as the head and the tail of an unrolled copy do, the later byte
/// stands. A buffer has at most [#MOST] bytes.
final class LaidRuns {
  private static final int MOST = 64 << 10;

  /// Instructions between the first accesses of two runs of one buffer: so many, and as many again
  /// for each byte of the run before.
  private static final long SOON = 256;

  private static final long PER_BYTE = 4;
  private static final byte NOBODY = -1;

  private final List<RunRow> laid = new ArrayList<>();

  /// Memory around the first run's address, which is in the middle.
  private final byte[] bytes = new byte[2 * MOST];

  private final byte[] owners = new byte[2 * MOST];
  private long middle;
  private int low = MOST;
  private int high = MOST;
  private long first;
  private long until;

  /// A run, and which tap's it is.
  private record Owned(RunRow run, int owner) {}

  private LaidRuns() {
    Arrays.fill(owners, NOBODY);
  }

  /// The buffers, in order of time. Buffers that lie side by side are not joined.
  ///
  /// @param taps runs of each, in time order; no more than 127
  static List<RunRow> of(List<List<RunRow>> taps) {
    List<Owned> all = new ArrayList<>();
    for (int owner = 0; owner < taps.size(); owner++) {
      for (RunRow run : taps.get(owner)) {
        all.add(new Owned(run, owner));
      }
    }
    all.sort(Comparator.comparingLong(owned -> owned.run().time()));
    LaidRuns runs = new LaidRuns();
    all.forEach(owned -> runs.lay(owned.run(), (byte) owned.owner()));
    runs.close();
    return runs.laid;
  }

  private void lay(RunRow run, byte owner) {
    if (!belongs(run, owner)) {
      close();
      middle = run.address();
      first = run.time();
    }
    int length = Math.min(MOST, run.bytes().length);
    int at = (int) (run.address() - middle) + MOST;
    System.arraycopy(run.bytes(), 0, bytes, at, length);
    Arrays.fill(owners, at, at + length, owner);
    low = Math.min(low, at);
    high = Math.max(high, at + length);
    until = run.time() + soon(run);
  }

  /// Instructions after a run's first access within which another is part of the same copy.
  static long soon(RunRow run) {
    return SOON + PER_BYTE * run.bytes().length;
  }

  private boolean belongs(RunRow run, byte owner) {
    long from = run.address() - middle + MOST;
    long to = from + run.bytes().length;
    if (low == high
        || run.time() > until
        || from > high
        || to < low
        || Math.max(to, high) - Math.min(from, low) > MOST) {
      return false;
    }
    for (int at = (int) Math.max(from, low); at < Math.min(to, high); at++) {
      if (owners[at] == owner) {
        return false;
      }
    }
    return true;
  }

  private void close() {
    if (low < high) {
      byte[] buffer = Arrays.copyOfRange(bytes, low, high);
      laid.add(new RunRow(0, first, middle + low - MOST, 1, buffer));
      Arrays.fill(owners, low, high, NOBODY);
    }
    low = MOST;
    high = MOST;
  }
}
