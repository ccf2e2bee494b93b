package dev.tapmine.recording;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What of QEMU's arguments a recording may bring to its replay: a list of what is allowed.
///
/// A manifest may be anybody's. Nothing passes by which QEMU would load code, run a program, open a
/// socket or another character device, write a file, or read one that lies outside the recording's
/// folder (in which it runs) and is none of QEMU's own firmware: so a value that may name a file
/// has no `/` in it. Record refuses of a user's command what would be refused here.
final class ReplayedArguments {
  /// Options without a value.
  static final Set<String> FLAGS =
      Set.of(
          "-nodefaults",
          "-no-reboot",
          "-no-fd-bootchk",
          "-no-user-config",
          "-only-migratable",
          "-usb",
          "-full-screen");

  /// Options whose value is text for the guest and nothing to QEMU.
  private static final Set<String> TEXT = Set.of("-append", "-prom-env");

  /// Options that name a file of the recording's.
  private static final Set<String> FILES = Set.of("-kernel", "-initrd", "-dtb");

  /// Options with a value that is looked over part by part.
  private static final Set<String> PLAIN =
      Set.of(
          "-acpitable",
          "-action",
          "-bios",
          "-boot",
          "-cpu",
          "-device",
          "-fw_cfg",
          "-g",
          "-global",
          "-k",
          "-m",
          "-machine",
          "-M",
          "-name",
          "-numa",
          "-object",
          "-option-rom",
          "-rtc",
          "-seed",
          "-smbios",
          "-uuid",
          "-vga",
          "-watchdog-action");

  /// Options of whose values only these are harmless.
  private static final Map<String, Set<String>> VALUES =
      Map.of(
          "-display",
          Set.of("none"),
          "-monitor",
          Set.of("none"),
          "-nic",
          Set.of("none"),
          "-net",
          Set.of("none"),
          "-serial",
          Set.of("none", "null", "vc", "chardev:tapmine-console", "chardev:tapmine-out"),
          "-parallel",
          Set.of("none", "null", "vc"),
          "-debugcon",
          Set.of("none", "null", "vc"),
          "-audio",
          Set.of("none"),
          "-usbdevice",
          Set.of("tablet", "mouse", "keyboard"));

  /// Devices that bring in what is not recorded, or let a guest at this machine's files.
  private static final List<String> DEVICES =
      List.of(
          "vfio",
          "vhost",
          "usb-host",
          "usb-mtp",
          "usb-redir",
          "u2f",
          "ccid-card",
          "virtio-9p",
          "ivshmem",
          "sd-card",
          "x-pci-proxy",
          "xen");

  private static final Set<String> OBJECTS =
      Set.of(
          "filter-replay",
          "rng-builtin",
          "memory-backend-ram",
          "memory-backend-memfd",
          "iothread",
          "throttle-group",
          "can-bus");

  private static final Set<String> NETWORK =
      Set.of(
          "",
          "type",
          "id",
          "ipv4",
          "ipv6",
          "net",
          "host",
          "restrict",
          "hostname",
          "dhcpstart",
          "dns",
          "dnssearch",
          "domainname",
          "ipv6-net",
          "ipv6-prefix",
          "ipv6-prefixlen",
          "ipv6-host",
          "ipv6-dns");

  private static final Set<String> DISK =
      Set.of(
          "file",
          "format",
          "if",
          "snapshot",
          "id",
          "cache",
          "aio",
          "discard",
          "detect-zeroes",
          "copy-on-read",
          "rerror",
          "werror",
          "readonly",
          "read-only");

