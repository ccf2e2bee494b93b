package dev.tapmine.taps;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What one access costs in the pass, and what each collector has in it. Every iteration starts a
/// new pass, as a recording does.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 3)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls setup first
public class TapPassBenchmark {
  private static final int LENGTH = 4_000_000;

  /// `all`, or the collectors to have beside the counts.
  @Param({"all", "counts", "seams", "content", "adjacency"})
  public String collectors;

  private BootLikeTrace trace;
  private TapPass pass;
  private SomeCollectors some;

  @Setup
  public void make() {
    trace = new BootLikeTrace(300_000, LENGTH);
  }

  /// Starts a pass and feeds it the block once.
  @Setup(Level.Iteration)
  public void start() {
    PassOptions options =
        new PassOptions(3, true, true, false, PassOptions.DEFAULT_CONTENT, 3L << 30);
    pass = new TapPass(options);
    trace.define(pass);
    some = new SomeCollectors(options, collectors);
    trace.define(some);
    if (collectors.equals("all")) {
      trace.feed(pass);
    } else {
      trace.feed(some);
    }
  }

  @TearDown(Level.Iteration)
  public void close() {
    pass.close();
    some.close();
  }

  @Benchmark
  @OperationsPerInvocation(LENGTH)
  public void access() {
    if (collectors.equals("all")) {
      trace.feed(pass);
    } else {
      trace.feed(some);
    }
  }
}
