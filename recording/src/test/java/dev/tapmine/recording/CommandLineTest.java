package dev.tapmine.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  @TempDir Path base;

  @BeforeEach
  void someFiles() throws IOException {
    Files.write(base.resolve("vmlinuz"), new byte[10]);
    Files.write(base.resolve("d.img"), new byte[100]);
    ByteBuffer qcow2 = ByteBuffer.allocate(100).putInt(0x514649fb).putInt(3);
    Files.write(base.resolve("d.qcow2"), qcow2.array());
    Files.write(base.resolve("child.qcow2"), qcow2.putLong(104).array());
    Files.write(base.resolve("elsewhere.qcow2"), qcow2.putLong(8, 0).putLong(72, 4).array());
  }

  private CommandLine parse(String... arguments) throws IOException {
    return CommandLine.parse("x86_64", List.of(arguments), base);
  }

  @Test
  void shouldTakeKernelAndDiskIntoTheRecording() throws IOException {
    CommandLine line =
        parse(
            "-nodefaults",
            "--kernel",
            "vmlinuz",
            "-append",
            "-x",
            "-drive",
            "file=d.img,if=virtio");
    assertThat(line.arguments())
        .containsExactly(
            "-nodefaults",
            "-kernel",
            "kernel",
            "-append",
            "-x",
            "-drive",
            "file=disk0,format=raw,if=none,snapshot=on,id=tapmine-disk0-direct",
            "-drive",
            "driver=blkreplay,if=none,image=tapmine-disk0-direct,id=tapmine-disk0",
            "-device",
            "virtio-blk,drive=tapmine-disk0");
    assertThat(line.inputs())
        .containsExactly(
            new InputFile("kernel", base.resolve("vmlinuz"), "kernel"),
            new InputFile("disk", base.resolve("d.img"), "disk0"));
  }

  @Test
  void shouldKeepTheUsersOwnNameForADrive() throws IOException {
    assertThat(
            parse(
                    "-nodefaults",
                    "-drive",
                    "file=d.qcow2,if=none,id=x,cache=unsafe",
                    "-device",
                    "nvme,serial=1,drive=x")
                .arguments())
        .containsExactly(
            "-nodefaults",
            "-drive",
            "file=disk0,cache=unsafe,format=qcow2,if=none,snapshot=on,id=x-direct",
            "-drive",
            "driver=blkreplay,if=none,image=x-direct,id=x",
            "-device",
            "nvme,serial=1,drive=x");
  }

  @Test
  void shouldPlugOldStyleDisksWhereTheyBelong() throws IOException {
    assertThat(parse("-nodefaults", "-hda", "d.img", "-cdrom", "d.img").arguments())
        .contains(
            "ide-hd,bus=ide.0,unit=0,drive=tapmine-disk0",
            "ide-cd,bus=ide.1,unit=0,drive=tapmine-disk1");
  }

  @Test
  void shouldRewriteTheCommandOfATargetThatTapmineMakesNoGuestsOf() throws IOException {
    assertThat(
            CommandLine.parse("ppc64", List.of("-nodefaults", "-drive", "file=d.img"), base)
                .arguments())
        .contains("virtio-blk,drive=tapmine-disk0");
    assertThatThrownBy(() -> CommandLine.parse("ppc64", List.of("-hda", "d.img"), base))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("IDE disks are of x86 machines only");
  }

  @Test
  void shouldRecordWhatComesFromTheNetwork() throws IOException {
    assertThat(
            parse("-nodefaults", "-netdev", "user,id=n0", "-device", "e1000,netdev=n0").arguments())
        .endsWith("-object", "filter-replay,id=tapmine-n0,netdev=n0");
  }

  @Test
  void shouldReplayWithoutAScreenAndWithoutWaysIntoTheGuest() throws IOException {
    CommandLine line =
        parse(
            "-nodefaults",
            "-vnc",
            ":1",
            "-netdev",
            "user,id=n0,hostfwd=tcp::99-:22,hostfwd=tcp::98-:23");
    assertThat(line.arguments())
        .contains("-vnc", ":1", "user,id=n0,hostfwd=tcp::99-:22,hostfwd=tcp::98-:23");
    assertThat(line.replayed())
        .containsExactly(
            "-nodefaults",
            "-display",
            "none",
            "-netdev",
            "user,id=n0",
            "-object",
            "filter-replay,id=tapmine-n0,netdev=n0");
  }

  @Test
  void shouldGiveAMachineWithDefaultsAConsoleAndNoNetwork() throws IOException {
    assertThat(parse("-m", "64").arguments())
        .containsExactly("-m", "64", "-serial", "chardev:tapmine-console", "-nic", "none");
    assertThat(parse("-nographic").arguments())
        .containsExactly(
            "-display",
            "none",
            "-monitor",
            "none",
            "-serial",
            "chardev:tapmine-console",
            "-nic",
            "none");
    assertThat(parse("-nodefaults", "-serial", "stdio").arguments())
        .containsExactly("-nodefaults", "-serial", "chardev:tapmine-console");
  }

  @Test
  void shouldTakeAlongOtherFilesItNames() throws IOException {
    CommandLine line = parse("-nodefaults", "-device", "loader,file=d.img,addr=0x100");
    assertThat(line.arguments()).contains("loader,file=file0,addr=0x100");
    assertThat(line.inputs())
        .containsExactly(new InputFile("file", base.resolve("d.img"), "file0"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-enable-kvm",
        "-accel kvm",
        "-machine q35,accel=kvm",
        "-smp 4",
        "-smp cpus=2",
        "-icount shift=1",
        "-plugin p.so",
        "-qmp stdio",
        "-monitor stdio",
        "-S",
        "-daemonize",
        "-serial tcp::99",
        "-serial file:x",
        "-nic user",
        "-net nic",
        "-netdev user",
        "-drive file=d.img,if=scsi",
        "-drive file=d.img,if=none",
        "-drive file=child.qcow2",
        "-blockdev x",
        "-virtfs x",
        "-device vfio-pci",
        "-object rng-random,id=r",
        "-drive file=d.img,index=x",
        "-chardev stdio,id=x",
        "-pflash d.img",
        "-semihosting",
        "-D log",
        "-L /somewhere",
        "-netdev tap,id=n0",
        "-drive file=d.img,format=vmdk",
        "-drive file=child.qcow2,format=qcow2",
        "-drive file=d.img,format=qcow2",
        "-drive file=elsewhere.qcow2",
        "-device loader,file=/no/such/file",
        "-machine virt,dumpdtb=x",
        "-audiodev pa,id=a"
      })
  void shouldRefuseWhatCannotBeRecorded(String given) {
    assertThatThrownBy(() -> parse(given.split(" ", -1)))
        .isInstanceOf(RecordingException.class)
        .hasMessageContaining("cannot be recorded: ")
        .message()
        .endsWith(".");
  }

  @Test
  void shouldSayWhatIsMissing() {
    assertThatThrownBy(() -> parse("-kernel", "gone"))
        .hasMessage(
            "There is no file %s to read for QEMU's -kernel (-kernel gone): check the path."
                .formatted(base.resolve("gone")));
    assertThatThrownBy(() -> parse("-m")).hasMessageContaining("-m stands last");
    assertThatThrownBy(() -> parse("d.img")).hasMessageContaining("\"d.img\" stands alone");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a,b=c", "file=a,,b,if=none", "x=,y=1"})
  void shouldReadAndWriteOptionValuesAlike(String text) {
    String once = OptionValue.parse(text).text();
    assertThat(OptionValue.parse(once).text()).isEqualTo(once);
    assertThat(OptionValue.parse("file=a,,b,if=none").get("file")).contains("a,b");
  }
}
