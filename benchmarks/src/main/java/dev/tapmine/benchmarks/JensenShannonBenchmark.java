package dev.tapmine.benchmarks;

import dev.tapmine.questions.Exemplar;
import dev.tapmine.questions.JensenShannon;
import java.util.List;
import java.util.Random;
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

/// The divergence of one histogram from an exemplar of 20 KB.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class JensenShannonBenchmark {
  /// Bins of the histogram.
  @Param({"20", "300", "5000"})
  int bins;

  /// Different byte values in the exemplar: of letters, or of anything.
  @Param({"40", "256"})
  int alphabet;

  private JensenShannon divergence = new JensenShannon(Exemplar.of(List.of(new byte[2])));
  private char[] keys = new char[0];
  private long[] counts = new long[0];
  private long total;

  /// Makes both at random.
  @Setup
  public void fill() {
    Random random = new Random(1);
    byte[] like = new byte[20_000];
    for (int i = 0; i < like.length; i++) {
      like[i] = (byte) random.nextInt(alphabet);
    }
    divergence = new JensenShannon(Exemplar.of(List.of(like)));
    keys = new char[bins];
    counts = new long[bins];
    total = 0;
    for (int i = 0; i < bins; i++) {
      keys[i] = (char) ((long) i * 65_536 / bins);
      counts[i] = 1L + random.nextInt(50);
      total += counts[i];
    }
  }

  /// One histogram.
  @Benchmark
  public double distance() {
    return divergence.distance(keys, counts, bins, total);
  }
}
