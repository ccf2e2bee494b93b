package dev.tapmine.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("qemu")
class RecorderTest {
  @TempDir Path temp;

  @Test
  void shouldKeepAndReplayARecordingThatATimeLimitEnded() throws Exception {
    Recording recording = record(RecordOptions.standard().withTimeLimit(Duration.ofMillis(900)));
    assertThat(recording.manifest().ending()).isEqualTo(Ending.TIME_LIMIT);
    shouldReplayWhole(recording);
  }

  @Test
  void shouldKeepAndReplayARecordingThatAnInstructionLimitEnded() throws Exception {
    Recording recording = record(RecordOptions.standard().withInstructionLimit(100_000_000));
    assertThat(recording.manifest().ending()).isEqualTo(Ending.INSTRUCTION_LIMIT);
    assertThat(recording.manifest().instructions()).isGreaterThanOrEqualTo(100_000_000);
    shouldReplayWhole(recording);
  }

  @Test
  void shouldKeepAndReplayARecordingThatWasStopped() throws Exception {
    ByteArrayOutputStream live = new ByteArrayOutputStream();
    Recorder[] recorder = new Recorder[1];
    recorder[0] =
        new Recorder(
            SharedRecording.qemu(),
            RecordOptions.standard()
                .withConsole(bytes -> {
                  live.writeBytes(bytes);
                  recorder[0].stop();
                }));
    Recording recording = recorder[0].record(SharedRecording.guest(), temp.resolve("rec"));
    assertThat(recording.manifest().ending()).isEqualTo(Ending.INTERRUPTED);
    assertThat(live.toString(StandardCharsets.UTF_8)).contains("Booting Linux");
    assertThat(recording.console()).hasBinaryContent(live.toByteArray());
    shouldReplayWhole(recording);
  }

  @Test
  void shouldRecordAndReplayWithACoarserClock() throws Exception {
    Recording recording =
        record(RecordOptions.standard().withShift(7).withInstructionLimit(50_000_000));
    assertThat(recording.manifest().shift()).isEqualTo(7);
    shouldReplayWhole(recording);
  }

