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
/// @param architecture what it emulates
/// @param path its binary, absolute
/// @param version such as `10.0.2`
/// @param sha256 of the binary; a replay wants the very binary that recorded
public record Qemu(Architecture architecture, Path path, String version, String sha256) {
  private static final Pattern VERSION =
      Pattern.compile("QEMU emulator version (\\d+)\\.(\\d+)(\\.\\d+)?");
  private static final Pattern PLUGIN = Pattern.compile("(?m)^-plugin ");

  /// Finds the emulator of an architecture on the `PATH` and looks it over.
  ///
  /// @param architecture by Debian's name, such as `arm64`
  /// @throws RecordingException when there is none, or it is too old, or has no plugins
  public static Qemu locate(String architecture) throws IOException, InterruptedException {
    return locate(Architecture.of(architecture));
  }

  /// Finds the emulator of an architecture on the `PATH` and looks it over.
  public static Qemu locate(Architecture architecture) throws IOException, InterruptedException {
    return locate(architecture, searchPath(), OsRelease.ofThisMachine());
  }

  /// The QEMU a user named at the head of his command line, by name or by path.
  public static Qemu ofCommand(String command) throws IOException, InterruptedException {
    Architecture architecture =
        Architecture.ofBinary(command)
            .orElseThrow(() ->
                new RecordingException(
                    "\"%s\" is no emulator that Tapmine knows: after -- comes a command such as qemu-system-x86_64 with its arguments."
                        .formatted(command)));
    if (command.indexOf('/') < 0) {
      return locate(architecture);
    }
    Path path = Path.of(command).toAbsolutePath().normalize();
    if (!Files.isExecutable(path)) {
      throw new RecordingException(
          "There is no program %s that may be run: check the path.".formatted(path));
    }
    return inspect(architecture, path, OsRelease.ofThisMachine());
  }

  static Qemu locate(Architecture architecture, String searchPath, OsRelease system)
      throws IOException, InterruptedException {
    for (String folder : searchPath.split(":", -1)) {
      Path path = Path.of(folder, architecture.qemuBinary());
      if (!folder.isEmpty() && Files.isRegularFile(path) && Files.isExecutable(path)) {
        return inspect(architecture, path.toAbsolutePath().normalize(), system);
      }
    }
    throw new RecordingException(
        "%s is not installed: %s."
            .formatted(architecture.qemuBinary(), howToInstall(architecture, system)));
  }

  private static Qemu inspect(Architecture architecture, Path path, OsRelease system)
      throws IOException, InterruptedException {
    Command.Outcome told = Command.run(List.of(path.toString(), "--version"));
    Matcher m = VERSION.matcher(told.output());
    if (told.status() != 0 || !m.find()) {
      throw new RecordingException(
          "%s does not tell its version (%s): %s."
              .formatted(path, told.lastLine(), howToInstall(architecture, system)));
    }
    String version = m.group(1) + "." + m.group(2) + Optional.ofNullable(m.group(3)).orElse(".0");
    if (Integer.parseInt(m.group(1)) < 10) {
      throw new RecordingException(
          "%s is version %s and Tapmine needs 10.0 or newer: %s."
              .formatted(path, version, howToInstall(architecture, system)));
    }
    if (!PLUGIN.matcher(Command.run(List.of(path.toString(), "-help")).output()).find()) {
      throw new RecordingException(
          "%s was built without TCG plugins, which Tapmine needs: %s."
              .formatted(path, howToInstall(architecture, system)));
    }
    return new Qemu(architecture, path, version, Digest.of(path));
  }

  /// What to type on this machine to get the emulator, as a clause.
  static String howToInstall(Architecture architecture, OsRelease system) {
    String apt = "apt-get install --no-install-recommends ";
    String packages = architecture.qemuPackage();
    return switch (system.codename()) {
      case "bookworm" ->
          "with bookworm-backports among the sources of apt, run \"%s-t bookworm-backports %s\" as root"
              .formatted(apt, packages);
      case "trixie" -> "run \"%s%s\" as root".formatted(apt, packages);
      default ->
          "install QEMU 10.0 or newer with TCG plugins; Debian 13 has it in the package %s"
              .formatted(architecture.qemuPackage());
    };
  }

  /// The `PATH`, with the system's folders added for a user whose `PATH` lacks them.
  private static String searchPath() {
    Map<String, String> environment = System.getenv();
    return environment.getOrDefault("PATH", "") + ":/usr/local/bin:/usr/bin:/bin";
  }
}
