package dev.tapmine.questions;

import dev.tapmine.taps.Direction;

/// Which taps a question is about.
///
/// @param reads whether taps that read
/// @param writes whether taps that write
/// @param kernel whether code in kernel mode
/// @param user whether code in user mode
/// @param minBytes shorter streams are passed over; counted after the fold
public record TapFilter(
    boolean reads, boolean writes, boolean kernel, boolean user, long minBytes) {
  /// The seed paper's floor, below which a distribution of byte pairs says little.
  public static final long MIN_BYTES = 80;

  /// Every tap.
  public static TapFilter all() {
    return new TapFilter(true, true, true, true, 0);
  }

  /// Every tap whose stream is long enough.
  public static TapFilter longerThan(long minBytes) {
    return new TapFilter(true, true, true, true, minBytes);
  }

  boolean accepts(Direction direction, boolean inUser, long bytes) {
    return accepts(direction, inUser) && bytes >= minBytes;
  }

  boolean accepts(Direction direction, boolean inUser) {
    return (direction == Direction.READ ? reads : writes) && (inUser ? user : kernel);
  }
}
