package dev.tapmine.taps;

import java.util.ArrayList;
import java.util.List;

/// The callers of a trace's calling contexts as return addresses, by which a context is known in
/// another replay, where its number may be another. Feed it the trace's contexts.
final class CallerPaths {
  private final ContextTree contexts = new ContextTree(new PassMemory(Long.MAX_VALUE));
  private final List<List<Long>> known = new ArrayList<>(List.of(List.of()));

  void context(int context, int parent, long returnAddress, int depth) {
    contexts.add(context, parent, returnAddress, depth);
    if (context > 0) {
      List<Long> path = new ArrayList<>(known.get(parent));
      path.add(returnAddress);
      known.add(List.copyOf(path));
    }
  }

  /// A context's innermost callers, innermost first.
  ///
  /// @param depth so many at the most
  List<Long> of(int context, int depth) {
    return known.get(contexts.prefix(context, depth));
  }
}
