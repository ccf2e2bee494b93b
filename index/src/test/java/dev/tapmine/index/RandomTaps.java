package dev.tapmine.index;

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
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/// Rows made up from a seed, with the extremes among them. Every third id is left out, as ids need
/// not be dense.
class RandomTaps implements TapSource {
  private final long seed;
  private final int taps;
  private final int bytes;

  /// @param bytes of content of the longest stream
  RandomTaps(long seed, int taps, int bytes) {
    this.seed = seed;
    this.taps = taps;
    this.bytes = bytes;
  }

  private Random random(int table, int row) {
    return new Random(seed * 1_000_003 + table * 31L + row * 65_537L);
  }

  private boolean there(int tap) {
    return tap % 3 != 2;
  }

  @Override
  public Mined mined() {
    return new Mined(
        "aarch64",
        true,
        3,
        true,
        false,
        true,
        4096,
        true,
        1L << 40,
        false,
        new TreeMap<>(Map.of("accesses delivered", 12L, "left out: stack", Long.MAX_VALUE)));
  }

  @Override
  public void taps(Consumer<? super TapRow> sink) {
    for (int tap = 0; tap < taps; tap++) {
      Random random = random(1, tap);
      if (there(tap)) {
        sink.accept(
            new TapRow(
                tap,
                random.nextBoolean() ? Direction.READ : Direction.WRITE,
                random.nextLong(),
                random.nextInt(4),
                random.nextInt(3),
                random.nextBoolean(),
                random.nextLong() >>> 1,
                random.nextLong() >>> 1,
                random.nextLong() >>> 1,
                random.nextLong() >>> 1,
                random.nextLong(),
                -1,
                new AccessSizes(1, 2, 3, random.nextInt(), Long.MAX_VALUE),
                random.nextInt(),
                stream(tap)));
      }
    }
  }

  private long stream(int tap) {
    return tap == 0 ? bytes : random(3, tap).nextInt(1 + Math.min(bytes, 200));
  }

  @Override
  public void contexts(Consumer<? super ContextRow> sink) {
    sink.accept(new ContextRow(0, 0, 0, 0));
    sink.accept(new ContextRow(1, 0, 0xffffffff81000123L, 1));
    sink.accept(new ContextRow(2, 1, 0x401000, 2));
    sink.accept(new ContextRow(3, 0, Long.MIN_VALUE, 1));
  }

  @Override
  public void bigrams(HistogramSink sink) {
    histograms(2, false, sink);
  }

  @Override
  public void seams(int depth, HistogramSink sink) {
    histograms(10 + depth, true, sink);
  }

  private void histograms(int table, boolean anySign, HistogramSink sink) {
    char[] bins = new char[1 << 16];
    long[] counts = new long[1 << 16];
    for (int tap = 0; tap < taps; tap++) {
      Random random = random(table, tap);
      int length = tap == 1 ? 1 << 16 : Math.min(1 + random.nextInt(40), 1 << 16);
      int bin = tap == 1 ? -1 : random.nextInt(100);
      for (int i = 0; i < length; i++) {
        bin += tap == 1 ? 1 : 1 + random.nextInt(1600);
        bins[i] = (char) bin;
        long count = random.nextInt(10) == 0 ? random.nextLong() >>> 18 : 1 + random.nextInt(9);
        counts[i] = anySign && random.nextBoolean() ? -count : count;
      }
      if (there(tap)) {
        sink.accept(tap, bins, counts, length);
      }
    }
  }

  @Override
  public void runs(IntPredicate wanted, Consumer<? super RunRow> sink) {
    for (int tap = 0; tap < taps; tap++) {
      Random random = random(3, tap);
      int left = tap == 0 ? bytes : random.nextInt(1 + Math.min(bytes, 200));
      for (long time = tap;
          left > 0 && there(tap) && wanted.test(tap);
          time += random.nextInt(99)) {
        byte[] run = new byte[Math.min(left, 1 + random.nextInt(30))];
        random.nextBytes(run);
        sink.accept(new RunRow(tap, time, random.nextLong(), 1 << random.nextInt(5), run));
        left -= run.length;
      }
    }
  }

  @Override
  public void profiles(Consumer<? super ProfileRow> sink) {
    for (int tap = 0; tap < taps; tap++) {
      if (there(tap)) {
        Random random = random(4, tap);
        sink.accept(new ProfileRow(tap, random.ints(Trait.values().length, 0, 1025).toArray()));
      }
    }
  }

  @Override
  public void adjacent(Consumer<? super AdjacentRow> sink) {
    for (int tap = 0; tap < taps; tap += 5) {
      sink.accept(new AdjacentRow(tap, taps - tap, 1L << tap % 60));
    }
  }

  @Override
  public void outputContexts(Consumer<? super OutputContextRow> sink) {
    for (int context = 0; context < taps / 2; context++) {
      Random random = random(8, context);
      sink.accept(
          new OutputContextRow(
              context,
              random.nextBoolean() ? Direction.READ : Direction.WRITE,
              random.nextLong(),
              random.nextInt(4),
              random.nextInt(3),
              random.nextBoolean(),
              Long.MAX_VALUE,
              random.nextLong() >>> 1,
              outputsOf(context),
              random.nextInt(1 << 20)));
    }
  }

  private static int outputsOf(int context) {
    return context % 5 == 4 ? 9000 : context % 4;
  }

  @Override
  public void outputs(IntPredicate wanted, Consumer<? super OutputRow> sink) {
    for (int context = 0; context < taps / 2; context++) {
      Random random = random(9, context);
      for (int output = 0; output < outputsOf(context); output++) {
        byte[] content = new byte[1 + random.nextInt(60)];
        random.nextBytes(content);
        OutputRow row =
            new OutputRow(
                context,
                random.nextInt(),
                random.nextLong(),
                output,
                output + 5L,
                random.nextInt(1 << 20),
                random.nextInt(1 << 20),
                content);
        if (wanted.test(context)) {
          sink.accept(row);
        }
      }
    }
  }

  @Override
  public void touched(Consumer<? super TouchedRow> sink) {
    for (int block = 0; block < 50; block++) {
      sink.accept(new TouchedRow(block % 3, (-1L >>> 16) - block, 1 + block % 7));
    }
  }

  @Override
  public void spaces(Consumer<? super SpaceRow> sink) {
    sink.accept(new SpaceRow(0, 0, 0, 0, 1L << 40));
    sink.accept(new SpaceRow(1, 0x7000, 1, 5, 9));
  }

  @Override
  public void code(Consumer<? super CodeRow> sink) {
    for (int tap = 0; tap < taps; tap += 7) {
      sink.accept(
          new CodeRow(tap % 2, -tap, 4096L * tap, new byte[] {(byte) tap, (byte) (tap >> 8), -1}));
    }
  }
}
