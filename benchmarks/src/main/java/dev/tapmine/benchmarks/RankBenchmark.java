package dev.tapmine.benchmarks;

import dev.tapmine.questions.Exemplar;
import dev.tapmine.questions.Rank;
import dev.tapmine.questions.RankOptions;
import dev.tapmine.questions.RankedTap;
import dev.tapmine.questions.TapFilter;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Ranking 200,000 taps with 50 bins each that are in memory: what a ranking costs beyond reading
/// the index.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class RankBenchmark {
  /// At 3, the depth mined, each tap stands for itself; at 1 five of them make a fold.
  @Param({"1", "3"})
  int depth;

  private SyntheticTaps taps = new SyntheticTaps(0, 0);
  private Exemplar like = Exemplar.of(List.of(new byte[2]));

  /// Makes the taps.
  @Setup
  public void fill() {
    taps = new SyntheticTaps(200_000, 50);
    byte[] text = new byte[20_000];
    for (int i = 0; i < text.length; i++) {
      text[i] = (byte) ('a' + i * i % 26);
    }
    like = Exemplar.of(List.of(text));
  }

  /// One ranking.
  @Benchmark
  public List<RankedTap> rank() throws IOException {
    return Rank.rank(taps, like, new RankOptions(depth, TapFilter.all(), 30));
  }
}
