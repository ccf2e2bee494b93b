package dev.tapmine.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapmine.trace.Account.Counter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Reads what the C producer writes, a real process on the other side of the ring.
@Timeout(60)
class TraceReaderTest {
  @TempDir private static Path programs;
  private static Path producer = Path.of("");

  @TempDir private Path folder;
  private final List<Process> started = new ArrayList<>();

  @BeforeAll
  static void compile() throws Exception {
    producer = ProbeSources.producer(programs);
  }

  @AfterEach
  void endWhatWasStarted() throws Exception {
    for (Process process : started) {
      process.destroyForcibly().waitFor();
    }
  }

  private Process start(Path program, Ring ring, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString(), "path=" + ring.file()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).start();
    started.add(process);
    return process;
  }

  private Ring ring(int batches) throws IOException {
    return Ring.create(folder.resolve("ring"), batches);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 2", "4, 8", "5, 64"})
  void shouldReadEveryEventThroughARingThatWrapsManyTimes(long seed, int batches) throws Exception {
    ScriptChecker checker = new ScriptChecker(new ScriptedTrace(seed, false, false));
    try (Ring ring = ring(batches)) {
      Process process = start(producer, ring, "seed=" + seed, "events=600000");
      TraceEnd end = TraceReader.read(ring, checker, process::isAlive);
      assertThat(end.ending()).isEqualTo(Ending.WHOLE);
      assertThat(end.architecture()).isEqualTo("x86_64");
      assertThat(end.bigEndian()).isFalse();
      assertThat(end.message()).isEmpty();
      assertThat(end.batches()).isGreaterThan(140);
      assertThat(end.account().get(Counter.BLOCKS)).isEqualTo(600_000);
      assertThat(end.account().get(Counter.INSTRUCTIONS)).isGreaterThanOrEqualTo(end.time());
      assertThat(process.waitFor()).isZero();
    }
    assertThat(checker.events).isEqualTo(600_000);
  }

  @Test
  void shouldKeepTwoSlotEventsWholeAtTheEndsOfBatches() throws Exception {
    ScriptChecker checker = new ScriptChecker(new ScriptedTrace(11, true, false));
    try (Ring ring = ring(4)) {
      Process process = start(producer, ring, "seed=11", "events=400000", "wide=1");
      assertThat(TraceReader.read(ring, checker, process::isAlive).ending())
          .isEqualTo(Ending.WHOLE);
    }
    assertThat(checker.events).isEqualTo(400_000);
  }

  @Test
  void shouldCarryTimesThatLeapFurtherThan24Bits() throws Exception {
    ScriptChecker checker = new ScriptChecker(new ScriptedTrace(12, true, true));
    try (Ring ring = ring(4)) {
      Process process = start(producer, ring, "seed=12", "events=400000", "wide=1", "jumps=1");
      TraceEnd end = TraceReader.read(ring, checker, process::isAlive);
      assertThat(end.ending()).isEqualTo(Ending.WHOLE);
      assertThat(end.time()).isGreaterThan(1L << 40);
    }
    assertThat(checker.events).isEqualTo(400_000);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 4094, 4095, 4096, 8190})
  void shouldReadATraceOfAnyLength(long events) throws Exception {
    ScriptChecker checker = new ScriptChecker(new ScriptedTrace(3, false, false));
    try (Ring ring = ring(2)) {
      Process process = start(producer, ring, "seed=3", "events=" + events);
      assertThat(TraceReader.read(ring, checker, process::isAlive).ending())
          .isEqualTo(Ending.WHOLE);
    }
    assertThat(checker.events).isEqualTo(events);
  }

  @Test
  void shouldMakeTheProbeWaitForASlowReader() throws Exception {
    ScriptChecker slow =
        new ScriptChecker(new ScriptedTrace(5, false, false)) {
          @Override
          void seen() {
            super.seen();
            if (events % 5000 == 0) {
              LockSupport.parkNanos(Duration.ofMillis(15).toNanos());
            }
          }
        };
    try (Ring ring = ring(2)) {
      Process process = start(producer, ring, "seed=5", "events=150000");
      TraceEnd end = TraceReader.read(ring, slow, process::isAlive);
      assertThat(end.ending()).isEqualTo(Ending.WHOLE);
      assertThat(end.account().get(Counter.STALLS)).isPositive();
    }
    assertThat(slow.events).isEqualTo(150_000);
  }

  @Test
  void shouldTellProgressThatNeverGoesBack() throws Exception {
    AtomicLong last = new AtomicLong(-1);
    try (Ring ring = ring(16)) {
      Process process = start(producer, ring, "seed=6", "events=600000");
      TraceReader.read(
          ring,
          List.of(new TraceDigest()),
          process::isAlive,
          time -> assertThat(time).isGreaterThan(last.getAndSet(time)));
    }
    assertThat(last.get()).isPositive();
  }

  @Test
  void shouldDrainWhatADeadProbeLeftAndSayThatItEndedEarly() throws Exception {
    ScriptChecker checker = new ScriptChecker(new ScriptedTrace(7, false, false));
    try (Ring ring = ring(64)) {
      Process process = start(producer, ring, "seed=7", "events=123456", "die=1");
      TraceEnd end = TraceReader.read(ring, checker, process::isAlive);
      assertThat(end.ending()).isEqualTo(Ending.EARLY);
      assertThat(end.account().get(Counter.BLOCKS)).isEqualTo(123_456);
    }
    assertThat(checker.events).isEqualTo(123_456);
  }

  @Test
  void shouldEndEarlyWhenTheProbeIsKilledInTheMiddle() throws Exception {
    List<Process> victims = new ArrayList<>();
    ScriptChecker killer =
        new ScriptChecker(new ScriptedTrace(8, false, false)) {
          @Override
          void seen() {
            super.seen();
            if (events == 50_000) {
              victims.getFirst().destroyForcibly();
            }
          }
        };
    try (Ring ring = ring(4)) {
      victims.add(start(producer, ring, "seed=8", "events=1000000000"));
      TraceEnd end = TraceReader.read(ring, killer, victims.getFirst()::isAlive);
      assertThat(end.ending()).isEqualTo(Ending.EARLY);
      assertThat(end.batches()).isBetween(11L, 100_000L);
    }
  }

  @Test
  void shouldUnlinkTheRingOnceTheProbeHasIt() throws Exception {
    Ring ring = ring(8);
    try (ring) {
      boolean[] there = {true};
      TraceDigest looking =
          new TraceDigest() {
            @Override
            void seen() {
              there[0] = Files.exists(ring.file());
            }
          };
      Process process = start(producer, ring, "events=10");
      assertThat(ring.file()).exists();
      TraceReader.read(ring, looking, process::isAlive);
      assertThat(there[0]).isFalse();
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void shouldLeaveNothingBehindWhenNoProbeCame() throws Exception {
    try (Ring ring = ring(8)) {
      assertThatThrownBy(() -> TraceReader.read(ring, new TraceDigest(), () -> false))
          .isInstanceOf(TraceException.class)
          .hasMessage("QEMU ended before the probe took the ring: see what QEMU printed.");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void shouldPassOnWhyTheProbeRefused() throws Exception {
    try (Ring ring = ring(1)) {
      Process process = start(producer, ring, "refuse=depth=17 is more than 16");
      TraceEnd end = TraceReader.read(ring, new TraceDigest(), process::isAlive);
      assertThat(end.ending()).isEqualTo(Ending.REFUSED);
      assertThat(end.message()).isEqualTo("depth=17 is more than 16");
      assertThat(process.waitFor()).isZero();
    }
  }

  @Test
  void shouldCutALongRefusalBetweenCharacters() throws Exception {
    try (Ring ring = ring(1)) {
      Process process = start(producer, ring, "refuse=x" + "é".repeat(200));
      TraceEnd end = TraceReader.read(ring, new TraceDigest(), process::isAlive);
      assertThat(end.message()).isEqualTo("x" + "é".repeat(95));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void shouldBeRefusedByAProbeOfAnotherVersion(int version) throws Exception {
    Path other = ProbeSources.producerOfVersion(version, folder);
    try (Ring ring = ring(1)) {
      Process process = start(other, ring);
      TraceEnd end = TraceReader.read(ring, new TraceDigest(), process::isAlive);
      assertThat(end.ending()).isEqualTo(Ending.REFUSED);
      assertThat(end.message())
          .isEqualTo(
              "the ring is of version 2 and the probe of version "
                  + version
                  + ": build the probe and Tapmine from the same source");
      assertThat(process.waitFor()).isEqualTo(2);
    }
  }

  @Test
  void shouldRefuseASecondProbeAndGoOnWithTheFirst() throws Exception {
    try (Ring ring = ring(2)) {
      Process first = start(producer, ring, "seed=9", "events=20000");
      while (ring.header().state() != RingLayout.RUNNING) {
        Thread.onSpinWait();
      }
      Process second = start(producer, ring, "seed=9", "events=5");
      assertThat(second.waitFor()).isEqualTo(2);
      assertThat(text(second)).contains("another probe has the ring");
      ScriptChecker checker = new ScriptChecker(new ScriptedTrace(9, false, false));
      assertThat(TraceReader.read(ring, checker, first::isAlive).ending()).isEqualTo(Ending.WHOLE);
      assertThat(checker.events).isEqualTo(20_000);
    }
  }

  @Test
  void shouldBeRefusedByAProbeThatFindsNoRing() throws Exception {
    Path file = Files.writeString(folder.resolve("text"), "no ring ".repeat(1000));
    Process process =
        new ProcessBuilder(producer.toString(), "path=" + file).redirectErrorStream(true).start();
    started.add(process);
    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
        .isEqualTo(file + " is not a ring of Tapmine's\n");
    assertThat(file).hasContent("no ring ".repeat(1000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"go=0", "go=1"})
  void shouldLetTheProbeEndInTimeWhenTheReaderIsKilled(String orphan) throws Exception {
    Path file = folder.resolve("ring");
    Process reader =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                StuckReader.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("reader.log").toFile())
            .start();
    started.add(reader);
    while (!Files.exists(file)
        || !ProbeSources.readAll(folder.resolve("reader.log")).contains("ready")) {
      assertThat(reader.isAlive()).isTrue();
      LockSupport.parkNanos(1_000_000);
    }
    Process process =
        new ProcessBuilder(producer.toString(), "path=" + file, "events=300000", orphan).start();
    started.add(process);
    while (!ProbeSources.readAll(folder.resolve("reader.log")).contains("stuck")) {
      assertThat(process.isAlive()).isTrue();
      LockSupport.parkNanos(1_000_000);
    }
    reader.destroyForcibly().waitFor();
    assertThat(process.waitFor(5, SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(orphan.equals("go=1") ? 0 : 3);
  }

  @Test
  void shouldLetTheProbeEndInTimeWhenTheRingIsClosed() throws Exception {
    Process process;
    try (Ring ring = ring(2)) {
      process = start(producer, ring, "events=300000");
      TraceDigest failing =
          new TraceDigest() {
            @Override
            void seen() {
              throw new IllegalStateException("no more");
            }
          };
      assertThatThrownBy(() -> TraceReader.read(ring, failing, process::isAlive))
          .hasMessage("no more");
    }
    assertThat(process.waitFor(5, SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(3);
  }

  @Test
  void shouldStopWhenInterrupted() throws Exception {
    try (Ring ring = ring(64)) {
      Process process = start(producer, ring, "events=10", "hold=1");
      TraceDigest interrupting =
          new TraceDigest() {
            @Override
            void seen() {
              Thread.currentThread().interrupt();
            }
          };
      assertThatThrownBy(() -> TraceReader.read(ring, interrupting, process::isAlive))
          .isInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void shouldWaitWithoutEndForAProbeThatIsAliveAndSilent() throws Exception {
    try (Ring ring = ring(64)) {
      Process process = start(producer, ring, "events=10", "hold=1");
      Thread reading = Thread.currentThread();
      Thread alarm =
          Thread.ofVirtual()
              .start(() -> {
                LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
                reading.interrupt();
              });
      TraceDigest digest = new TraceDigest();
      assertThatThrownBy(() -> TraceReader.read(ring, digest, process::isAlive))
          .isInstanceOf(InterruptedException.class);
      assertThat(digest.events).isEqualTo(10);
      alarm.join();
    }
  }

  private static String text(Process process) throws IOException {
    return new String(process.getErrorStream().readAllBytes(), UTF_8);
  }
}
