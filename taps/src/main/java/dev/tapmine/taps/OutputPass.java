package dev.tapmine.taps;

import dev.tapmine.trace.SwitchCause;
import dev.tapmine.trace.TraceVisitor;
import java.util.BitSet;

/// The part of the pass that collects what function activations leave behind. It shares nothing
/// with the other part, so that each may have a thread of its own; its own copy of the contexts
/// takes 16 bytes each.
final class OutputPass implements TraceVisitor {
  private final ContextTree contexts = new ContextTree(new PassMemory(Long.MAX_VALUE));
  private final BitSet writes = new BitSet();
  private final OutputStore outputs;
  private final Activations activations;

  OutputPass(PassOptions options) {
    this.outputs = new OutputStore(contexts, options.outputBudget());
    this.activations = new Activations(outputs, options.reads());
  }

  @Override
  public void access(int tap, long time, long address, int size, long value, long high) {
    activations.access(writes.get(tap), tap, time, address, size, value, high);
  }

  @Override
  public void tap(int tap, long pc, int context, int space, boolean write, boolean user) {
    writes.set(tap, write);
  }

  @Override
  public void context(int context, int parent, long returnAddress, int depth) {
    contexts.add(context, parent, returnAddress, depth);
  }

  @Override
  public void privilege(long time, boolean user, int space) {
    activations.privilege(user, space);
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
    activations.call(activation, stackPointer, callee, context);
  }

  @Override
  public void returned(long time, int activation, long stackPointer, long target) {
    activations.returned(activation);
  }

  @Override
  public void renamed(long time, int activation, long callee) {
    activations.renamed(callee);
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
    activations.switched(activation, stackPointer, stack, context);
  }

  /// Ends all that still runs; no event may follow.
  OutputStore finish() {
    activations.finish();
    return outputs;
  }
}
