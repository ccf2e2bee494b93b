package dev.tapmine.evaluation;

import dev.tapmine.taps.ContextRow;
import dev.tapmine.taps.SpaceRow;
import dev.tapmine.taps.TapRow;
import dev.tapmine.taps.TapSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongPredicate;

/// The user-mode taps of the code that a witness speaks of, with their streams, by address space.
final class KnownTaps {
  private final Map<Integer, List<KnownTap>> bySpace = new HashMap<>();
  private final List<SpaceRow> spaces = new ArrayList<>();
  private final int depth;
  private final boolean bigEndian;

  private KnownTaps(int depth, boolean bigEndian) {
    this.depth = depth;
    this.bigEndian = bigEndian;
  }

  /// @param code which addresses of code matter
  static KnownTaps of(TapSource source, LongPredicate code) throws IOException {
    KnownTaps taps = new KnownTaps(source.mined().depth(), source.mined().bigEndian());
    Map<Integer, ContextRow> contexts = new HashMap<>();
    source.contexts(row -> contexts.put(row.id(), row));
    Map<Integer, KnownTap> byId = new HashMap<>();
    source.taps(row -> {
      if (row.user() && code.test(row.pc())) {
        KnownTap tap = known(row, callers(contexts, row.context()));
        byId.put(row.id(), tap);
        taps.bySpace.computeIfAbsent(row.space(), _ -> new ArrayList<>()).add(tap);
      }
    });
    source.runs(
        byId::containsKey, run -> Objects.requireNonNull(byId.get(run.tap())).runs().add(run));
    source.spaces(taps.spaces::add);
    return taps;
  }

  private static KnownTap known(TapRow row, List<Long> callers) {
    return new KnownTap(
        row.id(),
        row.direction(),
        row.pc(),
        callers,
        row.space(),
        row.accesses(),
        row.bytes(),
        !row.truncated(),
        List.of());
  }

  private static List<Long> callers(Map<Integer, ContextRow> contexts, int id) {
    List<Long> callers = new ArrayList<>();
    ContextRow at = Objects.requireNonNull(contexts.get(id));
    while (at.depth() > 0) {
      callers.add(at.returnAddress());
      at = Objects.requireNonNull(contexts.get(at.parent()));
    }
    Collections.reverse(callers);
    return List.copyOf(callers);
  }

  /// Callers that were mined.
  int depth() {
    return depth;
  }

  boolean bigEndian() {
    return bigEndian;
  }

  /// The spaces that have such taps, ascending.
  List<Integer> spacesWithTaps() {
    return bySpace.keySet().stream().sorted().toList();
  }

  /// All spaces.
  List<SpaceRow> spaces() {
    return spaces;
  }

  List<KnownTap> in(int space) {
    return bySpace.getOrDefault(space, List.of());
  }
}
