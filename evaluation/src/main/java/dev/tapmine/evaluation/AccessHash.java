package dev.tapmine.evaluation;

import dev.tapmine.trace.TraceVisitor;

/// A number for a whole stream of accesses: time, address, size, value and tap of each, in their
/// order, and what the taps stand for. Two replays of one recording have the same.
public final class AccessHash implements TraceVisitor {
  private static final long FACTOR = 0x9e3779b97f4a7c15L;

  private long hash;
  private long accesses;

  private void add(long word) {
    hash = Long.rotateLeft(hash ^ word, 27) * FACTOR;
  }

  @Override
  public void access(int tap, long time, long address, int size, long value, long high) {
    accesses++;
    add(time ^ (long) tap << 40 ^ (long) size << 32);
    add(address);
    add(value ^ high * FACTOR);
  }

  @Override
  public void tap(int tap, long pc, int context, int space, boolean write, boolean user) {
    add(pc);
    add((long) context << 32 ^ space << 2 ^ (write ? 2 : 0) ^ (user ? 1 : 0));
  }

  @Override
  public void context(int context, int parent, long returnAddress, int depth) {
    add(returnAddress);
    add((long) parent << 8 ^ depth);
  }

  @Override
  public void space(int space, long time, long root, long incarnation) {
    add(root);
    add(incarnation);
  }

  /// Accesses seen.
  public long accesses() {
    return accesses;
  }

  /// Number and hash, as a row of the table shows them.
  @Override
  public String toString() {
    return "%,d accesses, %016x".formatted(accesses, hash);
  }
}
