package dev.tapmine.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapmine.recording.Architecture;
import dev.tapmine.recording.Recording;
import dev.tapmine.recording.RecordingException;
import dev.tapmine.recording.Replay;
import dev.tapmine.recording.ReplayEnd;
import dev.tapmine.recording.ReplayOptions;
import dev.tapmine.trace.Account.Counter;
import dev.tapmine.trace.Ending;
import dev.tapmine.trace.Ring;
import dev.tapmine.trace.TraceEnd;
import dev.tapmine.trace.TraceReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The probe in a real QEMU, on a real boot.
class ProbeTest {
  private static final Duration REASON_COMES = Duration.ofSeconds(30);

  @TempDir private Path folder;

  @Test
  void shouldSayAtEveryAccessOfABootWhoseItIs() throws Exception {
    ActivationChecker checker = new ActivationChecker();
    TraceEnd end = replay(checker, "check=on");
    assertThat(end.ending()).isEqualTo(Ending.WHOLE);
    assertThat(end.architecture()).isEqualTo("aarch64");
    assertThat(checker.violations()).isEmpty();
    assertThat(checker.accesses())
        .isEqualTo(end.account().get(Counter.READS) + end.account().get(Counter.WRITES))
        .isGreaterThan(50_000_000);
    assertThat(checker.calls()).isEqualTo(end.account().get(Counter.CALLS));
    assertThat(checker.returns()).isEqualTo(end.account().get(Counter.RETURNS));
    assertThat(checker.handlers())
        .isEqualTo(end.account().get(Counter.INTERRUPTS))
        .isGreaterThan(500);
    assertThat(end.account().get(Counter.UNWINDS))
        .as("returns that were settled by the stack pointer, of all returns")
        .isLessThan(checker.returns() / 1000);
  }

  @Test
  void shouldKnowTheAddressOfEveryBlock() throws Exception {
    TraceEnd end = replay(new ActivationChecker(), "check=on,writes=off,reads=off,calls=off");
    assertThat(end.account().get(Counter.MOVED)).isGreaterThan(0);
    assertThat(end.account().get(Counter.MISPLACED)).isZero();
    assertThat(end.account().get(Counter.READS)).isZero();
  }

  @Test
  void shouldStopAtTheInstructionAskedFor() throws Exception {
    TraceEnd end = replay(new ActivationChecker(), "to=100000000");
    assertThat(end.ending()).isEqualTo(Ending.WHOLE);
    assertThat(end.account().get(Counter.END_REACHED)).isOne();
    assertThat(end.account().get(Counter.INSTRUCTIONS)).isBetween(100_000_000L, 100_100_000L);
  }

  @Test
  void shouldRefuseAnArgumentThatItDoesNotUnderstand() throws Exception {
    TraceEnd end = replay(new ActivationChecker(), "depth=17");
    assertThat(end.ending()).isEqualTo(Ending.REFUSED);
    assertThat(end.message()).isEqualTo("the probe does not understand its argument depth=17");
  }

  /// Reads while QEMU starts: a full ring would keep it from answering.
  private TraceEnd replay(ActivationChecker checker, String arguments) throws Exception {
    Path file = folder.resolve("ring");
    Recording recording = Boots.of(Architecture.ARM64);
    ReplayOptions options =
        ReplayOptions.standard()
            .withExtraArguments(
                List.of("-plugin", Boots.probe() + ",ring=" + file + "," + arguments));
    try (Ring ring = Ring.create(file, Ring.DEFAULT_BATCHES);
        ExecutorService starter = Executors.newSingleThreadExecutor()) {
      Future<Replay> starting = starter.submit(() -> recording.replay(options));
      try {
        TraceEnd end =
            TraceReader.read(ring, checker, () -> starting.state() != Future.State.FAILED);
        assertThat(end.ending()).as(() -> reason(starting)).isNotEqualTo(Ending.EARLY);
        if (end.ending() == Ending.WHOLE) {
          assertThat(file).as("the ring's file, once the probe has it").doesNotExist();
        }
        return end;
      } finally {
        stop(starting);
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /// Why QEMU went before its trace was over.
  private static String reason(Future<Replay> starting) {
    try {
      return starting.get().waitFor(REASON_COMES).map(ReplayEnd::message).orElse("QEMU runs");
    } catch (ExecutionException | InterruptedException e) {
      return e.toString();
    }
  }

  private static void stop(Future<Replay> starting) throws InterruptedException {
    try {
      starting.get().close();
    } catch (ExecutionException e) {
      // QEMU did not start, as it should not when the probe refuses: the trace's end says so.
      assertThat(e).hasCauseInstanceOf(RecordingException.class);
    }
  }
}
