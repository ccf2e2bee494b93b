package dev.tapmine.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A user's own QEMU command line, rewritten so that it can be recorded.
///
/// Files it names are taken into the recording and called by their names there. Disks get QEMU's
/// `blkreplay` and a throw-away overlay, network devices its `filter-replay`; the serial port that
/// was to go to the terminal goes to the recording's console. What cannot be recorded is refused: a
/// replay that goes astray later is worse.
final class CommandLine {
  /// Options that are dropped, because record and replay say it themselves.
  private static final Set<String> DROPPED_FLAGS = Set.of("-no-shutdown", "-snapshot");

  private static final Map<String, String> REFUSED =
      Map.ofEntries(
          Map.entry("-enable-kvm", "only QEMU's own translator can record: leave it out"),
          Map.entry("-icount", "Tapmine sets it: leave it out, and use --shift"),
          Map.entry("-plugin", "Tapmine loads its probe when it replays: leave it out"),
          Map.entry("-qmp", "Tapmine holds the monitor: leave it out"),
          Map.entry("-qmp-pretty", "Tapmine holds the monitor: leave it out"),
          Map.entry("-mon", "Tapmine holds the monitor: leave it out"),
          Map.entry("-daemonize", "Tapmine watches over QEMU: leave it out"),
          Map.entry("-pidfile", "Tapmine watches over QEMU: leave it out"),
          Map.entry("-S", "nobody would start the guest: leave it out"),
          Map.entry("-s", "a debugger's acts are not recorded: leave it out"),
          Map.entry("-gdb", "a debugger's acts are not recorded: leave it out"),
          Map.entry("-semihosting", "the guest would act on this machine's files: leave it out"),
          Map.entry(
              "-semihosting-config", "the guest would act on this machine's files: leave it out"),
          Map.entry("-loadvm", "a recording starts with the machine's power-on: leave it out"),
          Map.entry("-incoming", "a recording starts with the machine's power-on: leave it out"),
          Map.entry("-readconfig", "its devices cannot be looked over: give them as arguments"),
          Map.entry("-blockdev", "give the disk as -drive file=…,if=virtio or if=none,id=…"),
          Map.entry("-fda", "floppy disks are not recorded: leave it out"),
          Map.entry("-fdb", "floppy disks are not recorded: leave it out"),
          Map.entry("-sd", "SD cards are not recorded: leave it out"),
          Map.entry("-mtdblock", "flash devices are not recorded: leave it out"),
          Map.entry("-pflash", "flash devices are not recorded: use -bios"),
          Map.entry("-virtfs", "shared folders are not recorded: use a disk"),
          Map.entry("-fsdev", "shared folders are not recorded: use a disk"),
          Map.entry("-tpmdev", "a TPM's answers are not recorded: leave it out"),
          Map.entry("-chardev", "use -serial stdio, which goes to the recording's console"),
          Map.entry("-mem-path", "memory in a file is not recorded: leave it out"),
          Map.entry("-spice", "its channels are not recorded: use -display none"));

  private final String target;
  private final Path base;
  private final Drives drives;
  private final List<String> arguments = new ArrayList<>();
  private final List<String> replayed = new ArrayList<>();
  private final List<String> filters = new ArrayList<>();
  private final List<InputFile> inputs = new ArrayList<>();
  private boolean defaults = true;
  private boolean network;
  private boolean serial;
  private boolean graphic = true;
  private int copies;

  private CommandLine(String target, Path base) {
    this.target = target;
    this.base = base;
    this.drives = new Drives(target);
  }

  /// Rewrites the arguments after the binary.
  ///
  /// @param target QEMU's name for what it emulates
  /// @param base folder that relative file names are relative to
  static CommandLine parse(String target, List<String> given, Path base) throws IOException {
    CommandLine line = new CommandLine(target, base);
    line.rewrite(given);
    line.refuseWhatCannotBeReplayed();
    return line;
  }

  /// To record with.
  List<String> arguments() {
    return List.copyOf(arguments);
  }

  /// To replay with, and for the manifest: without what only whoever records has to do with, a
  /// screen, or a port of this machine's that leads into the guest.
  List<String> replayed() {
    return List.copyOf(replayed);
  }

  List<InputFile> inputs() {
    return List.copyOf(inputs);
  }

  private void rewrite(List<String> given) throws IOException {
    for (int i = 0; i < given.size(); i++) {
      String option = given.get(i).startsWith("--") ? given.get(i).substring(1) : given.get(i);
      if (!option.startsWith("-")) {
        throw new RecordingException(
            "\"%s\" stands alone on QEMU's command line: give a disk as -drive file=…."
                .formatted(option));
      }
      String reason = REFUSED.get(option);
      if (reason != null) {
        throw refusal(option, reason);
      }
      if (DROPPED_FLAGS.contains(option)) {
        continue;
      }
      if (option.equals("-nographic")) {
        graphic = false;
        continue;
      }
      if (ReplayedArguments.FLAGS.contains(option)) {
        defaults &= !option.equals("-nodefaults");
        add(option);
        continue;
      }
      if (i + 1 == given.size()) {
        throw new RecordingException(
            "QEMU's option %s stands last and lacks its value: give it one.".formatted(option));
      }
      value(option, given.get(++i));
    }
    finish();
  }

  private void add(String... words) {
    arguments.addAll(List.of(words));
    replayed.addAll(List.of(words));
  }

