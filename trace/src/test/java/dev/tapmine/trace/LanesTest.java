package dev.tapmine.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Reads one trace of the C producer by several visitors, each on a thread of its own.
@Timeout(60)
class LanesTest {
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

  private Process start(Ring ring, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(producer.toString(), "path=" + ring.file()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).start();
    started.add(process);
    return process;
  }

  @Test
  void shouldHandEveryEventToEachOfSeveralVisitors() throws Exception {
    List<TraceDigest> digests = List.of(new TraceDigest(), new SlowDigest(), new TraceDigest());
    TraceDigest alone = new TraceDigest();
    for (List<TraceDigest> visitors : List.of(digests, List.of(alone))) {
      try (Ring ring = Ring.create(folder.resolve("ring"), 2)) {
        Process process = start(ring, "seed=6", "events=300000");
        TraceEnd end = TraceReader.read(ring, visitors, process::isAlive, time -> {});
        assertThat(end.ending()).isEqualTo(Ending.WHOLE);
      }
    }
    assertThat(alone.events).isPositive();
    assertThat(digests)
        .allSatisfy(digest -> {
          assertThat(digest.events).isEqualTo(alone.events);
          assertThat(digest.digest).isEqualTo(alone.digest);
        });
  }

  private static final class SlowDigest extends TraceDigest {
    @Override
    void seen() {
      if (events % 50_000 == 0) {
        LockSupport.parkNanos(20_000_000);
      }
    }
  }

  @Test
  void shouldThrowWhatAnyVisitorThrowsAndLeaveNoThread() throws Exception {
    TraceDigest failing =
        new TraceDigest() {
          @Override
          void seen() {
            if (events == 1000) {
              throw new IllegalStateException("no more");
            }
          }
        };
    try (Ring ring = Ring.create(folder.resolve("ring"), 2)) {
      Process process = start(ring, "events=300000");
      List<TraceDigest> visitors = List.of(new TraceDigest(), failing, new TraceDigest());
      assertThatThrownBy(() -> TraceReader.read(ring, visitors, process::isAlive, time -> {}))
          .hasMessage("no more");
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("tapmine-lane"));
  }
}
