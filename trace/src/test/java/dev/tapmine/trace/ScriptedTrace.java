package dev.tapmine.trace;

/// Draws the same events from a seed as `probe/test/ring_producer.c`, one at a time.
@SuppressWarnings("EnumOrdinal") // causes are drawn by number
final class ScriptedTrace {
  private final boolean wide;
  private final boolean jumps;
  private long random;
  private long time;
  private int taps;
  private int contexts = 1;
  private int spaces = 1;

  ScriptedTrace(long seed, boolean wide, boolean jumps) {
    this.random = seed;
    this.wide = wide;
    this.jumps = jumps;
  }

  void next(TraceVisitor to) {
    passTime();
    if (taps == 0) {
      defineTap(to);
    } else if (wide && below(2) == 0) {
      access(to, RingLayout.ACCESS_16);
    } else if (below(10) == 0) {
      other(to);
    } else {
      access(to, below(5));
    }
  }

  private void passTime() {
    time += below(100);
    if (below(jumps ? 50 : 100_000) == 0) {
      time += RingLayout.DELTA_MAX - 50 + below(1 << 30);
    }
  }

  private void access(TraceVisitor to, int kind) {
    int tap = below(taps);
    long address = draw();
    long value = draw();
    if (kind == RingLayout.ACCESS_16) {
      to.access(tap, time, address, 16, value, draw());
    } else {
      to.access(tap, time, address, 1 << kind, value & (-1L >>> (64 - (8 << kind))), 0);
    }
  }

  private void other(TraceVisitor to) {
    int which = below(10);
    long a = draw();
    long b = draw();
    switch (which) {
      case 0 -> defineTap(to);
      case 1 -> defineContext(to);
      case 2 -> to.space(spaces++, time, a, b);
      case 3 -> to.touch(below(spaces), time, a, 1 << Long.remainderUnsigned(b, 3));
      case 4 -> code(to);
      case 5 -> {
        int activation = (int) draw();
        to.call(time, activation, draw(), draw(), draw(), draw(), below(contexts));
      }
      case 6 -> to.returned(time, (int) draw(), a, b);
      case 7 -> to.renamed(time, (int) draw(), a);
      case 8 -> switched(to);
      default -> to.privilege(time, (a & 1) == 1, below(spaces));
    }
  }

  private void defineTap(TraceVisitor to) {
    long pc = draw();
    int context = below(contexts);
    int flags = below(4);
    int space = below(spaces);
    to.tap(taps++, pc, context, space, (flags & 1) != 0, (flags & 2) != 0);
  }

  private void defineContext(TraceVisitor to) {
    long address = draw();
    int parent = below(contexts);
    to.context(contexts++, parent, address, 1 + below(16));
  }

  private void code(TraceVisitor to) {
    long pc = draw();
    int space = below(spaces);
    byte[] instruction = new byte[below(17)];
    for (int i = 0; i < instruction.length; i++) {
      instruction[i] = (byte) draw();
    }
    to.code(space, pc, draw(), instruction);
  }

  private void switched(TraceVisitor to) {
    int activation = (int) draw();
    long stackPointer = draw();
    long stack = draw();
    SwitchCause cause = SwitchCause.values()[below(5)];
    boolean interrupt = below(2) == 1;
    to.switched(time, activation, stackPointer, stack, cause, interrupt, below(contexts));
  }

  /// splitmix64
  private long draw() {
    random += 0x9e3779b97f4a7c15L;
    long z = random;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  private int below(int bound) {
    return (int) (draw() >>> 33) % bound;
  }
}
