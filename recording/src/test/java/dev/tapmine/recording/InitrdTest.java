package dev.tapmine.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitrdTest {
  private static final byte[] BUSYBOX = {1, 2, 3};

  @TempDir Path folder;

  private static Initrd with(GuestFile.Content... files) {
    return new Initrd("", "ttyS1", Optional.of(new byte[] {'x'}), List.of(files));
  }

  private static GuestFile.Content file(String path, boolean executable, int content) {
    return new GuestFile.Content(path, executable, new byte[] {(byte) content});
  }

  @Test
  void shouldHoldTheUsersFilesBesideItsOwn() throws IOException {
    Path file = folder.resolve("initrd");
    with(file("usr/bin/mine", true, 7)).write(file, BUSYBOX);
    Path unpacked = Files.createDirectory(folder.resolve("unpacked"));
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      assertThat(CpioReader.unpack(in, unpacked, 1 << 20))
          .containsExactly(
              "bin_busybox", "init", "tapmine_out-port", "tapmine_run", "usr_bin_mine");
    }
    assertThat(unpacked.resolve("usr_bin_mine")).hasBinaryContent(new byte[] {7});
    assertThat(unpacked.resolve("tapmine_out-port")).hasContent("ttyS1");
  }

  @Test
  void shouldTellAQuietGuestWhereToPrintAndNotHoldItsMarkerInOnePiece() throws IOException {
    Path file = folder.resolve("initrd");
    new Initrd("ttyAMA0", "ttyS1", Optional.empty(), List.of()).write(file, BUSYBOX);
    Path unpacked = Files.createDirectory(folder.resolve("unpacked"));
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      CpioReader.unpack(in, unpacked, 1 << 20);
    }
    assertThat(unpacked.resolve("tapmine_console-port")).hasContent("ttyAMA0");
    assertThat(unpacked.resolve("init"))
        .content()
        .contains("dmesg")
        .doesNotContain(DebianGuest.END_MARKER);
  }

  @Test
  void shouldMakeTheFoldersAboveAFileBeforeIt() throws IOException {
    Path file = folder.resolve("initrd");
    with(file("usr/bin/mine", true, 7)).write(file, BUSYBOX);
    String text;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      text = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.ISO_8859_1);
    }
    assertThat(text).containsSubsequence("usr\0", "usr/bin\0", "usr/bin/mine\0");
  }

  @Test
  void shouldGiveTheSameBytesForTheSameContent() throws IOException {
    with(file("a", true, 7)).write(folder.resolve("one"), BUSYBOX);
    with(file("a", true, 7)).write(folder.resolve("two"), BUSYBOX);
    assertThat(folder.resolve("one")).hasSameBinaryContentAs(folder.resolve("two"));
    assertThat(with(file("a", true, 7)).digest()).isEqualTo(with(file("a", true, 7)).digest());
  }

  @Test
  void shouldHaveADigestThatTellsContentPathAndExecutableBitApart() throws IOException {
    assertThat(
            List.of(
                with().digest(),
                with(file("a", true, 7)).digest(),
                with(file("a", true, 8)).digest(),
                with(file("b", true, 7)).digest(),
                with(file("a", false, 7)).digest(),
                new Initrd("", "", Optional.empty(), List.of()).digest(),
                new Initrd("ttyS0", "", Optional.empty(), List.of()).digest()))
        .doesNotHaveDuplicates();
  }
}
