package dev.tapmine.cli;

import dev.tapmine.recording.Ending;

/// Says in words how a recording ended.
final class Endings {
  private Endings() {}

  static String words(Ending ending) {
    return switch (ending) {
      case POWEROFF -> "the guest powered off";
      case RESET -> "the guest wanted to start again";
      case TIME_LIMIT -> "the time allowed was over";
      case INSTRUCTION_LIMIT -> "the instructions allowed were over";
      case INTERRUPTED -> "it was stopped";
    };
  }
}
