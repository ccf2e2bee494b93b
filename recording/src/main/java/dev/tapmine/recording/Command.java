package dev.tapmine.recording;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Runs a short-lived program of the system (apt, dpkg-deb, `qemu --version`) and takes its output.
final class Command {
  /// How a program ended.
  ///
  /// @param status exit status
  /// @param output standard output, or both when they were asked for together
  record Outcome(int status, String output) {
    /// The last line that says something, for an error message.
    String lastLine() {
      return output.lines().filter(l -> !l.isBlank()).reduce((a, b) -> b).orElse("(no output)");
    }
  }

  private Command() {}

  /// Runs to the end with standard error merged into the output. A thread that is interrupted
  /// meanwhile ends the program.
  ///
  /// @throws RecordingException when there is no such program
  static Outcome run(Path folder, Map<String, String> environment, List<String> command)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(folder.toFile());
    builder.environment().put("LC_ALL", "C");
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    Path output = Files.createTempFile("tapmine-", ".out");
    builder.redirectOutput(output.toFile());
    try {
      Process process;
      try {
        process = builder.start();
      } catch (IOException e) {
        throw new RecordingException(
            "The program %s, which Tapmine needs, could not be started: install it."
                .formatted(command.getFirst()),
            e);
      }
      try {
        int status = process.waitFor();
        return new Outcome(status, new String(Files.readAllBytes(output), StandardCharsets.UTF_8));
      } finally {
        process.destroyForcibly();
      }
    } finally {
      Files.deleteIfExists(output);
    }
  }

  static Outcome run(List<String> command) throws IOException, InterruptedException {
    return run(Path.of("/"), Map.of(), command);
  }
}
