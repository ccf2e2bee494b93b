package dev.tapmine.recording;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Systems other than Linux that Debian packages and QEMU boots as they are, one row each.
///
/// They do not power off: a recording ends when the guest has printed its last words.
@SuppressWarnings("ImmutableEnumChecker") // its lists are unmodifiable
public enum OtherSystem {
  /// The Hurd's kernel, which has nothing to start: it says so at its end.
  MACH(
      "mach",
      Architecture.I386,
      "gnumach-image-1.8-486",
      "boot/gnumach-1.8-486.gz",
      List.of("-machine", "pc", "-m", "256", "-rtc", "base=2026-01-01,clock=vm"),
      List.of("-kernel", "kernel", "-append", "console=com0"),
      "No bootstrap code loaded with the kernel!"),
  /// The hypervisor. It is given itself as its first guest, which it refuses when it has started.
  XEN(
      "xen",
      Architecture.AMD64,
      "xen-hypervisor-4.17-amd64",
      "boot/xen-4.17-amd64.gz",
      List.of("-machine", "pc", "-m", "256"),
      List.of(
          "-kernel",
          "kernel",
          "-initrd",
          "kernel",
          "-append",
          "console=com1 com1=115200,8n1 loglvl=all"),
      "Reboot in five seconds"),
  U_BOOT_ARM64(
      "u-boot-arm64",
      Architecture.ARM64,
      "u-boot-qemu",
      "usr/lib/u-boot/qemu_arm64/u-boot.bin",
      List.of("-machine", "virt", "-cpu", "cortex-a57", "-m", "256"),
      List.of("-bios", "kernel"),
      "No ethernet found.\r\n=> "),
  /// Firmware whose texts are UTF-16. It finds nothing to boot and starts its shell.
  UEFI_ARM64(
      "uefi-arm64",
      Architecture.ARM64,
      "qemu-efi-aarch64",
      "usr/share/qemu-efi-aarch64/QEMU_EFI.fd",
      List.of("-machine", "virt", "-cpu", "cortex-a57", "-m", "256"),
      List.of("-bios", "kernel"),
      "Shell> ");

  private final String word;
  private final Architecture architecture;
  private final String packageName;
  private final String path;
  private final List<String> machine;
  private final List<String> boot;
  private final String lastWords;

  OtherSystem(
      String word,
      Architecture architecture,
      String packageName,
      String path,
      List<String> machine,
      List<String> boot,
      String lastWords) {
    this.word = word;
    this.architecture = architecture;
    this.packageName = packageName;
    this.path = path;
    this.machine = machine;
    this.boot = boot;
    this.lastWords = lastWords;
  }

  /// The row of that name.
  ///
  /// @throws RecordingException when no row has that name; it lists those there are
  public static OtherSystem of(String word) throws RecordingException {
    Optional<OtherSystem> named =
        Arrays.stream(values()).filter(s -> s.word.equals(word)).findFirst();
    return named.orElseThrow(() ->
        new RecordingException(
            "Tapmine knows no other system \"%s\"; it knows %s."
                .formatted(
                    word,
                    Arrays.stream(values())
                        .map(OtherSystem::word)
                        .collect(Collectors.joining(", ")))));
  }

  /// Its name on the command line.
  public String word() {
    return word;
  }

  Architecture architecture() {
    return architecture;
  }

  String packageName() {
    return packageName;
  }

  /// The file in the package that is booted.
  String path() {
    return path;
  }

  /// What it prints when nothing more is to come.
  String lastWords() {
    return lastWords;
  }

  /// QEMU's arguments; the file taken from the package is `kernel` in them.
  List<String> arguments() {
    List<String> all = new ArrayList<>(machine);
    all.addAll(
        List.of(
            "-nodefaults", "-display", "none", "-no-reboot", "-serial", "chardev:tapmine-console"));
    all.addAll(boot);
    return List.copyOf(all);
  }
}
