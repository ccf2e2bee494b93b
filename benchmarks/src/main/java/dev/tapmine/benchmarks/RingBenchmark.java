package dev.tapmine.benchmarks;

import dev.tapmine.trace.FullRing;
import dev.tapmine.trace.TraceException;
import dev.tapmine.trace.TraceVisitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What reading the ring costs: the time of one access, decoded from a full ring of 6 MB in shared
/// memory and handed to a visitor that only counts.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@SuppressWarnings("NullAway.Init") // JMH calls setup first
public class RingBenchmark {
  private final Counting counting = new Counting();
  private Path folder;
  private FullRing ring;

  /// Makes the ring where the product makes it.
  @Setup
  public void fill() throws IOException {
    Path shared = Path.of("/dev/shm");
    folder =
        Files.isWritable(shared)
            ? Files.createTempDirectory(shared, "tapmine-benchmark")
            : Files.createTempDirectory("tapmine-benchmark");
    ring = new FullRing(folder.resolve("ring"));
  }

  @TearDown
  public void close() throws IOException {
    ring.close();
    Files.delete(folder);
  }

  @Benchmark
  @OperationsPerInvocation(FullRing.ACCESSES)
  public long decode() throws TraceException {
    ring.decode(counting);
    return counting.accesses ^ counting.sum;
  }

  private static final class Counting implements TraceVisitor {
    private long accesses;
    private long sum;

    @Override
    public void access(int tap, long time, long address, int size, long value, long high) {
      accesses++;
      sum += tap ^ time ^ address ^ size ^ value ^ high;
    }
  }
}
