package dev.tapmine.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("qemu")
class ReplayTest {
  @TempDir Path temp;

  @Test
  void shouldReplayARecordedBootToTheLastInstruction() throws Exception {
    Recording recording = SharedRecording.get();
    Path console = temp.resolve("console");
    try (Replay replay = recording.replay(ReplayOptions.standard().withConsole(console))) {
      ReplayEnd end = replay.waitFor();
      assertThat(end)
          .isEqualTo(new ReplayEnd(ReplayEnd.Kind.WHOLE, recording.manifest().instructions(), ""));
      assertThat(replay.alive()).isFalse();
    }
    assertThat(recording.console()).content().startsWith(Files.readString(console));
    assertThat(console).content().contains(DebianGuest.END_MARKER);
    assertThat(recording.manifest().ending()).isEqualTo(Ending.POWEROFF);
    assertThat(recording.manifest().instructions()).isGreaterThan(100_000_000);
  }

  @Test
  void shouldCarryTheKernelsSymbols() throws Exception {
    Path symbols = SharedRecording.get().symbols().orElseThrow();
    assertThat(symbols).content().containsPattern("(?m)^ffff[0-9a-f]{12} T vprintk_emit$");
  }

  @Test
  void shouldLeaveTheRecordingUntouched() throws Exception {
    Path copy = SharedRecording.copy(temp);
    String log = Digest.of(copy.resolve("log.rr"));
    String console = Digest.of(copy.resolve("console.txt"));
    List<String> before = names(copy);
    try (Replay replay = Recording.open(copy).replay(ReplayOptions.standard())) {
      replay.waitFor();
    }
    assertThat(names(copy)).isEqualTo(before);
    assertThat(Digest.of(copy.resolve("log.rr"))).isEqualTo(log);
    assertThat(Digest.of(copy.resolve("console.txt"))).isEqualTo(console);
  }

  @Test
  void shouldStopWhenAsked() throws Exception {
    try (Replay replay = SharedRecording.get().replay(ReplayOptions.standard())) {
      replay.stop();
      assertThat(replay.waitFor(Duration.ofSeconds(30)))
          .hasValueSatisfying(e -> assertThat(e.kind()).isEqualTo(ReplayEnd.Kind.STOPPED));
      assertThat(replay.alive()).isFalse();
    }
  }

  @Test
  void shouldLeaveNoQemuBehindWhenClosed() throws Exception {
    Replay replay = SharedRecording.get().replay(ReplayOptions.standard());
    long pid = replay.pid();
    replay.close();
    assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(replay.waitFor().kind()).isEqualTo(ReplayEnd.Kind.STOPPED);
  }

  @Test
  void shouldSayThatQemuDied() throws Exception {
    try (Replay replay = SharedRecording.get().replay(ReplayOptions.standard())) {
      ProcessHandle.of(replay.pid()).orElseThrow().destroyForcibly();
      ReplayEnd end = replay.waitFor();
      assertThat(end.kind()).isEqualTo(ReplayEnd.Kind.BROKEN);
      assertThat(end.message()).contains("QEMU ended before the guest did (exit status 137)");
    }
  }

  @Test
  void shouldRefuseATruncatedLog() throws Exception {
    Path copy = SharedRecording.copy(temp);
    try (RandomAccessFile log = new RandomAccessFile(copy.resolve("log.rr").toFile(), "rw")) {
      log.setLength(log.length() / 2);
    }
    assertThatThrownBy(() -> Recording.open(copy))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("The log file log.rr of " + copy + " is truncated");
  }

  @Test
  void shouldEndWithAMessageWhenATruncatedLogIsForced() throws Exception {
    Path copy = SharedRecording.copy(temp);
    Recording recording = Recording.open(copy);
    try (RandomAccessFile log = new RandomAccessFile(copy.resolve("log.rr").toFile(), "rw")) {
      log.setLength(log.length() / 2);
    }
    ReplayOptions forced =
        ReplayOptions.standard().withForce(true).withStall(Duration.ofSeconds(10));
    try (Replay replay = recording.replay(forced)) {
      ReplayEnd end = replay.waitFor();
      assertThat(end.kind()).isEqualTo(ReplayEnd.Kind.BROKEN);
      assertThat(end.message()).endsWith(".");
    }
  }

  @Test
  void shouldRefuseAChangedKernelUnlessForced() throws Exception {
    Path copy = SharedRecording.copy(temp);
    Recording recording = Recording.open(copy);
    try (RandomAccessFile kernel = new RandomAccessFile(copy.resolve("kernel").toFile(), "rw")) {
      kernel.seek(kernel.length() - 1);
      kernel.write(kernel.read() + 1);
    }
    assertThatThrownBy(() -> recording.replay(ReplayOptions.standard()))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("The kernel file kernel of " + copy);
  }

  @Test
  void shouldRefuseAnotherQemuByVersionAndByHash() throws Exception {
    Recording recording = SharedRecording.get();
    Qemu here = SharedRecording.qemu();
    Qemu newer = new Qemu(here.target(), here.path(), "11.1.3", here.sha256());
    Qemu rebuilt = new Qemu(here.target(), here.path(), here.version(), "0".repeat(64));
    assertThatThrownBy(() -> recording.replay(newer, ReplayOptions.standard()))
        .hasMessageContaining(
            "recorded with QEMU " + here.version() + " and this machine has 11.1.3");
    assertThatThrownBy(() -> recording.replay(rebuilt, ReplayOptions.standard()))
        .hasMessageContaining("another build of QEMU");
    try (Replay replay = recording.replay(newer, ReplayOptions.standard().withForce(true))) {
      assertThat(replay.waitFor().kind()).isEqualTo(ReplayEnd.Kind.WHOLE);
    }
  }

  @Test
  void shouldSayWhyQemuDoesNotStart() throws Exception {
    Recording recording = SharedRecording.get();
    ReplayOptions wrong =
        ReplayOptions.standard().withExtraArguments(List.of("-plugin", "/nowhere.so"));
    assertThatThrownBy(() -> recording.replay(wrong))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("QEMU did not start: ")
        .hasMessageContaining("/nowhere.so");
  }

  private static List<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }
}
