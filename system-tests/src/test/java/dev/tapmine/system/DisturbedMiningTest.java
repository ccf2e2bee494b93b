package dev.tapmine.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapmine.recording.Architecture;
import dev.tapmine.recording.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Mining that is disturbed: nothing may be left behind, and the recording must be as it was.
class DisturbedMiningTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private Recording recording;
  private Process mining;
  private ProcessHandle qemu;

  @BeforeEach
  void mineUntilQemuRuns() throws Exception {
    recording = Boots.of(Architecture.ARM64);
    mining =
        TapmineCommand.start(
            folder.resolve("out"),
            folder.resolve("err"),
            "mine",
            recording.folder().toString(),
            "-o",
            folder.resolve("index").toString());
    await(() -> qemuOf(mining).isPresent());
    qemu = qemuOf(mining).orElseThrow();
    Thread.sleep(1500); // into the middle of the replay, which takes several seconds
    assertThat(mining.isAlive()).as(Files.readString(folder.resolve("err"))).isTrue();
  }

  @Test
  void shouldSayInOneSentenceThatQemuDied() throws Exception {
    qemu.destroyForcibly();
    assertThat(mining.waitFor()).isEqualTo(2);
    List<String> complaints =
        Files.readAllLines(folder.resolve("err")).stream()
            .filter(line -> line.startsWith("tapmine:"))
            .toList();
    assertThat(complaints).hasSize(1);
    assertThatNothingIsLeft();
  }

  @Test
  void shouldTakeQemuAlongWhenItIsKilled() throws Exception {
    mining.destroyForcibly();
    mining.waitFor();
    await(() -> !qemu.isAlive());
    assertThatNothingIsLeft();
  }

  @Test
  void shouldStopInOrderWhenInterrupted() throws Exception {
    new ProcessBuilder("sh", "-c", "kill -INT " + mining.pid()).start().waitFor();
    assertThat(mining.waitFor()).isEqualTo(130);
    await(() -> !qemu.isAlive());
    assertThatNothingIsLeft();
  }

  @Test
  void shouldLeaveNothingWhenBothAreKilled() throws Exception {
    mining.destroyForcibly();
    qemu.destroyForcibly();
    await(() -> !qemu.isAlive());
    assertThatNothingIsLeft();
  }

  private void assertThatNothingIsLeft() throws IOException {
    await(() -> !qemu.isAlive());
    assertThat(folder.resolve("index")).doesNotExist();
    try (Stream<Path> shared = Files.list(Path.of("/dev/shm"))) {
      assertThat(shared.filter(p -> p.getFileName().toString().contains("" + mining.pid())))
          .isEmpty();
    }
    Recording again = Recording.open(recording.folder());
    assertThat(again.manifestSha256()).isEqualTo(recording.manifestSha256());
  }

  /// The QEMU that replays; Tapmine also starts it for a moment to ask for its version.
  private static Optional<ProcessHandle> qemuOf(Process process) {
    return process
        .descendants()
        .filter(p -> p.info().command().filter(c -> c.contains("qemu-system")).isPresent())
        .filter(DisturbedMiningTest::replays)
        .findFirst();
  }

  private static boolean replays(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
          .contains("rr=replay");
    } catch (IOException e) {
      return false; // it has just ended
    }
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("patience").isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
