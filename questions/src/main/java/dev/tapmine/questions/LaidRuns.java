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
  private byte[] bytes = new byte[0];
  private byte[] owners = new byte[0];
  private long address;
  private long first;
  private long until;

  /// A run, and which tap's it is.
  private record Owned(RunRow run, int owner) {}

  private LaidRuns() {}

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
      address = run.address();
      first = run.time();
    }
    widen(run.address(), run.address() + run.bytes().length);
    int at = (int) (run.address() - address);
    System.arraycopy(run.bytes(), 0, bytes, at, run.bytes().length);
    Arrays.fill(owners, at, at + run.bytes().length, owner);
    until = run.time() + soon(run);
  }

  /// Instructions after a run's first access within which another is part of the same copy.
  static long soon(RunRow run) {
    return SOON + PER_BYTE * run.bytes().length;
  }

  private boolean belongs(RunRow run, byte owner) {
    long low = run.address() - address;
    long high = low + run.bytes().length;
    if (bytes.length == 0
        || run.time() > until
        || low > bytes.length
        || high < 0
        || Math.max(high, bytes.length) - Math.min(low, 0) > MOST) {
      return false;
    }
    for (int at = (int) Math.max(0, low); at < Math.min(high, bytes.length); at++) {
      if (owners[at] == owner) {
        return false;
      }
    }
    return true;
  }

  private void widen(long from, long to) {
    int before = (int) Math.max(0, address - from);
    int length = (int) Math.max(bytes.length, to - address) + before;
    if (length > bytes.length) {
      byte[] wider = new byte[length];
      byte[] whose = new byte[length];
      Arrays.fill(whose, NOBODY);
      System.arraycopy(bytes, 0, wider, before, bytes.length);
      System.arraycopy(owners, 0, whose, before, owners.length);
      bytes = wider;
      owners = whose;
      address -= before;
    }
  }

  private void close() {
    if (bytes.length > 0) {
      laid.add(new RunRow(0, first, address, 1, bytes));
    }
    bytes = new byte[0];
    owners = new byte[0];
  }
}
