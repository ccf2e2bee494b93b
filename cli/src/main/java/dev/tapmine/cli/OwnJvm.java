package dev.tapmine.cli;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/// How this JVM was started, to start another one alike.
final class OwnJvm {
  private OwnJvm() {}

  /// The command line up to the main class; mutable, for the arguments to follow.
  static List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    return command;
  }
}
