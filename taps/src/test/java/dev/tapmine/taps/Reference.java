package dev.tapmine.taps;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the pass should find, computed the plain way from a whole trace in memory.
final class Reference {
  private final RandomTrace trace;
  private final List<List<RandomTrace.Access>> byTap = new ArrayList<>();

  Reference(RandomTrace trace) {
    this.trace = trace;
    trace.taps.forEach(_ -> byTap.add(new ArrayList<>()));
    trace.accesses.forEach(access -> byTap.get(access.tap()).add(access));
  }

  byte[] bytes(RandomTrace.Access access) {
    byte[] bytes = new byte[access.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) ((i < 8 ? access.value() : access.high()) >>> (8 * (i & 7)));
    }
    return bytes;
  }

  List<RandomTrace.Access> accesses(int tap) {
    return byTap.get(tap);
  }

  byte[] stream(List<RandomTrace.Access> accesses) {
    byte[] stream = new byte[accesses.stream().mapToInt(RandomTrace.Access::size).sum()];
    int at = 0;
    for (RandomTrace.Access access : accesses) {
      System.arraycopy(bytes(access), 0, stream, at, access.size());
      at += access.size();
    }
    return stream;
  }

  TapRow row(int id, long kept) {
    RandomTrace.Tap tap = trace.taps.get(id);
    List<RandomTrace.Access> accesses = accesses(id);
    long[] bySize = new long[17];
    long lowest = -1;
    long highest = 0;
    long continuing = 0;
    for (int i = 0; i < accesses.size(); i++) {
      RandomTrace.Access access = accesses.get(i);
      bySize[access.size()]++;
      long last = access.address() + access.size() - 1;
      lowest = Long.compareUnsigned(access.address(), lowest) < 0 ? access.address() : lowest;
      highest = Long.compareUnsigned(last, highest) > 0 ? last : highest;
      if (i > 0) {
        RandomTrace.Access before = accesses.get(i - 1);
        continuing += before.address() + before.size() == access.address() ? 1 : 0;
      }
    }
    return new TapRow(
        id,
        tap.write() ? Direction.WRITE : Direction.READ,
        tap.pc(),
        tap.context(),
        tap.space(),
        tap.user(),
        accesses.size(),
        stream(accesses).length,
        accesses.getFirst().time(),
        accesses.getLast().time(),
        lowest,
        highest,
        new AccessSizes(bySize[1], bySize[2], bySize[4], bySize[8], bySize[16]),
        continuing,
        kept);
  }

  static SortedMap<Integer, Long> pairs(byte[] stream) {
    SortedMap<Integer, Long> pairs = new TreeMap<>();
    for (int i = 1; i < stream.length; i++) {
      pairs.merge((stream[i - 1] & 0xff) << 8 | (stream[i] & 0xff), 1L, Long::sum);
    }
    return pairs;
  }

  /// The taps that were accessed; the trace also defines some that never are.
  List<RandomTrace.Tap> taps() {
    return trace.taps.stream().filter(tap -> !byTap.get(tap.id()).isEmpty()).toList();
  }

  /// Fold of each tap at a depth: the lowest tap with the same key.
  int[] folds(int depth) {
    Map<List<Object>, Integer> named = new HashMap<>();
    int[] folds = new int[trace.taps.size()];
    for (RandomTrace.Tap tap : taps()) {
      int context = tap.context();
      while (trace.contexts.get(context).depth() > depth) {
        context = trace.contexts.get(context).parent();
      }
      List<Object> key = List.of(tap.write(), tap.pc(), tap.space(), context);
      folds[tap.id()] = named.computeIfAbsent(key, _ -> tap.id());
    }
    return folds;
  }

  /// The pairs of every fold's own stream.
  Map<Integer, SortedMap<Integer, Long>> foldPairs(int[] folds) {
    Map<Integer, List<RandomTrace.Access>> byFold = new TreeMap<>();
    for (RandomTrace.Access access : trace.accesses) {
      byFold.computeIfAbsent(folds[access.tap()], _ -> new ArrayList<>()).add(access);
    }
    Map<Integer, SortedMap<Integer, Long>> pairs = new TreeMap<>();
    byFold.forEach((fold, accesses) -> pairs.put(fold, pairs(stream(accesses))));
    pairs.values().removeIf(Map::isEmpty);
    return pairs;
  }

  /// Which positions of a stream are kept, when memory is plentiful.
  static long[] keptRange(long length, int head, int part, boolean tails) {
    if (length <= head || !tails) {
      return new long[] {Math.min(length, head), length};
    }
    long full = (length - head - 1) / part;
    return new long[] {head, head + Math.max(0, full - 1) * part};
  }

  /// Runs of the positions below `headEnd` and from `tailStart` on; new ones start at the head's
  /// end and at every multiple of `part` behind it.
  List<RunRow> runs(int tap, long headEnd, long tailStart, int head, int part) {
    List<RunRow> runs = new ArrayList<>();
    ByteArrayOutputStream open = new ByteArrayOutputStream();
    long position = 0;
    RandomTrace.@Nullable Access before = null;
    RandomTrace.@Nullable Access start = null;
    long address = 0;
    for (RandomTrace.Access access : accesses(tap)) {
      byte[] bytes = bytes(access);
      boolean continues =
          before != null
              && before.address() + before.size() == access.address()
              && before.size() == access.size();
      for (int i = 0; i < bytes.length; i++, position++) {
        boolean border = position >= head && (position - head) % part == 0;
        if (start == null || border || (i == 0 && !continues)) {
          add(runs, tap, start, address, open);
          start = access;
          address = access.address() + i;
        }
        if (position < headEnd || position >= tailStart) {
          open.write(bytes[i]);
        }
      }
      before = access;
    }
    add(runs, tap, start, address, open);
    return runs;
  }

  private static void add(
      List<RunRow> runs,
      int tap,
      RandomTrace.@Nullable Access start,
      long address,
      ByteArrayOutputStream open) {
    if (start != null && open.size() > 0) {
      runs.add(new RunRow(tap, start.time(), address, start.size(), open.toByteArray()));
      open.reset();
    }
  }

  private static final class Run {
    final int tap;
    long start;
    long end;

    Run(int tap, long start, long end) {
      this.tap = tap;
      this.start = start;
      this.end = end;
    }
  }

  SortedMap<List<Integer>, Long> adjacent() {
    SortedMap<List<Integer>, Long> times =
        new TreeMap<>((a, b) -> Arrays.compare(array(a), array(b)));
    for (boolean write : new boolean[] {false, true}) {
      List<Run> ring = new ArrayList<>();
      for (RandomTrace.Access access : trace.accesses) {
        if (trace.taps.get(access.tap()).write() == write) {
          adjacent(ring, access, times);
        }
      }
    }
    return times;
  }

  private static int[] array(List<Integer> list) {
    return new int[] {list.get(0), list.get(1)};
  }

  private void adjacent(List<Run> ring, RandomTrace.Access access, Map<List<Integer>, Long> times) {
    int tap = access.tap();
    long end = access.address() + access.size();
    for (Run run : ring) {
      if (run.tap != tap && trace.taps.get(run.tap).space() == trace.taps.get(tap).space()) {
        if (run.end == access.address()) {
          times.merge(List.of(run.tap, tap), 1L, Long::sum);
        } else if (run.start == end) {
          times.merge(List.of(tap, run.tap), 1L, Long::sum);
        }
      }
    }
    if (!ring.isEmpty() && ring.getLast().tap == tap) {
      Run newest = ring.getLast();
      if (newest.end == access.address()) {
        newest.end = end;
      } else if (newest.start == end) {
        newest.start = access.address();
      } else {
        newest.start = access.address();
        newest.end = end;
      }
    } else {
      ring.add(new Run(tap, access.address(), end));
      if (ring.size() > 5) {
        ring.removeFirst();
      }
    }
  }
}
