package dev.tapmine.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QemuTest {
  private static final OsRelease BOOKWORM = new OsRelease("debian", "bookworm");
  private static final OsRelease TRIXIE = new OsRelease("debian", "trixie");
  private static final OsRelease OTHER = new OsRelease("arch", "");

  @TempDir Path bin;

  private void install(String version, String help) throws IOException {
    install("qemu-system-aarch64", version, help);
  }

  private void install(String name, String version, String help) throws IOException {
    Path binary = bin.resolve(name);
    Files.writeString(
        binary,
        """
        #!/bin/sh
        case $1 in
        --version) echo "%s";;
        -help) echo "%s";;
        esac
        """
            .formatted(version, help));
    Files.setPosixFilePermissions(binary, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Qemu locate(OsRelease system) throws IOException, InterruptedException {
    return Qemu.locate("aarch64", "/nowhere::" + bin, system);
  }

  @Test
  void shouldTellPathVersionAndHash() throws Exception {
    install("QEMU emulator version 10.0.2 (Debian 1:10.0.2+ds-2)", "-plugin [file=]<file>");
    Qemu qemu = locate(BOOKWORM);
    assertThat(qemu.path()).isEqualTo(bin.resolve("qemu-system-aarch64"));
    assertThat(qemu.version()).isEqualTo("10.0.2");
    assertThat(qemu.sha256()).isEqualTo(Digest.of(qemu.path()));
  }

  @Test
  void shouldSayHowToInstallAMissingOne() {
    assertThatThrownBy(() -> locate(BOOKWORM))
        .isInstanceOf(RecordingException.class)
        .hasMessage(
            "qemu-system-aarch64 is not installed: with bookworm-backports among the sources of apt,"
                + " run \"apt-get install --no-install-recommends -t bookworm-backports"
                + " qemu-system-arm\" as root.");
    assertThatThrownBy(() -> locate(TRIXIE))
        .hasMessage(
            "qemu-system-aarch64 is not installed: run \"apt-get install --no-install-recommends"
                + " qemu-system-arm\" as root.");
    assertThatThrownBy(() -> locate(OTHER)).hasMessageContaining("install QEMU 10.0 or newer");
  }

  @Test
  void shouldRefuseAnOldOne() throws Exception {
    install("QEMU emulator version 7.2.17 (Debian 1:7.2)", "-plugin [file=]<file>");
    assertThatThrownBy(() -> locate(BOOKWORM))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("is version 7.2.17 and Tapmine needs 10.0 or newer: with");
  }

  @Test
  void shouldRefuseOneWithoutPlugins() throws Exception {
    install("QEMU emulator version 10.1.0", "-kernel file");
    assertThatThrownBy(() -> locate(TRIXIE))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("was built without TCG plugins");
  }

  @Test
  void shouldRefuseWhatIsNoQemu() throws Exception {
    install("hello", "");
    assertThatThrownBy(() -> locate(TRIXIE)).hasMessageContaining("does not tell its version");
    assertThatThrownBy(() -> Qemu.ofCommand("bochs"))
        .hasMessageContaining("\"bochs\" is no emulator that Tapmine knows");
    assertThatThrownBy(() -> Qemu.ofCommand("qemu-system-"))
        .hasMessageContaining("is no emulator that Tapmine knows");
    assertThatThrownBy(() -> Qemu.locate("../../bin/sh"))
        .hasMessageContaining("is no name of anything that QEMU emulates");
  }

  @Test
  void shouldTakeAnyEmulatorThatAUserNamesByItsPath() throws Exception {
    install("qemu-system-vax_64", "QEMU emulator version 10.0.2", "-plugin [file=]<file>");
    Qemu qemu = Qemu.ofCommand(bin.resolve("qemu-system-vax_64").toString());
    assertThat(qemu.target()).isEqualTo("vax_64");
    assertThat(qemu.path()).isEqualTo(bin.resolve("qemu-system-vax_64"));
  }

  @ParameterizedTest
  @CsvSource({
    "x86_64, qemu-system-x86",
    "i386, qemu-system-x86",
    "arm, qemu-system-arm",
    "riscv64, qemu-system-riscv",
    "s390x, qemu-system-s390x",
    "ppc64, qemu-system-ppc",
    "m68k, qemu-system-misc"
  })
  void shouldNameThePackageOfAnEmulator(String target, String name) {
    assertThat(Qemu.howToInstall(target, TRIXIE))
        .isEqualTo("run \"apt-get install --no-install-recommends " + name + "\" as root");
  }
}
