package dev.tapmine.trace;

import java.util.Arrays;

/// Counts events and digests them and their order.
@SuppressWarnings("EnumOrdinal") // any number will do
class TraceDigest implements TraceVisitor {
  long events;
  long digest;

  private void add(long... words) {
    events++;
    digest = digest * 31 + Arrays.hashCode(words);
    seen();
  }

  /// Called after every event.
  void seen() {}

  @Override
  public void access(int tap, long time, long address, int size, long value, long high) {
    add(1, tap, time, address, size, value, high);
  }

  @Override
  public void tap(int tap, long pc, int context, int space, boolean write, boolean user) {
    add(2, tap, pc, context, space, write ? 1 : 0, user ? 1 : 0);
  }

  @Override
  public void context(int context, int parent, long returnAddress, int depth) {
    add(3, context, parent, returnAddress, depth);
  }

  @Override
  public void space(int space, long time, long root, long incarnation) {
    add(4, space, time, root, incarnation);
  }

  @Override
  public void touch(int space, long time, long block, int kind) {
    add(5, space, time, block, kind);
  }

  @Override
  public void code(int space, long pc, long place, byte[] instruction) {
    add(6, space, pc, place, Arrays.hashCode(instruction));
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
    add(7, time, activation, stackPointer, returnAddress, callee, stack, context);
  }

  @Override
  public void returned(long time, int activation, long stackPointer, long target) {
    add(8, time, activation, stackPointer, target);
  }

  @Override
  public void renamed(long time, int activation, long callee) {
    add(9, time, activation, callee);
  }

  @Override
  public void switched(
      long time,
      int activation,
      long stackPointer,
      long stack,
      SwitchCause cause,
      boolean interruptRoot,
      int context) {
    add(10, time, activation, stackPointer, stack, cause.ordinal(), interruptRoot ? 1 : 0, context);
  }

  @Override
  public void privilege(long time, boolean user, int space) {
    add(11, time, user ? 1 : 0, space);
  }
}
