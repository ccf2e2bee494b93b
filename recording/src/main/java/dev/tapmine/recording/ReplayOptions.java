package dev.tapmine.recording;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How to replay.
///
/// @param extraArguments more arguments for QEMU, such as `-plugin`
/// @param console where to write what the guest prints this time; it is dropped otherwise
/// @param force whether to try although QEMU or a file is another than when recording
/// @param stall how long the guest may stand still before the replay is given up
public record ReplayOptions(
    List<String> extraArguments, Optional<Path> console, boolean force, Duration stall) {
  public static ReplayOptions standard() {
    return new ReplayOptions(List.of(), Optional.empty(), false, Duration.ofMinutes(5));
  }

  public ReplayOptions withExtraArguments(List<String> arguments) {
    return new ReplayOptions(List.copyOf(arguments), console, force, stall);
  }

  public ReplayOptions withConsole(Path file) {
    return new ReplayOptions(extraArguments, Optional.of(file), force, stall);
  }

  public ReplayOptions withForce(boolean wanted) {
    return new ReplayOptions(extraArguments, console, wanted, stall);
  }

  public ReplayOptions withStall(Duration patience) {
    return new ReplayOptions(extraArguments, console, force, patience);
  }
}
