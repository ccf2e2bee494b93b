package dev.tapmine.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayedArgumentsTest {
  private static final Set<String> KEPT =
      Set.of("kernel", "initrd", "disk0", "file0", "nbd:1.2.3.4:9", "../kernel");

  private static Optional<ReplayedArguments.Refusal> refused(String line) {
    return new ReplayedArguments(KEPT).firstRefused(List.of(line.split(" ", -1)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-machine virt -cpu cortex-a57 -m 256 -nodefaults -display none -no-reboot"
            + " -serial chardev:tapmine-console -device pci-serial,chardev=tapmine-out"
            + " -kernel kernel -initrd initrd",
        "-append root=/dev/vda,-plugin",
        "-drive file=disk0,cache=unsafe,format=qcow2,if=none,snapshot=on,id=x-direct"
            + " -drive driver=blkreplay,if=none,image=x-direct,id=x -device nvme,serial=1,drive=x",
        "-netdev user,id=n0,net=10.0.2.0/24 -device e1000,netdev=n0,romfile="
            + " -object filter-replay,id=tapmine-n0,netdev=n0",
        "-device loader,file=file0,addr=0x100 -bios bios-microvm.bin -vga std -rtc base=utc",
        "-fw_cfg name=opt/org.example/x,string=a/b -smbios type=1,product=a/b"
            + " -global e1000.mac=52:54:00:12:34:56",
        "-machine pc,accel=tcg,hpet=off -object rng-builtin,id=r -device virtio-rng-pci,rng=r",
      })
  void shouldLetPassWhatRecordMakesAndAccepts(String line) {
    assertThat(refused(line)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-plugin x.so",
        "--plugin x.so",
        "-chardev file,id=x,path=y",
        "-qmp unix:x,server=on",
        "-monitor stdio",
        "-monitor tcp::99,server=on",
        "-serial file:x",
        "-serial tcp:1.2.3.4:99",
        "-serial pipe:x",
        "-serial chardev:compat_monitor0",
        "-device isa-serial,chardev=compat_monitor0",
        "-global isa-serial.chardev=compat_monitor0",
        "-global driver=x,property=dumpdtb,value=y",
        "-semihosting",
        "-semihosting-config enable=on",
        "-incoming exec:touch",
        "-machine pc,accel=kvm",
        "-machine accel=tcg,accel=kvm",
        "-machine virt,dumpdtb=x",
        "-machine virt,firmware=/etc/passwd",
        "-kernel /etc/passwd",
        "-kernel ../kernel",
        "-initrd elsewhere",
        "-bios /etc/passwd",
        "-bios ../x",
        "-L /tmp",
        "-D log",
        "-trace file=x",
        "-set drive.x.file=y",
        "-readconfig x",
        "-hda disk0",
        "-drive file=disk0,format=raw,if=none,id=x",
        "-drive file=disk0,format=raw,if=virtio,snapshot=on",
        "-drive file=disk0,format=vmdk,if=none,snapshot=on,id=x",
        "-drive file=disk0,if=none,snapshot=on,id=x",
        "-drive file=/etc/passwd,format=raw,if=none,snapshot=on,id=x",
        "-drive file=disk0,file=/etc/passwd,format=raw,if=none,snapshot=on,id=x",
        "-drive file=nbd:1.2.3.4:9,format=raw,if=none,snapshot=on,id=x",
        "-drive file=disk0,file.driver=nbd,format=raw,if=none,snapshot=on,id=x",
        "-drive json:{},format=raw,if=none,snapshot=on,id=x",
        "-drive driver=blkreplay,if=none,image.driver=nbd,id=x",
        "-drive driver=nbd,if=none,image=x,id=x",
        "-device {\"driver\":\"vfio-pci\"}",
        "-device vfio-pci,host=1",
        "-device driver=vhost-vsock-pci",
        "-device x,driver=vfio-pci",
        "-device loader,file=/etc/passwd",
        "-device usb-mtp,rootdir=.",
        "-smbios type=11,path=x",
        "-smbios file=/etc/passwd",
        "-fw_cfg name=opt/x,file=/etc/passwd",
        "-object rng-random,id=r,filename=x",
        "-object secret,id=s,file=x",
        "-object rng-builtin,qom-type=secret,id=s",
        "-object filter-dump,id=d,netdev=n0,file=x",
        "-netdev user,id=n0",
        "-netdev user,id=n0 -object filter-replay,id=f,netdev=n1",
        "-netdev user,id=n0,guestfwd=tcp:10.0.2.9:1-cmd:sh -object filter-replay,id=f,netdev=n0",
        "-netdev user,id=n0,hostfwd=tcp::1-:2 -object filter-replay,id=f,netdev=n0",
        "-netdev user,id=n0,smb=x -object filter-replay,id=f,netdev=n0",
        "-netdev tap,id=n0,script=x -object filter-replay,id=f,netdev=n0",
        "-nic user",
        "-vnc :1",
        "-display vnc=:1",
        "-audiodev wav,id=a,path=x",
        "-append",
        "kernel",
        "-",
        "",
      })
  void shouldRefuseWhatActsOnThisMachine(String line) {
    assertThat(refused(line)).isPresent();
    assertThat(refused("-nodefaults -append x " + line)).isPresent();
  }

  @Test
  void shouldPrintAHostileArgumentHarmlessly() {
    String given = refused("-x \u001b[2J\n" + "y".repeat(5000)).orElseThrow().given();
    assertThat(given).startsWith("-x ?[2J?yyy").hasSizeLessThan(110);
  }
}
