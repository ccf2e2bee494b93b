package dev.tapmine.trace;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Writes events to one batch in memory, as the probe would, rules or no rules.
final class BatchWriter implements TraceVisitor {
  private final MemorySegment batch =
      MemorySegment.ofArray(new long[RingLayout.BATCH_BYTES / Long.BYTES]);
  private int used = 1;
  private long base;

  BatchWriter(long number, long base) {
    this.base = base;
    set(0, 0, (long) RingLayout.BATCH << RingLayout.KIND_SHIFT | 1);
    set(0, 1, base);
    set(0, 2, number);
  }

  MemorySegment batch() {
    return batch;
  }

  /// Whether an event of two slots and a change of base still fit.
  boolean hasRoom() {
    return used + 3 <= RingLayout.BATCH_SLOTS;
  }

  void set(int slot, int word, long value) {
    batch.set(ValueLayout.JAVA_LONG, (long) slot * RingLayout.SLOT_BYTES + word * 8L, value);
  }

  /// An event with these words after word 0, zeros after them to the end of its last slot.
  BatchWriter event(int kind, int id, long time, long... words) {
    if (time - base < 0 || time - base > RingLayout.DELTA_MAX) {
      put(RingLayout.TIME, 0, 0, time, 0);
      base = time;
    }
    return put(kind, id, time - base, words);
  }

  BatchWriter put(int kind, int id, long delta, long... words) {
    long head = delta << RingLayout.TIME_SHIFT | (long) kind << RingLayout.KIND_SHIFT;
    set(used, 0, head | Integer.toUnsignedLong(id));
    for (int i = 0; i < words.length; i++) {
      set(used + (i + 1) / 3, (i + 1) % 3, words[i]);
    }
    used += words.length > 2 ? 2 : 1;
    set(0, 0, (long) RingLayout.BATCH << RingLayout.KIND_SHIFT | used);
    return this;
  }

  @Override
  public void access(int tap, long time, long address, int size, long value, long high) {
    if (size == 16) {
      event(RingLayout.ACCESS_16, tap, time, address, value, high);
    } else {
      event(Integer.numberOfTrailingZeros(size), tap, time, address, value);
    }
  }

  @Override
  public void tap(int tap, long pc, int context, int space, boolean write, boolean user) {
    put(RingLayout.TAP, tap, 0, pc, context, (write ? 1 : 0) + (user ? 2 : 0), space, 0);
  }

  @Override
  public void context(int context, int parent, long returnAddress, int depth) {
    put(RingLayout.CONTEXT, context, 0, returnAddress, parent, depth, 0, 0);
  }

  @Override
  public void space(int space, long time, long root, long incarnation) {
    event(RingLayout.SPACE, space, time, root, incarnation);
  }

  @Override
  public void touch(int space, long time, long block, int kind) {
    event(RingLayout.TOUCH, space, time, block, kind);
  }

  @Override
  public void code(int space, long pc, long place, byte[] instruction) {
    long[] halves = new long[2];
    MemorySegment.copy(
        MemorySegment.ofArray(instruction),
        0,
        MemorySegment.ofArray(halves),
        0,
        instruction.length);
    put(RingLayout.CODE, instruction.length, 0, pc, space, halves[0], halves[1], place);
  }

  @Override
  public void call(
      long time,
      int activation,
      long stackPointer,
      long returnAddress,
      long callee,
      long stack,
      int context) {
    event(RingLayout.CALL, activation, time, stackPointer, returnAddress, callee, stack, context);
  }

  @Override
  public void returned(long time, int activation, long stackPointer, long target) {
    event(RingLayout.RETURN, activation, time, stackPointer, target);
  }

  @Override
  public void renamed(long time, int activation, long callee) {
    event(RingLayout.RENAME, activation, time, callee, 0);
  }

  @Override
  @SuppressWarnings("EnumOrdinal")
  public void switched(
      long time,
      int activation,
      long stackPointer,
      long stack,
      SwitchCause cause,
      boolean interruptRoot,
      int context) {
    long root = interruptRoot ? RingLayout.ROOT_INTERRUPT : RingLayout.ROOT_THREAD;
    event(RingLayout.SWITCH, activation, time, stackPointer, stack, cause.ordinal(), root, context);
  }

  @Override
  public void privilege(long time, boolean user, int space) {
    event(RingLayout.PRIVILEGE, user ? 1 : 0, time, space, 0);
  }
}
