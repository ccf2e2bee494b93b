package dev.tapmine.taps;

import dev.tapmine.trace.TraceVisitor;
import java.util.List;

/// A pass that hands on the whole stream of one tap, folded to some depth, and keeps nothing.
public final class StreamPass implements TraceVisitor {
  /// Takes the bytes of a stream.
  @FunctionalInterface
  public interface Sink {
    /// Takes the bytes of one access, in memory order; the array holds them only during the call.
    void accept(byte[] bytes, int length);
  }

  private final TapMatcher matcher;
  private final Sink sink;
  private final byte[] bytes = new byte[16];

  /// @param sink gets the bytes as they are accessed
  public StreamPass(WantedTap wanted, Sink sink) {
    this.matcher = new TapMatcher(List.of(wanted));
    this.sink = sink;
  }

  @Override
  public void access(int tap, long time, long address, int size, long value, long high) {
    if (matcher.number(tap) >= 0) {
      for (int i = 0; i < size; i++) {
        bytes[i] = AccessValue.at(i, value, high);
      }
      sink.accept(bytes, size);
    }
  }

  @Override
  public void tap(int tap, long pc, int context, int space, boolean write, boolean user) {
    matcher.tap(tap, pc, context, space, write);
  }

  @Override
  public void context(int context, int parent, long returnAddress, int depth) {
    matcher.context(context, parent, returnAddress, depth);
  }
}
