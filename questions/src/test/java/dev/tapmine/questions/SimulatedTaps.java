package dev.tapmine.questions;

import dev.tapmine.taps.AccessSizes;
import dev.tapmine.taps.AdjacentRow;
import dev.tapmine.taps.CodeRow;
import dev.tapmine.taps.ContextRow;
import dev.tapmine.taps.Direction;
import dev.tapmine.taps.HistogramSink;
import dev.tapmine.taps.Mined;
import dev.tapmine.taps.OutputContextRow;
import dev.tapmine.taps.OutputRow;
import dev.tapmine.taps.ProfileRow;
import dev.tapmine.taps.RunRow;
import dev.tapmine.taps.SpaceRow;
import dev.tapmine.taps.TapRow;
import dev.tapmine.taps.TapSource;
import dev.tapmine.taps.TouchedRow;
import dev.tapmine.taps.Trait;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/// Rows worked out in the plainest way from a list of accesses.
final class SimulatedTaps implements TapSource {
  private static final int DEPTH = 3;

  /// One access; callers innermost first.
  record Access(
      Direction direction, long pc, List<Long> callers, int space, long address, byte[] bytes) {
    Key key(int depth) {
      return new Key(direction, pc, callers.subList(0, Math.min(depth, callers.size())), space);
    }
  }

  record Key(Direction direction, long pc, List<Long> callers, int space) {}

  private final List<Access> accesses;
  private final long budget;
  private final List<CodeRow> code;
  private final Map<Key, Integer> ids = new LinkedHashMap<>();
  private final Map<List<Long>, Integer> contexts = new LinkedHashMap<>();

  SimulatedTaps(List<Access> accesses, long budget) {
    this(accesses, budget, List.of());
  }

  SimulatedTaps(List<Access> accesses, long budget, List<CodeRow> code) {
    this.accesses = accesses;
    this.budget = budget;
    this.code = code;
    contexts.put(List.of(), 0);
    for (Access access : accesses) {
      ids.putIfAbsent(access.key(DEPTH), ids.size());
      for (int depth = 1; depth <= Math.min(DEPTH, access.callers().size()); depth++) {
        contexts.putIfAbsent(access.callers().subList(0, depth), contexts.size());
      }
    }
  }

  SimulatedTaps(List<Access> accesses) {
    this(accesses, Long.MAX_VALUE);
  }

  List<Access> accesses() {
    return accesses;
  }

  /// Streams at a depth by the lowest tap id, from the accesses.
  Map<Integer, byte[]> streams(int depth) {
    Map<Key, ByteArrayOutputStream> streams = new LinkedHashMap<>();
    Map<Key, Integer> lowest = new LinkedHashMap<>();
    for (Access access : accesses) {
      Key key = access.key(depth);
      streams.computeIfAbsent(key, any -> new ByteArrayOutputStream()).writeBytes(access.bytes());
      lowest.merge(key, ids.getOrDefault(access.key(DEPTH), -1), Math::min);
    }
    Map<Integer, byte[]> byId = new TreeMap<>();
    streams.forEach((key, stream) -> byId.put(lowest.getOrDefault(key, -1), stream.toByteArray()));
    return byId;
  }

  /// The streams that a fold's stream is put together from, in order, by the lowest tap id.
  Map<Integer, List<byte[]>> streams(Fold fold) {
    Map<Integer, byte[]> streams = streams(fold.depth());
    Map<Integer, List<byte[]>> byId = new TreeMap<>();
    parts(fold)
        .forEach((id, parts) ->
            byId.put(
                id, parts.stream().map(part -> streams.getOrDefault(part, new byte[0])).toList()));
    return byId;
  }

  /// The folds by space that a fold consists of, in the order of its stream, by the lowest tap id.
  Map<Integer, List<Integer>> parts(Fold fold) {
    Map<Integer, byte[]> streams = streams(fold.depth());
    if (!fold.byCode()) {
      Map<Integer, List<Integer>> byId = new TreeMap<>();
      streams.keySet().forEach(id -> byId.put(id, List.of(id)));
      return byId;
    }
    Map<Integer, Key> keys = new TreeMap<>();
    for (Access access : accesses) {
      keys.merge(
          ids.getOrDefault(access.key(DEPTH), -1), access.key(fold.depth()), (key, _) -> key);
    }
    keys.keySet().retainAll(streams.keySet());
    return new SharedOracle(code).merged(streams, keys);
  }

  /// Folded id of every tap.
  Map<Integer, List<Integer>> members(int depth) {
    Map<Key, List<Integer>> members = new LinkedHashMap<>();
    ids.forEach((key, id) ->
        members
            .computeIfAbsent(
                new Key(
                    key.direction(),
                    key.pc(),
                    key.callers().subList(0, Math.min(depth, key.callers().size())),
                    key.space()),
                any -> new ArrayList<>())
            .add(id));
    Map<Integer, List<Integer>> byId = new TreeMap<>();
    members.values().forEach(list -> byId.put(list.getFirst(), list));
    return byId;
  }

  static long[] pairs(byte[] stream) {
    long[] pairs = new long[1 << 16];
    for (int i = 1; i < stream.length; i++) {
      pairs[((stream[i - 1] & 0xff) << 8) | (stream[i] & 0xff)]++;
    }
    return pairs;
  }

