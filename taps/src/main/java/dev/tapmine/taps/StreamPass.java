package dev.tapmine.taps;

import dev.tapmine.trace.TraceVisitor;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// A pass that hands on the whole stream of one tap, folded to some depth, and keeps nothing.
public final class StreamPass implements TraceVisitor {
  /// Takes the bytes of a stream.
  @FunctionalInterface
  public interface Sink {
    /// Takes the bytes of one access, in memory order; the array holds them only during the call.
    void accept(byte[] bytes, int length);
  }

  private final Direction direction;
  private final long pc;
  private final List<Long> callers;
  private final int depth;
  private final int space;
  private final Sink sink;
  private final ContextTree contexts = new ContextTree(new PassMemory(Long.MAX_VALUE));
  private final List<List<Long>> known = new ArrayList<>(List.of(List.of()));
  private final BitSet wanted = new BitSet();
  private final byte[] bytes = new byte[16];

  /// @param callers return addresses, innermost first
  /// @param depth callers that tell taps apart
  public StreamPass(
      Direction direction, long pc, List<Long> callers, int depth, int space, Sink sink) {
    this.direction = direction;
    this.pc = pc;
    this.callers = List.copyOf(callers);
    this.depth = depth;
    this.space = space;
    this.sink = sink;
  }

  @Override
  public void access(int tap, long time, long address, int size, long value, long high) {
    if (wanted.get(tap)) {
      for (int i = 0; i < size; i++) {
        bytes[i] = (byte) (i < 8 ? value >>> (8 * i) : high >>> (8 * (i - 8)));
      }
      sink.accept(bytes, size);
    }
  }

  @Override
  public void tap(int tap, long tapPc, int context, int tapSpace, boolean write, boolean user) {
    if (tapPc == pc
        && tapSpace == space
        && write == (direction == Direction.WRITE)
        && known.get(contexts.prefix(context, depth)).equals(callers)) {
      wanted.set(tap);
    }
  }

  @Override
  public void context(int context, int parent, long returnAddress, int depthOf) {
    contexts.add(context, parent, returnAddress, depthOf);
    if (context > 0) {
      List<Long> path = new ArrayList<>(known.get(parent));
      path.add(returnAddress);
      known.add(List.copyOf(path));
    }
  }
}
