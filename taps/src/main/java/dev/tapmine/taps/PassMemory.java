package dev.tapmine.taps;

/// The account of what a pass has taken, in bytes. Taking always succeeds, so that nothing has to
/// be undone in the middle of an access; whoever takes too much leaves `pressed` set, and the pass
/// makes room before the next access. The budget is therefore overstepped by one slab or one table
/// at the most.
final class PassMemory {
  private final long limit;
  private long slabLimit;
  private long heap;
  private long slabs;
  private long peak;
  private boolean pressed;
  private boolean contentWanted;
  private boolean exhausted;

  PassMemory(long limit) {
    this.limit = limit;
    // Tables grow for longer than content does: a process that starts late brings new taps.
    this.slabLimit = limit / 3;
  }

  boolean pressed() {
    return pressed;
  }

  /// Has the next access stop at the check for room.
  void press() {
    pressed = true;
  }

  void settle() {
    pressed = false;
  }

  void takeHeap(long bytes) {
    heap += bytes;
    note();
  }

  void giveHeap(long bytes) {
    heap -= bytes;
  }

  void takeSlab(long bytes) {
    slabs += bytes;
    note();
  }

  private void note() {
    peak = Math.max(peak, heap + slabs);
    pressed |= heap + slabs > limit;
  }

  boolean over() {
    return heap + slabs > limit;
  }

  /// Asks for room for content if `more` bytes of slabs would be more than it should have.
  boolean slabsFull(long more) {
    boolean full = slabs + more > slabLimit;
    if (full && !exhausted) {
      pressed = true;
      contentWanted = true;
    }
    return full;
  }

  boolean contentWanted() {
    return contentWanted;
  }

  /// Answers the question for room for content. When none could be made, content gets more memory
  /// if there is any, and is not asked again if there is not.
  void contentSettled(boolean enough) {
    contentWanted = false;
    long more = limit / 32;
    if (!enough) {
      exhausted = heap + slabs + more > limit;
      slabLimit = exhausted ? slabLimit : slabs + more;
    }
  }

  long limit() {
    return limit;
  }

  long peak() {
    return peak;
  }

  long heap() {
    return heap;
  }

  long slabs() {
    return slabs;
  }
}
