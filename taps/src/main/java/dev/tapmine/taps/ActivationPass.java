package dev.tapmine.taps;

import dev.tapmine.trace.SwitchCause;
import dev.tapmine.trace.TraceVisitor;
import java.util.BitSet;

/// A pass that feeds a trace to activations, whose outputs go to a sink. What contexts are to the
/// sink is for the subclass to say.
abstract class ActivationPass implements TraceVisitor {
  private final BitSet writes = new BitSet();
  private final Activations activations;

  /// @param reads whether what is read has outputs, too
  ActivationPass(OutputSink sink, boolean reads) {
    this.activations = new Activations(sink, reads);
  }

  @Override
  public abstract void context(int context, int parent, long returnAddress, int depth);

  @Override
  public final void access(int tap, long time, long address, int size, long value, long high) {
    activations.access(writes.get(tap), tap, time, address, size, value, high);
  }

  @Override
  public final void tap(int tap, long pc, int context, int space, boolean write, boolean user) {
    writes.set(tap, write);
  }

  @Override
  public final void privilege(long time, boolean user, int space) {
    activations.privilege(user, space);
  }

  @Override
  public final void call(
      long time,
      int activation,
      long stackPointer,
      long returnAddress,
      long callee,
      long stack,
      int context) {
    activations.call(activation, stackPointer, callee, context);
  }

  @Override
  public final void returned(long time, int activation, long stackPointer, long target) {
    activations.returned(activation);
  }

  @Override
  public final void renamed(long time, int activation, long callee) {
    activations.renamed(callee);
  }

  @Override
  public final void switched(
      long time,
      int activation,
      long stackPointer,
      long stack,
      SwitchCause cause,
      boolean interruptRoot,
      int context) {
    activations.switched(activation, stackPointer, stack, context);
  }

  /// What still runs leaves its outputs now; no event may follow.
  final void end() {
    activations.finish();
  }
}
