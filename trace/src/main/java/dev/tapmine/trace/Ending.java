package dev.tapmine.trace;

/// How a trace ended.
public enum Ending {
  /// The probe said that everything it saw is published, and all of it was read.
  WHOLE,
  /// The probe's process died; all that it had published was read, and the rest is lost.
  EARLY,
  /// The probe would not start, and said why.
  REFUSED
}
