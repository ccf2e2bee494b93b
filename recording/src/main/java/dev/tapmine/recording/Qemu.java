package dev.tapmine.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An installed QEMU that can do what Tapmine needs: 10.0 or newer, with TCG plugins.
///
/// @param target what it emulates, as its name says it: `aarch64` in `qemu-system-aarch64`. It need
///   not be one that Tapmine makes guests of
/// @param path its binary, absolute
/// @param version such as `10.0.2`
/// @param sha256 of the binary; a replay wants the very binary that recorded
public record Qemu(String target, Path path, String version, String sha256) {
  private static final String PREFIX = "qemu-system-";
  private static final Pattern TARGET = Pattern.compile("[a-z0-9][a-z0-9_-]*");
  private static final Pattern VERSION =
      Pattern.compile("QEMU emulator version (\\d+)\\.(\\d+)(\\.\\d+)?");
  private static final Pattern PLUGIN = Pattern.compile("(?m)^-plugin ");

  /// Finds the emulator of a target on the `PATH` and looks it over.
  ///
  /// @param target as QEMU calls it, such as `aarch64`
  /// @throws RecordingException when there is none, or it is too old, or has no plugins
  public static Qemu locate(String target) throws IOException, InterruptedException {
    return locate(target, searchPath(), OsRelease.ofThisMachine());
  }

  /// Finds the emulator of an architecture on the `PATH` and looks it over.
  public static Qemu locate(Architecture architecture) throws IOException, InterruptedException {
    return locate(architecture.target());
  }

  /// The QEMU a user named at the head of his command line, by name or by path.
  public static Qemu ofCommand(String command) throws IOException, InterruptedException {
    String name = command.substring(command.lastIndexOf('/') + 1);
    String target = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : "";
    if (!isTarget(target)) {
      throw new RecordingException(
          "\"%s\" is no emulator that Tapmine knows: after -- comes a command such as qemu-system-x86_64 with its arguments."
              .formatted(command));
    }
    if (command.indexOf('/') < 0) {
      return locate(target);
    }
    Path path = Path.of(command).toAbsolutePath().normalize();
    if (!Files.isExecutable(path)) {
      throw new RecordingException(
          "There is no program %s that may be run: check the path.".formatted(path));
    }
    return inspect(target, path, OsRelease.ofThisMachine());
  }

  /// Whether a word may be a target's name, which becomes part of a file's.
  private static boolean isTarget(String word) {
    return TARGET.matcher(word).matches();
  }

  static Qemu locate(String target, String searchPath, OsRelease system)
      throws IOException, InterruptedException {
    if (!isTarget(target)) {
      throw new RecordingException(
          "\"%s\" is no name of anything that QEMU emulates: it is one such as aarch64."
              .formatted(target));
    }
    for (String folder : searchPath.split(":", -1)) {
      Path path = Path.of(folder, PREFIX + target);
      if (!folder.isEmpty() && Files.isRegularFile(path) && Files.isExecutable(path)) {
        return inspect(target, path.toAbsolutePath().normalize(), system);
      }
    }
    throw new RecordingException(
        "%s is not installed: %s.".formatted(PREFIX + target, howToInstall(target, system)));
  }

  private static Qemu inspect(String target, Path path, OsRelease system)
      throws IOException, InterruptedException {
    Command.Outcome told = Command.run(List.of(path.toString(), "--version"));
    Matcher m = VERSION.matcher(told.output());
    if (told.status() != 0 || !m.find()) {
      throw new RecordingException(
          "%s does not tell its version (%s): %s."
              .formatted(path, told.lastLine(), howToInstall(target, system)));
    }
    String version = m.group(1) + "." + m.group(2) + Optional.ofNullable(m.group(3)).orElse(".0");
    if (Integer.parseInt(m.group(1)) < 10) {
      throw new RecordingException(
          "%s is version %s and Tapmine needs 10.0 or newer: %s."
              .formatted(path, version, howToInstall(target, system)));
    }
    if (!PLUGIN.matcher(Command.run(List.of(path.toString(), "-help")).output()).find()) {
      throw new RecordingException(
          "%s was built without TCG plugins, which Tapmine needs: %s."
              .formatted(path, howToInstall(target, system)));
    }
    return new Qemu(target, path, version, Digest.of(path));
  }

  /// What to type on this machine to get the emulator, as a clause.
  static String howToInstall(String target, OsRelease system) {
    String apt = "apt-get install --no-install-recommends ";
    String packages = debianPackage(target);
    return switch (system.codename()) {
      case "bookworm" ->
          "with bookworm-backports among the sources of apt, run \"%s-t bookworm-backports %s\" as root"
              .formatted(apt, packages);
      case "trixie" -> "run \"%s%s\" as root".formatted(apt, packages);
      default ->
          "install QEMU 10.0 or newer with TCG plugins; Debian 13 has it in the package %s"
              .formatted(packages);
    };
  }

  /// The package of Debian's QEMU 10 that has the emulator.
  private static String debianPackage(String target) {
    return PREFIX
        + switch (target) {
          case "x86_64", "i386", "amd64", "x86_64-microvm" -> "x86";
          case "aarch64", "arm", "arm64", "armel", "armhf" -> "arm";
          case "riscv32", "riscv64" -> "riscv";
          case "s390x" -> "s390x";
          case "ppc", "ppc64", "powerpc", "ppc64el", "ppc64le" -> "ppc";
          case "mips", "mipsel", "mips64", "mips64el" -> "mips";
          case "sparc", "sparc64" -> "sparc";
          default -> "misc";
        };
  }

  /// The `PATH`, with the system's folders added for a user whose `PATH` lacks them.
  private static String searchPath() {
    Map<String, String> environment = System.getenv();
    return environment.getOrDefault("PATH", "") + ":/usr/local/bin:/usr/bin:/bin";
  }
}
