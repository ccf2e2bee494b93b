package dev.tapmine.taps;

/// How one pass mines a trace.
///
/// @param depth callers that the probe keeps in a calling context, 0 to 16
/// @param reads whether the probe delivers reads
/// @param writes whether the probe delivers writes
/// @param stack whether the probe delivers stack slots
/// @param contentBudget bytes of a tap's stream that are kept as content, at the most; of a longer
///   stream the first and the last part, see [Mined#head()]
/// @param memoryBudget bytes that the pass may take, heap and native memory together. A third of it
///   holds content; when that is used up, content is cut, and what was cut stands in the account.
///   Statistics, histograms and seams are exact whatever the budget.
/// @param outputBudget bytes that the outputs of activations may take, beside the memory budget; 0
///   for none, and then the probe need not tell of calls
public record PassOptions(
    int depth,
    boolean reads,
    boolean writes,
    boolean stack,
    int contentBudget,
    long memoryBudget,
    long outputBudget) {

  /// Bytes of content kept a tap unless told otherwise.
  public static final int DEFAULT_CONTENT = 64 << 10;

  private static final long MOST_OUTPUTS = 32L << 30;

  /// Bytes of outputs kept unless told otherwise.
  public static final long DEFAULT_OUTPUTS = 512L << 20;

  /// The least memory that a pass starts with: its tables while they are empty.
  public static final long LEAST_MEMORY = 8L << 20;

  public PassOptions {
    if (depth < 0 || depth > 16) {
      throw new IllegalArgumentException("Depth is 0 to 16 callers, not " + depth + ".");
    }
    if (contentBudget < 0 || contentBudget > 1 << 30) {
      throw new IllegalArgumentException(
          "The content kept of a tap is 0 to 1073741824 bytes, not " + contentBudget + ".");
    }
    if (memoryBudget < LEAST_MEMORY) {
      throw new IllegalArgumentException(
          "A pass needs at least "
              + LEAST_MEMORY
              + " bytes of memory, but it may take only "
              + memoryBudget
              + ".");
    }
    if (outputBudget < 0 || outputBudget > MOST_OUTPUTS) {
      throw new IllegalArgumentException(
          "The outputs kept take 0 to " + MOST_OUTPUTS + " bytes, not " + outputBudget + ".");
    }
  }

  /// A pass without outputs.
  public PassOptions(
      int depth,
      boolean reads,
      boolean writes,
      boolean stack,
      int contentBudget,
      long memoryBudget) {
    this(depth, reads, writes, stack, contentBudget, memoryBudget, 0);
  }
}
