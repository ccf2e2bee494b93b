package dev.tapmine.questions;

import dev.tapmine.taps.ContextRow;
import dev.tapmine.taps.TapSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// The tree of calling contexts, by id.
final class ContextPaths {
  private int[] parents = new int[1024];
  private int[] depths = new int[1024];
  private long[] addresses = new long[1024];

  private ContextPaths() {}

  static ContextPaths of(TapSource source) throws IOException {
    ContextPaths paths = new ContextPaths();
    source.contexts(paths::add);
    return paths;
  }

  private void add(ContextRow context) {
    int id = context.id();
    if (id >= parents.length) {
      int larger = Math.max(id + 1, parents.length * 2);
      parents = Arrays.copyOf(parents, larger);
      depths = Arrays.copyOf(depths, larger);
      addresses = Arrays.copyOf(addresses, larger);
    }
    parents[id] = context.parent();
    depths[id] = context.depth();
    addresses[id] = context.returnAddress();
  }

  int parent(int context) {
    return parents[context];
  }

  int depth(int context) {
    return depths[context];
  }

  /// The return address that a context adds to its parent.
  long returnAddress(int context) {
    return addresses[context];
  }

  /// The context of the innermost callers, `depth` of them at the most.
  int prefix(int context, int depth) {
    int at = context;
    while (depths[at] > depth) {
      at = parents[at];
    }
    return at;
  }

  /// Return addresses, innermost first, `depth` of them at the most.
  List<Long> callers(int context, int depth) {
    List<Long> callers = new ArrayList<>();
    for (int at = prefix(context, depth); depths[at] > 0; at = parents[at]) {
      callers.add(addresses[at]);
    }
    Collections.reverse(callers);
    return callers;
  }
}
