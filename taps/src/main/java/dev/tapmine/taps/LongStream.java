package dev.tapmine.taps;

import org.jspecify.annotations.Nullable;

/// What is kept of a tap whose stream has outgrown its head, or whose content was cut.
final class LongStream {
  static final int BYTES = 48;

  /// Pairs of everything that has been counted so far, and is therefore no longer staged.
  @Nullable Histogram counted;

  /// Whether the head's pairs are among those counted.
  boolean headCounted;

  /// Whether memory, not the content budget, ended the keeping of content.
  boolean cut;

  /// First chunk of the full part before the current one, or 0.
  int previous;

  /// First chunk of the part that is being filled, or 0.
  int current;

  /// The stream's byte before the current part, or -1.
  int before = -1;

  Histogram counted(PassMemory memory) {
    Histogram histogram = counted;
    if (histogram == null) {
      histogram = new Histogram(memory);
      counted = histogram;
    }
    return histogram;
  }
}
