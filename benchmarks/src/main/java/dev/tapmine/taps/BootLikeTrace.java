package dev.tapmine.taps;

import dev.tapmine.trace.TraceVisitor;
import java.util.Arrays;
import java.util.SplittableRandom;

/// A block of accesses that lie as those of a booting guest do: half of the bytes in some tens of
/// taps, most taps rare, code in loops, a tap following itself in half of the accesses, streams,
/// scalars and structures, text, pointers and small numbers. Fed again and again, with time going
/// on.
public final class BootLikeTrace {
  private final int taps;
  private final int[] tap;
  private final int[] later;
  private final long[] address;
  private final byte[] size;
  private final long[] value;
  private int defined;
  private long time;

  /// @param taps how many taps may occur
  /// @param length accesses in the block
  public BootLikeTrace(int taps, int length) {
    this.taps = taps;
    tap = new int[length];
    later = new int[length];
    address = new long[length];
    size = new byte[length];
    value = new long[length];
    SplittableRandom random = new SplittableRandom(42);
    int[] ids = new int[taps];
    Arrays.fill(ids, -1);
    long[] cursors = new long[taps];
    int[] loop = {0};
    int left = 0;
    for (int i = 0; i < length; i++, left--) {
      if (left == 0) {
        loop = loop(random);
        left = loop.length * (1 + (int) (60 * Math.pow(random.nextDouble(), 3)));
      }
      int rank = loop[left % loop.length];
      if (ids[rank] < 0) {
        ids[rank] = defined++;
        cursors[rank] = 0xffff888000000000L + ((long) random.nextInt(1 << 24) << 6);
      }
      int kind = ((rank * 31) >>> 2) & 7;
      int wide = kind < 4 ? 8 : kind < 6 ? 4 : kind == 6 ? 1 : 2;
      tap[i] = ids[rank];
      later[i] = random.nextInt(8);
      size[i] = (byte) wide;
      address[i] = address(random, rank, wide, cursors);
      value[i] = value(random, rank) & (wide == 8 ? -1 : (1L << (wide * 8)) - 1);
    }
  }

  /// The taps of one round of a loop; every other access repeats the tap before it.
  private int[] loop(SplittableRandom random) {
    int[] loop = new int[1 + random.nextInt(24)];
    for (int i = 0; i < loop.length; i++) {
      loop[i] = i > 0 && random.nextBoolean() ? loop[i - 1] : rank(random);
    }
    return loop;
  }

  /// Ranks with the popularity of rank r falling with its square root among the first hundred and
  /// faster behind them.
  private int rank(SplittableRandom random) {
    int draw = random.nextInt(100);
    if (draw < 60) {
      return (int) (100 * Math.pow(random.nextDouble(), 2));
    }
    if (draw < 98) {
      return (int) (Math.min(20_000, taps) * Math.pow(random.nextDouble(), 3));
    }
    return random.nextInt(taps);
  }

  private static long address(SplittableRandom random, int rank, int size, long[] cursors) {
    return switch (rank % 5) {
      case 0, 1 -> {
        cursors[rank] += size;
        if (random.nextInt(64) == 0) {
          cursors[rank] += (long) random.nextInt(1 << 16) << 3;
        }
        yield cursors[rank] - size;
      }
      case 2 -> cursors[rank];
      case 3 -> cursors[rank] + ((long) random.nextInt(1 << 8) << 4);
      default -> cursors[rank] + ((long) random.nextInt(1 << 20) << 6);
    };
  }

  private static long value(SplittableRandom random, int rank) {
    return switch (rank % 37 == 36 ? 6 : rank % 6) {
      case 0, 1 -> 0xffff888000000000L | (long) random.nextInt(1 << 24) << 3;
      case 2, 3 -> random.nextInt(200);
      case 4 -> 0;
      case 5 -> 0x6161616161616161L + (random.nextLong() & 0x0f070f030f0f0703L);
      default -> random.nextLong();
    };
  }

  /// Accesses in the block.
  public int length() {
    return tap.length;
  }

  /// Taps that occur.
  public int taps() {
    return defined;
  }

  /// Announces contexts and taps.
  public void define(TraceVisitor visitor) {
    for (int i = 1; i < 1000; i++) {
      visitor.context(i, i / 10, 0xffffffff81000000L + i, i < 10 ? 1 : i < 100 ? 2 : 3);
    }
    for (int i = 0; i < defined; i++) {
      visitor.tap(i, 0xffffffff82000000L + 4L * (i / 5), i * 7 % 1000, 0, i / 5 % 2 == 0, false);
    }
  }

  /// Feeds the block once.
  public void feed(TraceVisitor visitor) {
    for (int i = 0; i < tap.length; i++) {
      time += later[i];
      visitor.access(tap[i], time, address[i], size[i], value[i], 0);
    }
  }
}
