package dev.tapmine.taps;

/// The part of the pass that collects what function activations leave behind. It shares nothing
/// with the other part, so that each may have a thread of its own; its own copy of the contexts
/// takes 16 bytes each.
final class OutputPass extends ActivationPass {
  private final ContextTree contexts;
  private final OutputStore outputs;

  OutputPass(PassOptions options) {
    this(options, new ContextTree(new PassMemory(Long.MAX_VALUE)));
  }

  private OutputPass(PassOptions options, ContextTree contexts) {
    this(contexts, new OutputStore(contexts, options.outputBudget()), options.reads());
  }

  private OutputPass(ContextTree contexts, OutputStore outputs, boolean reads) {
    super(outputs, reads);
    this.contexts = contexts;
    this.outputs = outputs;
  }

  @Override
  public void context(int context, int parent, long returnAddress, int depth) {
    contexts.add(context, parent, returnAddress, depth);
  }

  /// Ends all that still runs; no event may follow.
  OutputStore finish() {
    end();
    return outputs;
  }
}
