package dev.tapmine.recording;

/// How a replay ended.
///
/// @param kind whether the whole recording was replayed
/// @param instructions executed by the guest, as far as QEMU could still be asked; equal to the
///   recording's for a whole replay
/// @param message one sentence on what went wrong; empty for a whole replay
public record ReplayEnd(Kind kind, long instructions, String message) {
  /// The kinds of end.
  public enum Kind {
    /// To the recording's end, at exactly its number of instructions.
    WHOLE,
    /// Somebody asked for it.
    STOPPED,
    /// QEMU died, hung, or came to another end than the recording.
    BROKEN
  }
}
