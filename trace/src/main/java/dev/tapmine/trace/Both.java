package dev.tapmine.trace;

/// Hands every event to two visitors, one after the other.
public class Both implements TraceVisitor {
  private final TraceVisitor first;
  private final TraceVisitor second;

  /// @param first gets each event before `second` does
  public Both(TraceVisitor first, TraceVisitor second) {
    this.first = first;
    this.second = second;
  }

  @Override
  public void access(int tap, long time, long address, int size, long value, long high) {
    first.access(tap, time, address, size, value, high);
    second.access(tap, time, address, size, value, high);
  }

  @Override
  public void tap(int tap, long pc, int context, int space, boolean write, boolean user) {
    first.tap(tap, pc, context, space, write, user);
    second.tap(tap, pc, context, space, write, user);
  }

  @Override
  public void context(int context, int parent, long returnAddress, int depth) {
    first.context(context, parent, returnAddress, depth);
    second.context(context, parent, returnAddress, depth);
  }

  @Override
  public void space(int space, long time, long root, long incarnation) {
    first.space(space, time, root, incarnation);
    second.space(space, time, root, incarnation);
  }

  @Override
  public void touch(int space, long time, long block, int kind) {
    first.touch(space, time, block, kind);
    second.touch(space, time, block, kind);
  }

  @Override
  public void code(int space, long pc, long place, byte[] instruction) {
    first.code(space, pc, place, instruction);
    second.code(space, pc, place, instruction);
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
    first.call(time, activation, stackPointer, returnAddress, callee, stack, context);
    second.call(time, activation, stackPointer, returnAddress, callee, stack, context);
  }

  @Override
  public void returned(long time, int activation, long stackPointer, long target) {
    first.returned(time, activation, stackPointer, target);
    second.returned(time, activation, stackPointer, target);
  }

  @Override
  public void renamed(long time, int activation, long callee) {
    first.renamed(time, activation, callee);
    second.renamed(time, activation, callee);
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
    first.switched(time, activation, stackPointer, stack, cause, interruptRoot, context);
    second.switched(time, activation, stackPointer, stack, cause, interruptRoot, context);
  }

  @Override
  public void privilege(long time, boolean user, int space) {
    first.privilege(time, user, space);
    second.privilege(time, user, space);
  }
}
