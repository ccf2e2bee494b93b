package dev.tapmine.trace;

/// Why another activation became current without a call or a return.
public enum SwitchCause {
  /// Another stack: a thread switch, or a new thread.
  STACK,
  /// The handler of an interrupt or exception starts.
  INTERRUPT,
  /// A handler ended and what it broke into goes on.
  RESUME,
  /// Several activations were left at once: longjmp, an exception of the language.
  UNWIND,
  /// Kernel entered from user code, or left for it.
  MODE
}
