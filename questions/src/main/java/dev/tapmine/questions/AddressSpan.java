package dev.tapmine.questions;

/// Addresses from one to another, both included. They are unsigned: a kernel's are above a
/// program's.
record AddressSpan(long low, long high) {
  /// The least that holds this and another.
  AddressSpan with(AddressSpan other) {
    return new AddressSpan(
        Long.compareUnsigned(low, other.low) <= 0 ? low : other.low,
        Long.compareUnsigned(high, other.high) >= 0 ? high : other.high);
  }

  /// Whether the two have an address in common.
  boolean meets(AddressSpan other) {
    return Long.compareUnsigned(low, other.high) <= 0 && Long.compareUnsigned(other.low, high) <= 0;
  }
}
