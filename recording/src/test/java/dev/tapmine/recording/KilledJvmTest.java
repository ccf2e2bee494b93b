package dev.tapmine.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("qemu")
class KilledJvmTest {
  @TempDir Path temp;

  /// Runs in the JVM that gets killed.
  static final class Victim {
    private Victim() {}

    public static void main(String[] arguments) throws Exception {
      Path path = Path.of(arguments[1]);
      if (arguments[0].equals("replay")) {
        // The thread that starts a replay ends long before the replay does.
        Thread starter =
            Thread.ofPlatform()
                .start(() -> {
                  try {
                    Replay replay = Recording.open(path).replay(ReplayOptions.standard());
                    System.out.println("pid " + replay.pid());
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                });
        starter.join();
        Thread.sleep(60_000);
      } else {
        new Recorder(
                SharedRecording.qemu(),
                RecordOptions.standard()
                    .withConsole(bytes ->
                        ProcessHandle.current()
                            .children()
                            .forEach(c -> System.out.println("pid " + c.pid()))))
            .record(SharedRecording.guest(), path);
      }
    }
  }

  @Test
  void shouldTakeAReplayingQemuWithIt() throws Exception {
    long qemu = killedWhileItRan("replay", SharedRecording.get().folder());
    shouldBeGone(qemu);
  }

  @Test
  void shouldTakeARecordingQemuWithItAndLeaveNoRecording() throws Exception {
    Path target = temp.resolve("rec");
    long qemu = killedWhileItRan("record", target);
    shouldBeGone(qemu);
    assertThat(target).doesNotExist();
    // What was left aside goes with the next recording of that name.
    new Recorder(SharedRecording.qemu(), RecordOptions.standard().withInstructionLimit(1_000_000))
        .record(SharedRecording.guest(), target);
    try (Stream<Path> left = Files.list(temp)) {
      assertThat(left).containsExactly(target);
    }
  }

  private static long killedWhileItRan(String what, Path path) throws Exception {
    Process victim =
        new ProcessBuilder(
                List.of(
                    ProcessHandle.current().info().command().orElseThrow(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Victim.class.getName(),
                    what,
                    path.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long qemu = -1;
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(victim.getInputStream(), StandardCharsets.UTF_8))) {
      String line = said.readLine();
      while (line != null && !line.startsWith("pid ")) {
        line = said.readLine();
      }
      assertThat(line).isNotNull();
      qemu = Long.parseLong(String.valueOf(line).substring(4));
      assertThat(ProcessHandle.of(qemu).orElseThrow().isAlive()).isTrue();
      assertThat(Files.readString(Path.of("/proc/" + qemu + "/cmdline"))).contains("qemu-system");
    } finally {
      victim.destroyForcibly();
    }
    assertThat(victim.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return qemu;
  }

  private static void shouldBeGone(long pid) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent()
        && System.nanoTime() < deadline) {
      Thread.sleep(20);
    }
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
  }
}
