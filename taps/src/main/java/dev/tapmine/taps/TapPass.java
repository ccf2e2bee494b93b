package dev.tapmine.taps;

import dev.tapmine.trace.Both;
import dev.tapmine.trace.TraceEnd;
import dev.tapmine.trace.TraceVisitor;
import java.util.List;

/// The one pass over a trace that fills all tables of a tap index. Feed it as the visitor of a
/// trace, or its [#lanes()] by threads of their own, then call [#finish(TraceEnd)] and read the
/// rows; close it when the rows have been read, which frees the native memory that holds the
/// content.
///
/// Not thread-safe; the events may come from other threads than the one that reads the rows.
public final class TapPass extends Both implements AutoCloseable {
  private final AccessPass accesses;
  private final TraceVisitor outputs;

  public TapPass(PassOptions options) {
    this(options, Mined.LEAST_PART);
  }

  TapPass(PassOptions options, int leastPart) {
    this(new AccessPass(options, leastPart), outputs(options));
  }

  private TapPass(AccessPass accesses, TraceVisitor outputs) {
    super(accesses, outputs);
    this.accesses = accesses;
    this.outputs = outputs;
  }

  private static TraceVisitor outputs(PassOptions options) {
    return options.outputBudget() > 0 ? new OutputPass(options) : (_, _, _, _, _, _) -> {};
  }

  /// The visitors that this one is made of. Each is to be fed the whole trace, in its order; none
  /// knows of the others, so that each may be fed by another thread. The rows are the same.
  public List<TraceVisitor> lanes() {
    return outputs instanceof OutputPass ? List.of(accesses, outputs) : List.of(accesses);
  }

  /// Ends the pass; no event may follow. The rows are read from the pass's own memory, as often as
  /// wanted, until [#close()].
  ///
  /// @param end of the trace; its counters stand beside the pass's own in the account
  public TapSource finish(TraceEnd end) {
    return accesses.finish(
        end,
        outputs instanceof OutputPass pass
            ? pass.finish()
            : new OutputStore(new ContextTree(new PassMemory(0)), 0));
  }

  /// Frees the content. No event may follow, and rows cannot be read any more.
  @Override
  public void close() {
    accesses.close();
  }
}