  private static final Set<String> KEYS_REFUSED =
      Set.of("dumpdtb", "dir", "exec", "fd", "helper", "logfile", "path", "rootdir", "script");

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._+-]+");

  private final Set<String> kept;
  private final Set<String> networks = new HashSet<>();
  private final Set<String> filtered = new HashSet<>();
  private final List<String> images = new ArrayList<>();

  /// An argument that may not be brought.
  ///
  /// @param given the option with its value, fit to be printed
  /// @param reason a clause
  record Refusal(String given, String reason) {}

  /// @param kept names of the files in the recording's folder
  ReplayedArguments(Set<String> kept) {
    this.kept = kept;
  }

  /// Looks the arguments over.
  ///
  /// @return the first that may not be brought
  Optional<Refusal> firstRefused(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String option = arguments.get(i);
      if (FLAGS.contains(option)) {
        continue;
      }
      boolean last = i + 1 == arguments.size();
      String value = last ? "" : arguments.get(++i);
      String reason = last ? "it is no option that can be replayed" : reason(option, value);
      if (!reason.isEmpty()) {
        return Optional.of(new Refusal(printable(option + " " + value), reason));
      }
    }
    networks.removeAll(filtered);
    return networks.stream()
        .findFirst()
        .map(id ->
            new Refusal(printable("-netdev with id=" + id), "no filter-replay stands before it"));
  }

  /// The images that were seen as drives in the format qcow2.
  List<String> images() {
    return List.copyOf(images);
  }

  /// Why an option may not be brought with this value; empty if it may.
  private String reason(String option, String value) {
    if (TEXT.contains(option)) {
      return "";
    }
    if (FILES.contains(option)) {
      return keeps(value) ? "" : "it names no file of the recording's";
    }
    if (VALUES.containsKey(option)) {
      return VALUES.getOrDefault(option, Set.of()).contains(value)
          ? ""
          : "it opens what a replay must not";
    }
    if (value.startsWith("{")) {
      return "JSON is not looked over: write it as key=value";
    }
    List<OptionValue.Part> parts = OptionValue.parts(value);
    return switch (option) {
      case "-drive" -> drive(parts);
      case "-netdev" -> netdev(parts);
      case "-audiodev" ->
          kinds(parts, "driver").equals(Set.of("none"))
              ? plain(option, parts)
              : "it opens a device";
      case "-object" -> object(option, parts);
      case "-device" ->
          kinds(parts, "driver").stream().anyMatch(d -> DEVICES.stream().anyMatch(d::startsWith))
              ? "what this device brings in is not recorded"
              : plain(option, parts);
      case "-machine", "-M" ->
          parts.stream().anyMatch(p -> p.key().equals("accel") && !p.value().equals("tcg"))
              ? "only tcg can replay"
              : plain(option, parts);
      default ->
          PLAIN.contains(option) ? plain(option, parts) : "it is no option that can be replayed";
    };
  }

  private boolean keeps(String name) {
    return kept.contains(name) && NAME.matcher(name).matches();
  }

  /// What is said of the kind: by the first part without a key, or by name.
  private static Set<String> kinds(List<OptionValue.Part> parts, String key) {
    Set<String> kinds = new HashSet<>();
    for (OptionValue.Part part : parts) {
      if (part.key().isEmpty() || part.key().equals(key)) {
        kinds.add(part.value());
      }
    }
    return kinds;
  }

  private static String plain(String option, List<OptionValue.Part> parts) {
    for (OptionValue.Part part : parts) {
      boolean property = option.equals("-global") && part.key().equals("property");
      String key = property ? part.value() : part.key();
      String name = key.substring(key.lastIndexOf('.') + 1);
      if (KEYS_REFUSED.contains(name)) {
        return "a replay must not be given " + name;
      }
      if (name.equals("chardev") && !part.value().matches("tapmine-(console|out)")) {
        return "only the console's character device is there";
      }
      if (part.value().indexOf('/') >= 0 && !freeText(option, part.key())) {
        return "a recording names no file elsewhere";
      }
    }
    return "";
  }

  /// Whether a value with a slash names no file.
  private static boolean freeText(String option, String key) {
    return switch (option) {
      case "-fw_cfg" -> Set.of("", "name", "string").contains(key);
      case "-device" -> key.equals("bus");
      case "-smbios" -> !key.equals("file");
      default -> false;
    };
  }

  private String object(String option, List<OptionValue.Part> parts) {
    Set<String> types = kinds(parts, "qom-type");
    if (types.size() != 1 || !OBJECTS.containsAll(types)) {
      return "what it brings in is not recorded";
    }
    if (types.contains("filter-replay")) {
      filtered.addAll(values(parts).getOrDefault("netdev", Set.of()));
    }
    return plain(option, parts);
  }

  private String netdev(List<OptionValue.Part> parts) {
    if (!kinds(parts, "type").equals(Set.of("user"))) {
      return "only -netdev user can be replayed anywhere";
    }
    for (OptionValue.Part part : parts) {
      if (!NETWORK.contains(part.key())) {
        return "a replay must not be given " + part.key();
      }
    }
    networks.addAll(values(parts).getOrDefault("id", Set.of("")));
    return plain("-netdev", parts.stream().filter(p -> !p.key().contains("net")).toList());
  }

  private String drive(List<OptionValue.Part> parts) {
    Map<String, Set<String>> values = values(parts);
    if (values.containsKey("driver")) {
      boolean replays =
          values.keySet().equals(Set.of("driver", "if", "image", "id"))
              && values.getOrDefault("driver", Set.of()).equals(Set.of("blkreplay"))
              && values.getOrDefault("if", Set.of()).equals(Set.of("none"));
      return replays ? "" : "a drive is a file of the recording's, or blkreplay above one";
    }
    for (String key : values.keySet()) {
      if (!DISK.contains(key)) {
        return "a drive must not be given " + (key.isEmpty() ? "a name alone" : key);
      }
    }
    Set<String> files = values.getOrDefault("file", Set.of());
    Set<String> formats = values.getOrDefault("format", Set.of());
    if (files.size() != 1 || !files.stream().allMatch(this::keeps)) {
      return "it names no file of the recording's";
    }
    if (!formats.equals(Set.of("raw")) && !formats.equals(Set.of("qcow2"))) {
      return "only images of the formats raw and qcow2 can be";
    }
    if (!values.getOrDefault("snapshot", Set.of()).equals(Set.of("on"))
        || !values.getOrDefault("if", Set.of()).equals(Set.of("none"))) {
      return "it would be written to";
    }
    if (formats.contains("qcow2")) {
      images.addAll(files);
    }
    return plain("-drive", parts);
  }

  private static Map<String, Set<String>> values(List<OptionValue.Part> parts) {
    Map<String, Set<String>> values = new HashMap<>();
    for (OptionValue.Part part : parts) {
      values.computeIfAbsent(part.key(), k -> new HashSet<>()).add(part.value());
    }
    return values;
  }

  /// A manifest's text, cut and without what moves a terminal's cursor.
  private static String printable(String text) {
    String cut = text.length() > 100 ? text.substring(0, 100) + "…" : text;
    return cut.strip().replaceAll("[^ -~…]", "?");
  }
}
