package dev.tapmine.taps;

/// Whether a tap's accesses load or store. The two are never mixed in one tap.
public enum Direction {
  READ,
  WRITE
}