  @Test
  void shouldRunAScriptAndTakeTheFilesItHandsOut() throws Exception {
    Path script = temp.resolve("script");
    Files.writeString(
        script,
        """
        #!/bin/sh
        echo "the script speaks"
        mine
        dmesg > /out/dmesg
        head -c 100000 /dev/zero > /out/zeros
        """);
    Path program = temp.resolve("program");
    Files.writeString(program, "#!/bin/sh\necho so does the program\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    Guest guest =
        DebianGuest.make(
            DebianGuestOptions.of(Architecture.ARM64)
                .withScript(script)
                .withFiles(List.of(new GuestFile(program, "bin/mine")))
                .withCpu("cortex-a72")
                .withSymbols(false),
            temp.resolve("cache-of-a-test"),
            step -> {});
    Recording recording =
        new Recorder(SharedRecording.qemu(), RecordOptions.standard())
            .record(guest, temp.resolve("rec"));
    assertThat(recording.console())
        .content()
        .contains("the script speaks", "so does the program")
        .contains("Booting Linux on physical CPU 0x0000000000 [0x410fd08");
    Path files = recording.handedOut().orElseThrow();
    assertThat(files.resolve("dmesg")).content().contains("Linux version");
    assertThat(files.resolve("zeros")).hasBinaryContent(new byte[100_000]);
    assertThat(recording.symbols()).isEmpty();
    shouldReplayWhole(recording);
  }

  @Test
  void shouldRecordAUsersCommandWhoseFilesAreRelativeToWhereHeIs() throws Exception {
    Path guest = Path.of("").toAbsolutePath().relativize(SharedRecording.guest().folder());
    Recording recording =
        new Recorder(
                SharedRecording.qemu(), RecordOptions.standard().withInstructionLimit(50_000_000))
            .record(
                List.of("-M", "virt", "-cpu", "max", "-nographic", "-kernel", "kernel"),
                guest,
                temp.resolve("rec"));
    assertThat(recording.manifest().architecture()).isEqualTo("aarch64");
    assertThat(recording.manifest().file("kernel")).isPresent();
    shouldReplayWhole(recording);
  }

  @Test
  void shouldLeaveNothingWhenTheThreadIsInterrupted() throws Exception {
    AtomicLong told = new AtomicLong();
    Thread me = Thread.currentThread();
    Recorder recorder =
        new Recorder(
            SharedRecording.qemu(),
            RecordOptions.standard()
                .withConsole(bytes -> {
                  told.addAndGet(bytes.length);
                  me.interrupt();
                }));
    assertThatThrownBy(() -> recorder.record(SharedRecording.guest(), temp.resolve("rec")))
        .isInstanceOf(InterruptedException.class);
    assertThat(told.get()).isPositive();
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void shouldLeaveNothingWhenQemuIsKilled() throws Exception {
    Recorder recorder =
        new Recorder(
            SharedRecording.qemu(),
            RecordOptions.standard()
                .withConsole(bytes ->
                    ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly)));
    assertThatThrownBy(() -> recorder.record(SharedRecording.guest(), temp.resolve("rec")))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("QEMU ended before the guest did");
    assertThat(temp).isEmptyDirectory();
  }

  @Test
  void shouldRefuseATargetThatIsTaken() throws Exception {
    Files.writeString(Files.createDirectory(temp.resolve("mine")).resolve("letter"), "dear");
    Recorder recorder = new Recorder(SharedRecording.qemu(), RecordOptions.standard());
    assertThatThrownBy(() -> recorder.record(SharedRecording.guest(), temp.resolve("mine")))
        .hasMessageContaining("exists already");
    Recorder replacing =
        new Recorder(SharedRecording.qemu(), RecordOptions.standard().withReplace(true));
    assertThatThrownBy(() -> replacing.record(SharedRecording.guest(), temp.resolve("mine")))
        .hasMessageContaining("is not a recording, so Tapmine does not replace it");
    assertThat(temp.resolve("mine/letter")).exists();
  }

  @Test
  void shouldRecordAUsersOwnCommandWithADiskAndANetwork() throws Exception {
    Guest guest = SharedRecording.guest();
    Path disk = temp.resolve("disk,with comma.img");
    Files.write(disk, new byte[1 << 20]);
    String before = Digest.of(disk);
    Recording recording =
        new Recorder(
                SharedRecording.qemu(), RecordOptions.standard().withInstructionLimit(400_000_000))
            .record(
                List.of(
                    "-M",
                    "virt",
                    "-cpu",
                    "cortex-a57",
                    "-nographic",
                    "-no-reboot",
                    "-kernel",
                    guest.folder().resolve("kernel").toString(),
                    "-initrd",
                    guest.folder().resolve("initrd").toString(),
                    "-append",
                    "console=ttyAMA0 panic=-1",
                    "-drive",
                    "file=" + disk.toString().replace(",", ",,") + ",format=raw,if=virtio",
                    "-netdev",
                    "user,id=n0",
                    "-device",
                    "virtio-net-pci,netdev=n0,romfile="),
                temp,
                temp.resolve("rec"));
    assertThat(recording.console()).content().contains("Booting Linux");
    assertThat(recording.manifest().files()).extracting(KeptFile::role).contains("disk", "log");
    shouldReplayWhole(recording);
    assertThat(Digest.of(disk)).isEqualTo(before);
  }

  private Recording record(RecordOptions options) throws Exception {
    return new Recorder(SharedRecording.qemu(), options)
        .record(SharedRecording.guest(), temp.resolve("rec"));
  }

  private void shouldReplayWhole(Recording recording) throws Exception {
    Path console = temp.resolve("console");
    try (Replay replay = recording.replay(ReplayOptions.standard().withConsole(console))) {
      ReplayEnd end = replay.waitFor();
      assertThat(end.message()).isEmpty();
      assertThat(end.kind()).isEqualTo(ReplayEnd.Kind.WHOLE);
      assertThat(end.instructions()).isEqualTo(recording.manifest().instructions());
      try (Replay again = recording.replay(ReplayOptions.standard())) {
        assertThat(again.waitFor()).isEqualTo(end);
      }
    }
    // The guest ran on a little, to its power-off or while the log was brought to the disk.
    assertThat(Files.readString(recording.console())).startsWith(Files.readString(console));
    try (Stream<Path> files = Files.list(temp)) {
      assertThat(files.map(f -> f.getFileName().toString()).filter(f -> f.startsWith(".rec")))
          .isEmpty();
    }
  }
}
