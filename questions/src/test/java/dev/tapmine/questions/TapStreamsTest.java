package dev.tapmine.questions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapmine.taps.Direction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TapStreamsTest {
  /// Taps of one to three callers each, in lumps of 4 bytes.
  private static SimulatedTaps source() {
    Random random = new Random(5);
    List<SimulatedTaps.Access> accesses = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      byte[] bytes = new byte[4];
      random.nextBytes(bytes);
      long pc = 0x1000 + 16L * random.nextInt(8);
      List<Long> callers = List.of(pc + 1 + random.nextInt(3));
      accesses.add(
          new SimulatedTaps.Access(
              Direction.WRITE, pc, callers, 0, random.nextInt(1 << 20), bytes));
    }
    return new SimulatedTaps(accesses);
  }

  private static List<FoldedTap> taps(SimulatedTaps source, int depth) throws IOException {
    Folds folds = Folds.of(source, new Fold(depth, false));
    List<FoldedTap> taps = new ArrayList<>();
    for (int fold = 0; fold < folds.size(); fold++) {
      taps.add(folds.tap(fold));
    }
    return taps;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void shouldReadManyStreamsAsItReadsOne(int depth) throws IOException {
    SimulatedTaps source = source();
    List<FoldedTap> taps = taps(source, depth);
    List<TapStream> streams = TapStreams.of(source, taps, Long.MAX_VALUE);
    for (int i = 0; i < taps.size(); i++) {
      FoldedTap tap = taps.get(i);
      assertThat(streams.get(i).bytes())
          .isEqualTo(TapStreams.of(source, tap, Long.MAX_VALUE).bytes())
          .isEqualTo(source.streams(depth).get(tap.name().id()));
      assertThat(streams.get(i).cut()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 4, 10, 64, 256, 4096})
  void shouldSayWhetherAStreamIsLongerThanTheLimit(long limit) throws IOException {
    SimulatedTaps source = source();
    List<FoldedTap> taps = taps(source, 3);
    List<TapStream> streams = TapStreams.of(source, taps, limit);
    for (int i = 0; i < taps.size(); i++) {
      byte[] whole = Objects.requireNonNull(source.streams(3).get(taps.get(i).name().id()));
      int length = (int) Math.min(limit, whole.length);
      assertThat(streams.get(i).bytes()).isEqualTo(Arrays.copyOf(whole, length));
      assertThat(streams.get(i).cut()).isEqualTo(whole.length > limit);
      TapStream alone = TapStreams.of(source, taps.get(i), limit);
      assertThat(alone.bytes()).isEqualTo(streams.get(i).bytes());
      assertThat(alone.cut()).isEqualTo(streams.get(i).cut());
    }
  }
}
