package dev.tapmine.taps;

import java.util.SortedMap;

/// How a recording was mined, and what became of it.
///
/// @param architecture QEMU's name of the guest's architecture, such as `x86_64` or `aarch64`
/// @param bigEndian the guest's byte order
/// @param depth callers kept in a calling context
/// @param reads whether reads were mined
/// @param writes whether writes were mined
/// @param stack whether stack slots were kept
/// @param contentBudget bytes of content kept a tap at the most
/// @param outputs whether outputs of activations were kept
/// @param instructions the time at the end
/// @param complete false when the trace ended early
/// @param account counters by name: what the probe delivered and left out, what the pass cut for
///   want of memory
public record Mined(
    String architecture,
    boolean bigEndian,
    int depth,
    boolean reads,
    boolean writes,
    boolean stack,
    int contentBudget,
    boolean outputs,
    long instructions,
    boolean complete,
    SortedMap<String, Long> account) {

  /// A part of a stream that is shorter is not kept as its end.
  static final int LEAST_PART = 8 << 10;

  /// How much of a stream that is longer than what is kept of it is its beginning. Of such a tap
  /// the content is the first `min(kept, head())` bytes of the stream, and then, if `kept` is more,
  /// the last `kept - head()`: between the two lies a gap, at which no pattern may be matched. No
  /// run spans it. With less than 32 KB of content there is only the beginning.
  public int head() {
    return head(contentBudget, LEAST_PART);
  }

  static int head(int contentBudget, int leastPart) {
    int part = contentBudget / 4;
    return part >= leastPart ? contentBudget - 2 * part : contentBudget;
  }
}