  @Override
  public Mined mined() {
    return new Mined(
        "x86_64",
        false,
        DEPTH,
        true,
        true,
        false,
        1 << 16,
        false,
        accesses.size(),
        true,
        new TreeMap<>());
  }

  @Override
  public void taps(Consumer<? super TapRow> sink) {
    Map<Integer, byte[]> streams = streams(DEPTH);
    ids.forEach((key, id) -> {
      List<Integer> times = new ArrayList<>();
      long lowest = Long.MAX_VALUE;
      long highest = 0;
      int twos = 0;
      for (int time = 0; time < accesses.size(); time++) {
        Access access = accesses.get(time);
        if (access.key(DEPTH).equals(key)) {
          times.add(time);
          twos += access.bytes().length == 2 ? 1 : 0;
          lowest = Math.min(lowest, access.address());
          highest = Math.max(highest, access.address() + access.bytes().length - 1);
        }
      }
      long bytes = streams.getOrDefault(id, new byte[0]).length;
      sink.accept(
          new TapRow(
              id,
              key.direction(),
              key.pc(),
              contexts.getOrDefault(key.callers(), 0),
              key.space(),
              key.space() != 0,
              times.size(),
              bytes,
              times.getFirst(),
              times.getLast(),
              lowest,
              highest,
              new AccessSizes(
                  times.size() - twos,
                  twos,
                  0,
                  0,
                  0), // whether two bytes or not is all that is asked
              0,
              Math.min(bytes, budget)));
    });
  }

  @Override
  public void contexts(Consumer<? super ContextRow> sink) {
    contexts.forEach((callers, id) ->
        sink.accept(
            callers.isEmpty()
                ? new ContextRow(0, 0, 0, 0)
                : new ContextRow(
                    id,
                    contexts.getOrDefault(callers.subList(0, callers.size() - 1), 0),
                    callers.getLast(),
                    callers.size())));
  }

  @Override
  public void bigrams(HistogramSink sink) {
    streams(DEPTH).forEach((id, stream) -> deliver(id, pairs(stream), sink));
  }

  @Override
  public void seams(int depth, HistogramSink sink) {
    Map<Integer, byte[]> members = streams(DEPTH);
    Map<Integer, List<Integer>> folds = members(depth);
    streams(depth)
        .forEach((id, stream) -> {
          long[] difference = pairs(stream);
          for (int member : folds.getOrDefault(id, List.of())) {
            long[] pairs = pairs(members.getOrDefault(member, new byte[0]));
            for (int bin = 0; bin < pairs.length; bin++) {
              difference[bin] -= pairs[bin];
            }
          }
          deliver(id, difference, sink);
        });
  }

  private static void deliver(int key, long[] dense, HistogramSink sink) {
    char[] bins = new char[1 << 16];
    long[] counts = new long[1 << 16];
    int length = 0;
    for (int bin = 0; bin < dense.length; bin++) {
      if (dense[bin] != 0) {
        bins[length] = (char) bin;
        counts[length++] = dense[bin];
      }
    }
    if (length > 0) {
      sink.accept(key, bins, counts, length);
    }
  }

  @Override
  public void runs(IntPredicate wanted, Consumer<? super RunRow> sink) {
    ids.forEach((key, id) -> {
      long left = budget;
      for (int time = 0; time < accesses.size() && wanted.test(id) && left > 0; time++) {
        Access access = accesses.get(time);
        if (access.key(DEPTH).equals(key)) {
          int length = (int) Math.min(left, access.bytes().length);
          byte[] bytes = java.util.Arrays.copyOf(access.bytes(), length);
          sink.accept(new RunRow(id, time, access.address(), access.bytes().length, bytes));
          left -= length;
        }
      }
    });
  }

  /// As if every access were of single bytes.
  @Override
  public void profiles(Consumer<? super ProfileRow> sink) {
    streams(DEPTH)
        .forEach((id, stream) -> {
          int[] counts = new int[Trait.values().length];
          int[] seen = new int[256];
          counts[Trait.BYTES.index()] = stream.length;
          counts[Trait.VALUES.index()] = stream.length;
          for (int i = 0; i < stream.length; i++) {
            int value = stream[i] & 0xff;
            Trait trait =
                value == 0
                    ? Trait.ZERO
                    : value >= ' ' && value < 0x7f ? Trait.PRINTABLE : Trait.DENSE;
            counts[trait.index()]++;
            counts[Trait.ZERO_BYTES.index()] += value == 0 ? 1 : 0;
            counts[Trait.SAME.index()] += i > 0 && stream[i] == stream[i - 1] ? 1 : 0;
            seen[value]++;
          }
          for (int count : seen) {
            counts[Trait.DISTINCT.index()] += count > 0 ? 1 : 0;
            counts[Trait.COMMONEST.index()] = Math.max(counts[Trait.COMMONEST.index()], count);
          }
          sink.accept(new ProfileRow(id, counts));
        });
  }

  @Override
  public void adjacent(Consumer<? super AdjacentRow> sink) {}

  @Override
  public void outputContexts(Consumer<? super OutputContextRow> sink) {}

  @Override
  public void outputs(IntPredicate wanted, Consumer<? super OutputRow> sink) {}

  @Override
  public void touched(Consumer<? super TouchedRow> sink) {}

  @Override
  public void spaces(Consumer<? super SpaceRow> sink) {}

  @Override
  public void code(Consumer<? super CodeRow> sink) {
    code.forEach(sink);
  }
}
