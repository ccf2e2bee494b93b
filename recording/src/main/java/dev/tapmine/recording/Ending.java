package dev.tapmine.recording;

/// How a recording came to its end. Every one of them leaves a log that replays to that same point.
public enum Ending {
  /// The guest powered off.
  POWEROFF,
  /// The guest wanted to start again, and QEMU was told `-no-reboot`.
  RESET,
  /// The time that was allowed had passed.
  TIME_LIMIT,
  /// The guest had executed the instructions that were allowed; a few more, as QEMU stops between
  /// two looks at its clock.
  INSTRUCTION_LIMIT,
  /// Somebody stopped it: Ctrl-C, or a signal to QEMU.
  INTERRUPTED;

  /// Whether the guest came to its own end.
  public boolean byTheGuest() {
    return this == POWEROFF || this == RESET;
  }
}
