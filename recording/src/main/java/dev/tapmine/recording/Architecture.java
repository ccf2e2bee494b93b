package dev.tapmine.recording;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The architectures that Tapmine makes guests of, one row each. A new one is a new row.
///
/// Names are Debian's. The machine is one under which Debian's own kernel boots from an initramfs
/// on stock QEMU.
@SuppressWarnings("ImmutableEnumChecker") // its lists are unmodifiable
public enum Architecture {
  AMD64(
      "amd64",
      "x86_64",
      "linux-image-amd64",
      DebianReleases.ALL,
      Machine.of("pc"),
      new Ports("ttyS0", Ports.SERIAL, "ttyS1")),
  ARM64(
      "arm64",
      "aarch64",
      "linux-image-arm64",
      DebianReleases.ALL,
      Machine.of("virt").withCpu("cortex-a57"),
      new Ports("ttyAMA0", Ports.PCI_SERIAL, "ttyS0")),
  I386(
      "i386",
      "i386",
      "linux-image-686",
      DebianReleases.until("bookworm"),
      Machine.of("pc"),
      new Ports("ttyS0", Ports.SERIAL, "ttyS1")),
  ARMHF(
      "armhf",
      "arm",
      "linux-image-armmp",
      DebianReleases.ALL,
      Machine.of("virt").withCpu("cortex-a15"),
      new Ports("ttyAMA0", Ports.SERIAL, "ttyAMA1")),
  /// Of a fixed size, and QEMU makes no device tree for it: that of the Zero W enables the second
  /// port. Two of its drivers wait for hardware that QEMU does not have.
  ARMEL(
      "armel",
      "arm",
      "linux-image-rpi",
      DebianReleases.until("trixie"),
      new Machine(
          List.of("-machine", "raspi0"),
          "",
          "initcall_blacklist=dwc2_driver_init,bcm2835_power_driver_init",
          "bcm2835-rpi-zero-w.dtb"),
      new Ports("ttyAMA0", Ports.SERIAL, "ttyS1")),
  RISCV64(
      "riscv64",
      "riscv64",
      "linux-image-riscv64",
      DebianReleases.from("trixie"),
      Machine.of("virt"),
      new Ports("ttyS0", Ports.PCI_SERIAL, "ttyS1")),
  /// Its second console speaks lines of EBCDIC, which hands out no files.
  S390X(
      "s390x",
      "s390x",
      "linux-image-s390x",
      DebianReleases.ALL,
      Machine.of("s390-ccw-virtio"),
      new Ports("ttysclp0", List.of(), ""));

  private final String debianName;
  private final String target;
  private final String kernelPackage;
  private final DebianReleases releases;
  private final Machine machine;
  private final Ports ports;

  Architecture(
      String debianName,
      String target,
      String kernelPackage,
      DebianReleases releases,
      Machine machine,
      Ports ports) {
    this.debianName = debianName;
    this.target = target;
    this.kernelPackage = kernelPackage;
    this.releases = releases;
    this.machine = machine;
    this.ports = ports;
  }

  /// The row of that name.
  ///
  /// @throws RecordingException when no row has that name; it lists those there are
  public static Architecture of(String debianName) throws RecordingException {
    return named(debianName)
        .orElseThrow(() ->
            new RecordingException(
                "Tapmine knows no architecture \"%s\"; it knows %s."
                    .formatted(
                        debianName,
                        Arrays.stream(values())
                            .map(Architecture::debianName)
                            .collect(Collectors.joining(", ")))));
  }

  static Optional<Architecture> named(String debianName) {
    return Arrays.stream(values()).filter(a -> a.debianName.equals(debianName)).findFirst();
  }

  public String debianName() {
    return debianName;
  }

  /// QEMU's name for it: the emulator is `qemu-system-` and this.
  public String target() {
    return target;
  }

  /// Debian's metapackage for the usual kernel.
  String kernelPackage() {
    return kernelPackage;
  }

  /// Which of Debian's releases have it.
  DebianReleases releases() {
    return releases;
  }

  Machine machine() {
    return machine;
  }

  Ports ports() {
    return ports;
  }

  /// Whether its kernel can be left without a console. That of s390x takes one before it looks at
  /// its command line.
  public boolean canBeQuiet() {
    return this != S390X;
  }

  /// The ports of a quiet guest. The Zero W's first one belongs to its Bluetooth: only a console
  /// can print to it, and no program.
  Ports quietPorts() {
    return this == ARMEL
        ? new Ports(
            List.of("-serial", "null", "-serial", "chardev:tapmine-console"),
            "ttyS1",
            List.of(),
            "")
        : ports;
  }

  /// Words that leave a quiet guest's kernel without any console: it takes the name of one that
  /// there is not, and then none by itself, neither its device tree's nor the null one, for which
  /// it would copy each line all the same.
  String noConsole() {
    return "console=none loglevel=0";
  }

  /// The machine that QEMU is to be.
  ///
  /// @param arguments QEMU's that choose it
  /// @param cpu its processor, or empty for the machine's own
  /// @param append what it needs on the kernel's command line to boot, mostly nothing
  /// @param deviceTree file name in the kernel's package, or empty where QEMU makes one itself
  record Machine(List<String> arguments, String cpu, String append, String deviceTree) {
    static Machine of(String name) {
      return new Machine(List.of("-machine", name, "-m", "256"), "", "", "");
    }

    Machine withCpu(String model) {
      return new Machine(arguments, model, append, deviceTree);
    }

    List<String> withProcessor(Optional<String> wanted) {
      String model = wanted.orElse(cpu);
      return model.isEmpty()
          ? arguments
          : Stream.concat(arguments.stream(), Stream.of("-cpu", model)).toList();
    }
  }

  /// Its serial ports: the console, and one through which the guest hands out files.
  ///
  /// @param port QEMU's arguments for the first
  /// @param console the kernel's name for the first
  /// @param outPort QEMU's arguments for the second
  /// @param outTty the kernel's name for the second; empty where the machine has none
  record Ports(List<String> port, String console, List<String> outPort, String outTty) {
    Ports(String console, List<String> outPort, String outTty) {
      this(List.of("-serial", "chardev:tapmine-console"), console, outPort, outTty);
    }

    static final List<String> SERIAL = List.of("-serial", "chardev:tapmine-out");
    static final List<String> PCI_SERIAL = List.of("-device", "pci-serial,chardev=tapmine-out");
  }
}
