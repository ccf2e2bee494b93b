package dev.tapmine.recording;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// How to record.
///
/// @param shift QEMU's `-icount shift`, 0 to 10: smaller makes a finer clock and a larger log
/// @param timeLimit wall time after which the recording is ended, and kept
/// @param instructionLimit guest instructions after which it is ended, and kept; looked at ten
///   times a second
/// @param extraArguments more arguments for QEMU that do not go into the manifest, such as
///   `-plugin`
/// @param replace whether a recording of the same name gives way
/// @param console gets what the guest prints to its serial console, soon after; called on a thread
///   of its own
public record RecordOptions(
    int shift,
    Optional<Duration> timeLimit,
    OptionalLong instructionLimit,
    List<String> extraArguments,
    boolean replace,
    Consumer<byte[]> console) {
  public static RecordOptions standard() {
    return new RecordOptions(
        3, Optional.empty(), OptionalLong.empty(), List.of(), false, bytes -> {});
  }

  public RecordOptions withShift(int value) {
    return new RecordOptions(value, timeLimit, instructionLimit, extraArguments, replace, console);
  }

  public RecordOptions withTimeLimit(Duration limit) {
    return new RecordOptions(
        shift, Optional.of(limit), instructionLimit, extraArguments, replace, console);
  }

  public RecordOptions withInstructionLimit(long limit) {
    return new RecordOptions(
        shift, timeLimit, OptionalLong.of(limit), extraArguments, replace, console);
  }

  public RecordOptions withExtraArguments(List<String> arguments) {
    return new RecordOptions(
        shift, timeLimit, instructionLimit, List.copyOf(arguments), replace, console);
  }

  public RecordOptions withReplace(boolean wanted) {
    return new RecordOptions(shift, timeLimit, instructionLimit, extraArguments, wanted, console);
  }

  public RecordOptions withConsole(Consumer<byte[]> listener) {
    return new RecordOptions(shift, timeLimit, instructionLimit, extraArguments, replace, listener);
  }
}
