package dev.tapmine.taps;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// A pass that keeps nothing but some contexts' outputs in a region, and those whole, up to a
/// bound: for channels of which mining kept a part. Feed it the trace of another replay of the
/// recording, mined at the same depth.
public final class ExtractPass extends ActivationPass {
  private static final int CALLERS = 2;

  private final Taking taking;

  /// @param mostBytes of outputs that are handed on; what is more is counted
  /// @param sink gets the outputs as they are left; their context is the place in the list of
  ///   [WantedOutputs#contexts]
  public ExtractPass(WantedOutputs wanted, long mostBytes, Consumer<OutputRow> sink) {
    this(
        new Taking(wanted, mostBytes, sink),
        wanted.contexts().stream().anyMatch(c -> c.direction() == Direction.READ));
  }

  private ExtractPass(Taking taking, boolean reads) {
    super(taking, reads);
    this.taking = taking;
  }

  private static final class Taking implements OutputSink {
    private final WantedOutputs wanted;
    private final long mostBytes;
    private final Consumer<OutputRow> sink;
    private final CallerPaths callers = new CallerPaths();
    private final Map<WantedOutputs.Context, Integer> numbers = new HashMap<>();
    private long bytes;
    private long dropped;

    Taking(WantedOutputs wanted, long mostBytes, Consumer<OutputRow> sink) {
      this.wanted = wanted;
      this.mostBytes = mostBytes;
      this.sink = sink;
      for (WantedOutputs.Context context : wanted.contexts()) {
        numbers.putIfAbsent(context, numbers.size());
      }
    }

    @Override
    public int context(long callee, int callContext, int space, boolean user, boolean write) {
      return numbers.getOrDefault(
          new WantedOutputs.Context(
              write ? Direction.WRITE : Direction.READ,
              callee,
              callers.of(callContext, CALLERS),
              space,
              user),
          numbers.size());
    }

    @Override
    public void add(int context, int activation, Extent e) {
      if (context == numbers.size()
          || Long.compareUnsigned(e.start, wanted.low()) < 0
          || Long.compareUnsigned(e.end() - 1, wanted.high()) > 0) {
        return;
      }
      bytes += e.length;
      if (bytes > mostBytes) {
        dropped++;
        return;
      }
      byte[] content = new byte[e.length];
      System.arraycopy(e.bytes, e.at, content, 0, e.length);
      sink.accept(
          new OutputRow(
              context, activation, e.start, e.first, e.last, e.firstTap, e.lastTap, content));
    }
  }

  /// Outputs not handed on because there were too many bytes.
  public long dropped() {
    return taking.dropped;
  }

  /// Ends the pass: what still runs leaves its outputs now.
  public void finish() {
    end();
  }

  @Override
  public void context(int context, int parent, long returnAddress, int depth) {
    taking.callers.context(context, parent, returnAddress, depth);
  }
}
