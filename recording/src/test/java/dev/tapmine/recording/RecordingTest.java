package dev.tapmine.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
  @TempDir Path folder;
  private List<String> arguments = List.of("-kernel", "kernel");

  @BeforeEach
  void aRecording() throws IOException {
    Files.writeString(folder.resolve("log.rr"), "a log");
    Files.writeString(folder.resolve("kernel"), "a kernel");
    write(List.of("log.rr", "kernel"), Manifest.VERSION);
  }

  private void write(List<String> names, int version) throws IOException {
    write(names, version, "arm64");
  }

  private void write(List<String> names, int version, String architecture) throws IOException {
    List<KeptFile> files = new ArrayList<>();
    for (String name : names) {
      files.add(KeptFile.of(name.equals("log.rr") ? "log" : name, folder, name));
    }
    Json.write(
        folder.resolve("manifest.json"),
        new Manifest(
            version,
            Manifest.runningTapmine(),
            architecture,
            "10.0.2",
            "00",
            3,
            arguments,
            List.of("qemu-system-aarch64"),
            files,
            List.of(),
            "",
            Ending.POWEROFF,
            42));
  }

  @Test
  void shouldReadWhatWasWritten() throws IOException {
    Recording recording = Recording.open(folder);
    assertThat(recording.manifest().instructions()).isEqualTo(42);
    assertThat(recording.manifest().ending()).isEqualTo(Ending.POWEROFF);
    assertThat(recording.manifestSha256()).hasSize(64);
    assertThat(Manifest.runningTapmine()).matches("\\d+\\.\\d+\\.\\d+.*");
  }

  @Test
  void shouldNameTheEmulatorOfAGuestAndOfWhatElseQemuEmulates() throws IOException {
    assertThat(Recording.open(folder).manifest().target()).isEqualTo("aarch64");
    write(List.of("log.rr"), Manifest.VERSION, "armel");
    assertThat(Recording.open(folder).manifest().target()).isEqualTo("arm");
    write(List.of("log.rr"), Manifest.VERSION, "ppc");
    assertThat(Recording.open(folder).manifest().target()).isEqualTo("ppc");
  }

  @Test
  void shouldNotStartAProgramThatAManifestMakesUp() throws IOException {
    write(List.of("log.rr"), Manifest.VERSION, "../../../bin/sh");
    Recording recording = Recording.open(folder);
    assertThatThrownBy(() -> recording.replay(ReplayOptions.standard()))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("is no name of anything that QEMU emulates");
  }

  @Test
  void shouldNotReplayWhatActsOnThisMachine() throws IOException {
    arguments = List.of("-kernel", "kernel", "-plugin", "evil.so");
    write(List.of("log.rr", "kernel"), Manifest.VERSION);
    refusesToReplay(
        folder
            + " is not replayed, since its manifest gives QEMU -plugin evil.so"
            + " (it is no option that can be replayed): do not trust it.");
  }

  @Test
  void shouldNotReplayFilesThatLieElsewhere(@TempDir Path elsewhere) throws IOException {
    Path secret = Files.writeString(elsewhere.resolve("secret"), "a secret");
    Files.delete(folder.resolve("kernel"));
    Files.createSymbolicLink(folder.resolve("kernel"), secret);
    write(List.of("log.rr", "kernel"), Manifest.VERSION);
    refusesToReplay(
        folder + " is not replayed, since its file kernel lies outside of it: do not trust it.");
    write(List.of("log.rr", secret.toString()), Manifest.VERSION);
    refusesToReplay(
        "%s is not replayed, since its file %s lies outside of it: do not trust it."
            .formatted(folder, secret));
  }

  @Test
  void shouldNotReplayADiskThatRestsOnAnother() throws IOException {
    Files.write(
        folder.resolve("disk0"),
        ByteBuffer.allocate(100).putInt(0x514649fb).putInt(3).putLong(104).array());
    arguments = List.of("-drive", "file=disk0,format=qcow2,if=none,snapshot=on,id=x");
    write(List.of("log.rr", "disk0"), Manifest.VERSION);
    refusesToReplay(
        folder
            + " is not replayed, since its disk disk0 may not be opened (the image rests on a"
            + " backing file; flatten it with qemu-img convert first): do not trust it.");
  }

  private void refusesToReplay(String message) throws IOException {
    Recording recording = Recording.open(folder);
    Qemu qemu = new Qemu("aarch64", Path.of("/nowhere"), "10.0.2", "00");
    for (boolean force : List.of(false, true)) {
      assertThatThrownBy(() -> recording.replay(qemu, ReplayOptions.standard().withForce(force)))
          .isInstanceOf(RecordingException.class)
          .hasMessage(message);
    }
  }

  @Test
  void shouldRefuseWhatIsNoRecording() throws IOException {
    Files.delete(folder.resolve("manifest.json"));
    refuses("is not a recording (it has no manifest.json)");
    assertThatThrownBy(() -> Guest.open(folder)).hasMessageContaining("is not a guest");
  }

  @Test
  void shouldRefuseANewerVersion() throws IOException {
    write(List.of("log.rr"), 7);
    refuses("is of version 7 and this Tapmine reads up to 1: use a newer Tapmine.");
  }

  @Test
  void shouldRefuseATruncatedLog() throws IOException {
    Files.writeString(folder.resolve("log.rr"), "a l");
    refuses("is truncated: it has 3 bytes where the manifest says 5");
  }

  @Test
  void shouldRefuseAMissingFile() throws IOException {
    Files.delete(folder.resolve("kernel"));
    refuses("The kernel file kernel of " + folder + " is missing");
  }

  @Test
  void shouldRefuseAManifestWithoutALog() throws IOException {
    write(List.of("kernel"), 1);
    refuses("it names no log");
  }

  @Test
  void shouldRefuseDamagedManifests() throws IOException {
    for (String text :
        List.of("", "{", "[]", "null", "{\"version\": 1}", "{\"version\": \"x\"}", "\0\0")) {
      Files.writeString(folder.resolve("manifest.json"), text);
      assertThatThrownBy(() -> Recording.open(folder)).isInstanceOf(RecordingException.class);
    }
  }

  private void refuses(String part) {
    assertThatThrownBy(() -> Recording.open(folder))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining(part)
        .message()
        .endsWith(".");
  }
}
