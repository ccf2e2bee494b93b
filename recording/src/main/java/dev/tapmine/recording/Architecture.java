package dev.tapmine.recording;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The guest architectures, one row each. A new one is a new row.
///
/// Names are Debian's. The machine arguments are those under which Debian's own kernel boots from
/// an initramfs on stock QEMU.
@SuppressWarnings("ImmutableEnumChecker") // its lists are unmodifiable
public enum Architecture {
  AMD64(
      "amd64",
      "qemu-system-x86_64",
      "qemu-system-x86",
      List.of("-machine", "pc", "-m", "256"),
      "linux-image-amd64",
      "ttyS0",
      "",
      Row.SERIAL,
      "ttyS1",
      null),
  ARM64(
      "arm64",
      "qemu-system-aarch64",
      "qemu-system-arm",
      List.of("-machine", "virt", "-cpu", "cortex-a57", "-m", "256"),
      "linux-image-arm64",
      "ttyAMA0",
      "",
      Row.PCI_SERIAL,
      "ttyS0",
      null),
  I386(
      "i386",
      "qemu-system-i386",
      "qemu-system-x86",
      List.of("-machine", "pc", "-m", "256"),
      "linux-image-686",
      "ttyS0",
      "",
      Row.SERIAL,
      "ttyS1",
      null),
  ARMHF(
      "armhf",
      "qemu-system-arm",
      "qemu-system-arm",
      List.of("-machine", "virt", "-cpu", "cortex-a15", "-m", "256"),
      "linux-image-armmp",
      "ttyAMA0",
      "",
      List.of(),
      "",
      null),
  ARMEL(
      "armel",
      "qemu-system-arm",
      "qemu-system-arm",
      List.of("-machine", "raspi0"),
      "linux-image-rpi",
      "ttyAMA0",
      "initcall_blacklist=dwc2_driver_init,bcm2835_power_driver_init",
      List.of(),
      "",
      "bcm2835-rpi-zero.dtb"),
  RISCV64(
      "riscv64",
      "qemu-system-riscv64",
      "qemu-system-riscv",
      List.of("-machine", "virt", "-m", "256"),
      "linux-image-riscv64",
      "ttyS0",
      "",
      Row.PCI_SERIAL,
      "ttyS1",
      null);

  private final String debianName;
  private final String qemuBinary;
  private final String qemuPackage;
  private final List<String> machine;
  private final String kernelPackage;
  private final String console;
  private final String append;
  private final List<String> outPort;
  private final String outTty;
  private final @Nullable String deviceTree;

  Architecture(
      String debianName,
      String qemuBinary,
      String qemuPackage,
      List<String> machine,
      String kernelPackage,
      String console,
      String append,
      List<String> outPort,
      String outTty,
      @Nullable String deviceTree) {
    this.debianName = debianName;
    this.qemuBinary = qemuBinary;
    this.qemuPackage = qemuPackage;
    this.machine = machine;
    this.kernelPackage = kernelPackage;
    this.console = console;
    this.append = append;
    this.outPort = outPort;
    this.outTty = outTty;
    this.deviceTree = deviceTree;
  }

  /// The row of that name.
  ///
  /// @throws RecordingException when no row has that name; it lists those there are
  public static Architecture of(String debianName) throws RecordingException {
    for (Architecture a : values()) {
      if (a.debianName.equals(debianName)) {
        return a;
      }
    }
    throw new RecordingException(
        "Tapmine knows no architecture \"%s\"; it knows %s."
            .formatted(
                debianName,
                Arrays.stream(values())
                    .map(Architecture::debianName)
                    .collect(Collectors.joining(", "))));
  }

  /// The row whose emulator a command names, by the last part of its path.
  static Optional<Architecture> ofBinary(String command) {
    String name = command.substring(command.lastIndexOf('/') + 1);
    return Arrays.stream(values()).filter(a -> a.qemuBinary.equals(name)).findFirst();
  }

  public String debianName() {
    return debianName;
  }

  public String qemuBinary() {
    return qemuBinary;
  }

  /// The Debian package that has the emulator.
  public String qemuPackage() {
    return qemuPackage;
  }

  /// QEMU's arguments that choose machine and processor.
  public List<String> machine() {
    return machine;
  }

  /// Debian's metapackage for the usual kernel.
  String kernelPackage() {
    return kernelPackage;
  }

  /// The kernel's name for the first serial port.
  String console() {
    return console;
  }

  /// What this machine needs on the kernel's command line to boot, mostly nothing.
  String append() {
    return append;
  }

  /// QEMU's arguments for a second serial port, through which the guest hands out files.
  List<String> outPort() {
    return outPort;
  }

  /// The kernel's name for that port; empty where the machine has none.
  String outTty() {
    return outTty;
  }

  /// File name of the device tree in the kernel's package, where QEMU makes none itself.
  Optional<String> deviceTree() {
    return Optional.ofNullable(deviceTree);
  }

  /// What rows share.
  private static final class Row {
    static final List<String> SERIAL = List.of("-serial", "chardev:tapmine-out");
    static final List<String> PCI_SERIAL = List.of("-device", "pci-serial,chardev=tapmine-out");
  }
}
