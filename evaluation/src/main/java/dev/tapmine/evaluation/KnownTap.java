package dev.tapmine.evaluation;

import dev.tapmine.taps.Direction;
import dev.tapmine.taps.RunRow;
import java.util.ArrayList;
import java.util.List;

/// A mined tap with what is known of it.
///
/// @param callers return addresses, innermost first
/// @param complete whether all of its stream is kept
/// @param runs in time order
record KnownTap(
    int id,
    Direction direction,
    long pc,
    List<Long> callers,
    int space,
    long accesses,
    long bytes,
    boolean complete,
    List<RunRow> runs) {

  KnownTap {
    runs = new ArrayList<>(runs);
  }
}
