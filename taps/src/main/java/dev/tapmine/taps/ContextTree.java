package dev.tapmine.taps;

import java.util.Arrays;
import java.util.function.Consumer;

/// The calling contexts as they were announced, the root at 0 included.
final class ContextTree {
  private static final int ROW = 16;

  private final PassMemory memory;
  private int[] parents = new int[1024];
  private long[] returnAddresses = new long[1024];
  private int[] depths = new int[1024];
  private int count = 1;

  ContextTree(PassMemory memory) {
    this.memory = memory;
    memory.takeHeap(1024L * ROW);
  }

  void add(int context, int parent, long returnAddress, int depth) {
    if (context == 0) {
      return;
    }
    if (context != count || parent < 0 || parent >= count || depth != depths[parent] + 1) {
      throw new IllegalStateException(
          "Context "
              + context
              + " of depth "
              + depth
              + " with parent "
              + parent
              + " does not follow on the "
              + count
              + " contexts before it.");
    }
    if (count == parents.length) {
      memory.takeHeap((long) count * ROW);
      parents = Arrays.copyOf(parents, count * 2);
      returnAddresses = Arrays.copyOf(returnAddresses, count * 2);
      depths = Arrays.copyOf(depths, count * 2);
    }
    parents[count] = parent;
    returnAddresses[count] = returnAddress;
    depths[count] = depth;
    count++;
  }

  boolean has(int context) {
    return context >= 0 && context < count;
  }

  /// The innermost `depth` callers of a context; the context itself when it knows no more.
  int prefix(int context, int depth) {
    int at = context;
    while (depths[at] > depth) {
      at = parents[at];
    }
    return at;
  }

  void rows(Consumer<? super ContextRow> sink) {
    for (int i = 0; i < count; i++) {
      sink.accept(new ContextRow(i, parents[i], returnAddresses[i], depths[i]));
    }
  }
}
