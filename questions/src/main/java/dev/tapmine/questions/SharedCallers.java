package dev.tapmine.questions;

import java.util.HashMap;
import java.util.Map;

/// Knows the callers of shared code again in every space, by a number.
final class SharedCallers {
  /// Not the same as any others: of some caller it is not known what code it is.
  static final int UNKNOWN = -1;

  private static final int NOBODY = 0;

  private final SharedCode code;
  private final ContextPaths contexts;
  private final Map<Long, Integer> known = new HashMap<>();
  private final Map<Long, Integer> numbers = new HashMap<>();

  SharedCallers(SharedCode code, ContextPaths contexts) {
    this.code = code;
    this.contexts = contexts;
  }

  /// The number of a context's callers.
  ///
  /// @param space that they ran in
  int of(int space, int context) {
    if (contexts.depth(context) == 0) {
      return NOBODY;
    }
    long key = pair(space, context);
    Integer before = known.get(key);
    if (before != null) {
      return before;
    }
    int inner = of(space, contexts.parent(context));
    int caller = code.returnedTo(space, contexts.returnAddress(context));
    int number =
        inner == UNKNOWN || caller == SharedCode.UNKNOWN
            ? UNKNOWN
            : numbers.computeIfAbsent(pair(inner, caller), _ -> numbers.size() + 1);
    known.put(key, number);
    return number;
  }

  private static long pair(int high, int low) {
    return ((long) high << 32) | (low & 0xffff_ffffL);
  }
}
