package dev.tapmine.questions;

import dev.tapmine.taps.Direction;
import java.util.List;

/// What a channel's bytes come from.
public sealed interface Carrier {
  /// Whether the bytes were written or read there.
  Direction direction();

  /// Whether the code runs in user mode.
  boolean user();

  /// 0 for kernel code, else the address space.
  int space();

  /// Whether another's bytes were accessed in the same direction, mode and space.
  default boolean sameWay(Carrier other) {
    return direction() == other.direction() && user() == other.user() && space() == other.space();
  }

  /// One tap, folded to the depth that its data ask for.
  record OfTap(FoldedTap tap) implements Carrier {
    @Override
    public Direction direction() {
      return tap.direction();
    }

    @Override
    public boolean user() {
      return tap.user();
    }

    @Override
    public int space() {
      return tap.space();
    }
  }

  /// Taps that together have one buffer or one port.
  ///
  /// @param taps at least two, of one direction, in ascending order of their lowest ids
  /// @param port whether all their accesses are to one address
  record OfTaps(List<FoldedTap> taps, boolean port) implements Carrier {
    /// Copies the list.
    public OfTaps {
      taps = List.copyOf(taps);
    }

    @Override
    public Direction direction() {
      return taps.getFirst().direction();
    }

    @Override
    public boolean user() {
      return taps.getFirst().user();
    }

    @Override
    public int space() {
      return taps.getFirst().space();
    }
  }

  /// What activations of a function leave in a region of memory.
  ///
  /// @param callee entry of the function; 0 for code that no call is known of
  /// @param callers return addresses that tell its calls apart, innermost first; none for all calls
  /// @param contexts output contexts, ascending
  /// @param low lowest address
  /// @param high highest address of a last byte
  /// @param layout where between the two addresses they lie
  /// @param siblings output contexts whose outputs complete it, ascending
  record OfOutputs(
      Direction direction,
      boolean user,
      int space,
      long callee,
      List<Long> callers,
      List<Integer> contexts,
      long low,
      long high,
      Layout layout,
      List<Integer> siblings)
      implements Carrier {
    /// Copies the lists.
    public OfOutputs {
      callers = List.copyOf(callers);
      contexts = List.copyOf(contexts);
      siblings = List.copyOf(siblings);
    }

    AddressSpan span() {
      return new AddressSpan(low, high);
    }

    /// Whether another is what the same function left under some of these callers alone, told apart
    /// by more of them, or in some of the memory alone.
    boolean isWiderThan(OfOutputs other) {
      boolean moreOfIt =
          callers.size() < other.callers.size()
              || (layout == Layout.SPREAD && other.layout != Layout.SPREAD);
      return callee != 0
          && callee == other.callee
          && sameWay(other)
          && moreOfIt
          && callers.size() <= other.callers.size()
          && callers.equals(other.callers.subList(0, callers.size()));
    }
  }
}
