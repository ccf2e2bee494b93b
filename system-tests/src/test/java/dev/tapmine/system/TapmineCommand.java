package dev.tapmine.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Tapmine's command line as a process of its own, as a user has it.
///
/// @param exit the exit code
/// @param out what it printed
/// @param err what it said on standard error
record TapmineCommand(int exit, String out, String err) {
  /// Runs a command to its end.
  static TapmineCommand run(String... arguments) throws IOException, InterruptedException {
    Path out = Files.createTempFile("tapmine", ".out");
    Path err = Files.createTempFile("tapmine", ".err");
    try {
      int exit = start(out, err, arguments).waitFor();
      return new TapmineCommand(exit, Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /// Starts a command that a test wants to disturb.
  static Process start(Path out, Path err, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                // A shell has its background jobs ignore Ctrl-C, and so would this.
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx3g",
                "-XX:+UseSerialGC",
                "-Dtapmine.probe=" + Boots.probe().getParent(),
                "-Dtapmine.witness=" + Boots.witness(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.tapmine.cli.Main"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectOutput(out.toFile())
        .redirectError(err.toFile())
        .start();
  }

  /// What was printed, a line each.
  List<String> lines() {
    return out.lines().toList();
  }
}