  private void value(String option, String value) throws IOException {
    switch (option) {
      case "-kernel", "-initrd", "-dtb" -> {
        String role = option.substring(1);
        take(role, option, value, role);
        add(option, role);
      }
      case "-bios", "-option-rom" -> add(option, takeIfThere(option, value));
      case "-display", "-vnc" -> {
        arguments.addAll(List.of(option, value));
        replayed.addAll(List.of("-display", "none"));
      }
      case "-accel" -> refuseUnless(option, value, value.equals("tcg"), "only tcg can record");
      case "-machine", "-M" -> {
        String accel = OptionValue.parse(value).get("accel").orElse("tcg");
        refuseUnless(option, value, accel.equals("tcg"), "only accel=tcg can record");
        add(option, value);
      }
      case "-smp" -> {
        OptionValue smp = OptionValue.parse(value);
        String cpus = smp.get("cpus").orElse(smp.head());
        refuseUnless(option, value, cpus.equals("1"), "QEMU records one processor only");
      }
      case "-monitor" ->
          refuseUnless(option, value, value.equals("none"), "Tapmine holds the monitor");
      case "-serial", "-debugcon", "-parallel" -> port(option, value);
      case "-net", "-nic" -> {
        refuseUnless(
            option,
            value,
            value.equals("none"),
            "use -netdev TYPE,id=n0 and -device …,netdev=n0, which can be recorded");
        add(option, value);
        network = true;
      }
      case "-netdev" -> {
        network = true;
        String id = OptionValue.parse(value).get("id").orElse("");
        refuseUnless(option, value, !id.isEmpty(), "it needs an id");
        arguments.addAll(List.of(option, value));
        replayed.addAll(List.of(option, OptionValue.parse(value).remove("hostfwd").text()));
        filters.addAll(
            List.of("-object", "filter-replay,id=tapmine-%s,netdev=%s".formatted(id, id)));
      }
      case "-drive" -> drive(OptionValue.parse(value), value);
      case "-hda", "-hdb", "-hdc", "-hdd" -> {
        OptionValue drive = OptionValue.parse("if=ide");
        drive.set("index", Integer.toString(option.charAt(3) - 'a')).set("file", value);
        drive(drive, option + " " + value);
      }
      case "-cdrom" ->
          drive(
              OptionValue.parse("if=ide,index=2,media=cdrom").set("file", value),
              option + " " + value);
      case "-append" -> add(option, value);
      default -> add(option, withFilesTaken(option, value));
    }
  }

  private void port(String option, String value) throws RecordingException {
    if (option.equals("-serial") && List.of("stdio", "mon:stdio").contains(value)) {
      refuseUnless(option, value, !serial, "only one serial port can be the console");
      add(option, "chardev:tapmine-console");
      serial = true;
      return;
    }
    refuseUnless(
        option,
        value,
        List.of("none", "null", "vc").contains(value),
        "use -serial stdio, which goes to the recording's console");
    add(option, value);
    serial |= option.equals("-serial");
  }

  private void drive(OptionValue drive, String given) throws IOException {
    String name = "disk" + copies++;
    Path source = existing("-drive", drive.get("file").orElse(""), given);
    inputs.add(new InputFile("disk", source, name));
    add(drives.rewrite(drive, given, source, name).toArray(String[]::new));
  }

  private String withFilesTaken(String option, String value) throws IOException {
    OptionValue parsed = OptionValue.parse(value);
    boolean taken = false;
    for (String key : List.of("file", "romfile", "splash")) {
      String file = parsed.get(key).orElse("");
      if (!file.isEmpty()) {
        parsed.set(key, takeIfThere(option, file));
        taken = true;
      }
    }
    return taken ? parsed.text() : value;
  }

  private String takeIfThere(String option, String value) throws IOException {
    if (!Files.isRegularFile(base.resolve(value))) {
      return value;
    }
    String name = "file" + copies++;
    take("file", option, value, name);
    return name;
  }

  private void take(String role, String option, String value, String name) throws IOException {
    inputs.add(new InputFile(role, existing(option, value, option + " " + value), name));
  }

  private Path existing(String option, String value, String given) throws RecordingException {
    Path file = base.resolve(value);
    if (value.isEmpty() || !Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new RecordingException(
          "There is no file %s to read for QEMU's %s (%s): check the path."
              .formatted(value.isEmpty() ? "named" : file, option, given));
    }
    return file;
  }

  private void finish() {
    if (!graphic) {
      add("-display", "none", "-monitor", "none");
    }
    if (!serial && (defaults || !graphic)) {
      add("-serial", "chardev:tapmine-console");
    }
    if (!network && defaults) {
      add("-nic", "none");
    }
    add(filters.toArray(String[]::new));
  }

  private void refuseWhatCannotBeReplayed() throws RecordingException {
    Set<String> kept = inputs.stream().map(InputFile::name).collect(Collectors.toSet());
    Optional<ReplayedArguments.Refusal> refused =
        new ReplayedArguments(kept).firstRefused(replayed);
    if (refused.isPresent()) {
      throw refusal(refused.get().given(), refused.get().reason());
    }
  }

  private static void refuseUnless(String option, String value, boolean fine, String reason)
      throws RecordingException {
    if (!fine) {
      throw refusal(option + " " + value, reason);
    }
  }

  private static RecordingException refusal(String given, String reason) {
    return new RecordingException("QEMU's %s cannot be recorded: %s.".formatted(given, reason));
  }

  /// For messages.
  @Override
  public String toString() {
    return "qemu-system-" + target + " " + String.join(" ", arguments);
  }
}
