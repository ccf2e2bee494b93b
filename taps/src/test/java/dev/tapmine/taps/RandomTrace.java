package dev.tapmine.taps;

import dev.tapmine.trace.TraceVisitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// A seeded trace in which everything the pass tells apart happens often: skewed taps that share
/// folds, streams of every length, runs up and down, neighbours of other taps' runs, changes of
/// width, few byte values so that pairs repeat.
final class RandomTrace {
  private static final int[] SIZES = {1, 1, 2, 4, 8, 8, 16};

  record Context(int id, int parent, long returnAddress, int depth) {}

  record Tap(int id, long pc, int context, int space, boolean write, boolean user) {}

  record Access(int tap, long time, long address, int size, long value, long high) {}

  final List<Context> contexts = new ArrayList<>();
  final List<Tap> taps = new ArrayList<>();
  final List<Access> accesses = new ArrayList<>();
  private final List<Integer> definedBefore = new ArrayList<>();
  private final Random random;
  private final int depth;
  private final double wild;

  RandomTrace(long seed, int depth, int tapCount, int length) {
    this(seed, depth, tapCount, length, 0.25);
  }

  /// @param wild share of the values that may hold any byte; the others hold four only
  RandomTrace(long seed, int depth, int tapCount, int length, double wild) {
    this.random = new Random(seed);
    this.wild = wild;
    this.depth = depth;
    contexts.add(new Context(0, 0, 0, 0));
    long time = random.nextInt(100);
    for (int i = 0; i < length; i++) {
      time += random.nextInt(4) == 0 ? random.nextInt(100_000) : random.nextInt(3);
      int tap = pick(tapCount);
      int size = SIZES[random.nextInt(SIZES.length)];
      if (random.nextInt(3) != 0 && !accesses.isEmpty()) {
        Access last = accesses.getLast();
        size = last.size();
        if (random.nextInt(3) != 0) {
          tap = last.tap();
        }
      }
      accesses.add(new Access(tap, time, address(size), size, value(size), high(size)));
    }
  }

  private int pick(int tapCount) {
    int wanted = (int) (Math.pow(random.nextDouble(), 3) * tapCount);
    if (wanted < taps.size()) {
      return wanted;
    }
    int id = taps.size();
    boolean user = random.nextBoolean();
    taps.add(
        new Tap(
            id,
            0xffffffff81000000L + random.nextInt(3),
            context(),
            user ? 1 + random.nextInt(2) : 0,
            random.nextBoolean(),
            user));
    definedBefore.add(accesses.size());
    return id;
  }

  private int context() {
    int parent = 0;
    int wanted = random.nextInt(depth + 1);
    while (contexts.get(parent).depth() < wanted) {
      long returnAddress = 0x1000L + random.nextInt(3);
      int from = parent;
      parent =
          contexts.stream()
              .filter(c -> c.id() > 0 && c.parent() == from && c.returnAddress() == returnAddress)
              .mapToInt(Context::id)
              .findFirst()
              .orElse(contexts.size());
      if (parent == contexts.size()) {
        contexts.add(new Context(parent, from, returnAddress, contexts.get(from).depth() + 1));
      }
    }
    return parent;
  }

  private long address(int size) {
    int back = accesses.isEmpty() ? 0 : 1 + random.nextInt(Math.min(6, accesses.size()));
    return switch (back == 0 ? 3 : random.nextInt(6)) {
      case 0, 1, 2 -> end(accesses.getLast());
      case 3 -> random.nextLong();
      case 4 -> end(accesses.get(accesses.size() - back));
      default -> accesses.get(accesses.size() - back).address() - size;
    };
  }

  private static long end(Access access) {
    return access.address() + access.size();
  }

  private long value(int size) {
    long value =
        random.nextDouble() < wild ? random.nextLong() : random.nextLong() & 0x0303010101010303L;
    return size >= 8 ? value : value & ((1L << (size * 8)) - 1);
  }

  private long high(int size) {
    return size == 16 ? value(8) : 0;
  }

  /// Delivers everything, each definition at the last moment.
  void feed(TraceVisitor visitor) {
    for (Context context : contexts) {
      visitor.context(context.id(), context.parent(), context.returnAddress(), context.depth());
    }
    int next = 0;
    for (int i = 0; i < accesses.size(); i++) {
      for (; next < taps.size() && definedBefore.get(next) <= i; next++) {
        Tap tap = taps.get(next);
        visitor.tap(tap.id(), tap.pc(), tap.context(), tap.space(), tap.write(), tap.user());
      }
      Access access = accesses.get(i);
      visitor.access(
          access.tap(),
          access.time(),
          access.address(),
          access.size(),
          access.value(),
          access.high());
    }
  }
}
