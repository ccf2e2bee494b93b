package dev.tapmine.questions;

import dev.tapmine.taps.RunRow;
import java.util.Comparator;
import java.util.function.IntToLongFunction;

/// The order of the runs in a fold's stream: its parts one after the other, each in time. A run
/// keeps the place it has within its own tap where times are equal, since sorting a list is stable
/// and a source delivers by tap.
final class StreamOrder {
  private StreamOrder() {}

  /// @param partOf orders the parts that taps belong to
  static Comparator<RunRow> of(IntToLongFunction partOf) {
    return Comparator.comparingLong((RunRow run) -> partOf.applyAsLong(run.tap()))
        .thenComparingLong(RunRow::time);
  }
}
