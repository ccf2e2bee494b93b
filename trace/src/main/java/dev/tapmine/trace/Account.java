package dev.tapmine.trace;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// What the probe counted. Each counter is exact at a whole end; when the trace ended early it is
/// as of some moment after the last batch that was read was handed over.
///
/// @param counters every counter, in the order of [Counter]; a counter that is not given is 0
public record Account(Map<Counter, Long> counters) {
  /// What is counted, in the order in which the ring holds it.
  public enum Counter {
    /// Instructions executed: the clock at the end.
    INSTRUCTIONS,
    /// Loads delivered.
    READS,
    /// Stores delivered.
    WRITES,
    /// Loads left out: slots of the running activation's own frame.
    STACK_READS,
    /// Stores left out: slots of the running activation's own frame.
    STACK_WRITES,
    CALLS,
    RETURNS,
    /// Returns that matched no return address and were settled by the stack pointer.
    UNWINDS,
    SWITCHES,
    /// Entries through an interrupt or exception gate.
    INTERRUPTS,
    /// Stacks seen.
    STACKS,
    /// Stacks given up for room.
    STACKS_FORGOTTEN,
    /// Outermost frames given up for room.
    FRAMES_FORGOTTEN,
    /// Blocks translated.
    BLOCKS,
    /// Block entries at another address than the block was translated for.
    MOVED,
    /// Times the probe waited for the reader.
    STALLS,
    /// 1 when the trace was ended at the instruction asked for and not by the guest.
    END_REACHED,
    /// Block entries at an address that was taken for another; counted when the probe is told to
    /// check, and expected to be 0.
    MISPLACED
  }

  /// Copies the counters and completes them with zeros.
  public Account {
    EnumMap<Counter, Long> all = new EnumMap<>(Counter.class);
    for (Counter counter : Counter.values()) {
      all.put(counter, counters.getOrDefault(counter, 0L));
    }
    counters = Collections.unmodifiableMap(all);
  }

  /// One counter's value.
  public long get(Counter counter) {
    return counters.getOrDefault(counter, 0L);
  }
}
