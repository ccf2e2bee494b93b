package dev.tapmine.taps;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Shadow activations, rebuilt from a trace's calls, returns and switches, each with the extents it
/// has written and read. What an activation leaves behind when it ends is its *output*: it goes to
/// a sink, and then to its caller, up to eight callers outwards.
///
/// An interrupt or another thread does not break an activation: it starts a root of its own, whose
/// extents never reach what it broke into. What lies in the frame of the activation that ends is
/// gone with it.
final class Activations {
  /// Returns that an extent outlives unchanged.
  private static final int LEVELS = 8;

  /// How far below the lowest stack pointer seen a leaf function's locals may lie.
  private static final int LEAF = 4096;

  /// Smaller extents on the stack and smaller reads are no outputs: results handed over by
  /// reference, and scattered reads, of which there are hundreds of millions.
  private static final int SMALLEST = 16;

  /// A cell that no caller has added to is an output of the function that wrote it and of that
  /// one's caller; further out it would be said again and again.
  private static final int CELL = 8;

  /// Bytes of a stack at the most, as far as telling it from other memory goes.
  private static final int STACK = 64 << 10;

  private static final int FRAMES = 1 << 12;

  private static final class Stack {
    private Activation[] frames = new Activation[16];
    private int count;
  }

  private final ExtentPool pool = new ExtentPool();
  private final OutputSink sink;
  private final boolean reads;
  private final Map<Long, Stack> stacks = new HashMap<>();
  private final Extents.Closed closedWrite;
  private final Extents.Closed closedRead;

  private Stack current = new Stack();
  private Activation top;
  private int newest;
  private boolean entered; // the kernel, whose stack is not known yet
  private boolean user;
  private int space;
  private long forgotten;

  /// @param reads whether what is read has extents, too
  Activations(OutputSink sink, boolean reads) {
    this.sink = sink;
    this.reads = reads;
    this.closedWrite = e -> emitWrite(top, e);
    this.closedRead = e -> emitRead(top, e);
    stacks.put(0L, current);
    top = push(0, true, 0, 0, 0);
  }

  /// Outermost activations given up for room.
  long forgotten() {
    return forgotten;
  }

  void access(boolean write, int tap, long time, long address, int size, long value, long high) {
    if (write) {
      top.writes.access(tap, time, address, size, value, high, closedWrite);
    } else if (reads) {
      top.reads.access(tap, time, address, size, value, high, closedRead);
    }
  }

  void call(int activation, long stackPointer, long callee, int context) {
    newest = activation;
    push(activation, false, callee, stackPointer, context);
  }

  void returned(int activation) {
    end();
    resume(activation);
  }

  void renamed(long callee) {
    if (!top.root) {
      top.callee = callee;
      top.writeOutputs = -1;
      top.readOutputs = -1;
    }
  }

  void switched(int activation, long stackPointer, long stack, int context) {
    current = stacks.computeIfAbsent(stack, s -> new Stack());
    top = current.count == 0 ? top : current.frames[current.count - 1];
    if (Integer.compareUnsigned(activation, newest) > 0) {
      newest = activation;
      boolean first = entered && stack != 0;
      while (current.count > 0
          && (stack == 0
              || Long.compareUnsigned(top.stackPointer, stackPointer) < 0
              || (first && top.stackPointer == stackPointer))) {
        end();
      }
      push(activation, true, 0, stackPointer, context);
    } else {
      resume(activation);
    }
    entered &= stack == 0;
  }

  void privilege(boolean user, int space) {
    entered = !user;
    while (user && current.count > 1) {
      end(); // of the kernel's stack
    }
    this.user = user;
    this.space = user ? space : 0;
  }

  /// Ends all that still runs, as if it returned now.
  void finish() {
    // The order of the stacks is that of their numbers, for the same outputs every time.
    stacks.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> {
          current = entry.getValue();
          while (current.count > 0) {
            top = current.frames[current.count - 1];
            end();
          }
        });
  }

  private void resume(int activation) {
    while (current.count > 0 && top.serial != activation) {
      end();
    }
    if (current.count == 0) {
      push(activation, true, 0, -1, 0); // a root may go on at any time
    }
  }

  private Activation push(int serial, boolean root, long callee, long stackPointer, int context) {
    Stack stack = current;
    if (stack.count == FRAMES) {
      forgetOutermost(stack);
    }
    if (stack.count == stack.frames.length) {
      stack.frames = Arrays.copyOf(stack.frames, stack.count * 2);
    }
    Activation a = stack.frames[stack.count];
    if (a == null) {
      a = stack.frames[stack.count] = new Activation(pool);
    }
    if (stack.count > 0) {
      Activation below = stack.frames[stack.count - 1];
      if (stackPointer - below.lowest < 0) {
        below.lowest = stackPointer;
      }
    }
    a.begin(serial, root, callee, stackPointer, context);
    a.user = user;
    a.space = space;
    stack.count++;
    top = a;
    return a;
  }

  /// Endless recursion: the outer half, the root apart, loses what it has.
  private void forgetOutermost(Stack stack) {
    int half = FRAMES / 2;
    for (int i = 1; i <= half; i++) {
      drain(stack.frames[i]);
    }
    Activation[] gone = Arrays.copyOfRange(stack.frames, 1, 1 + half);
    System.arraycopy(stack.frames, 1 + half, stack.frames, 1, stack.count - 1 - half);
    System.arraycopy(gone, 0, stack.frames, stack.count - half, half);
    stack.count -= half;
    forgotten += half;
  }

  private void drain(Activation a) {
    for (int i = 0; i < a.writes.count(); i++) {
      pool.give(a.writes.get(i));
    }
    for (int i = 0; i < a.reads.count(); i++) {
      pool.give(a.reads.get(i));
    }
    a.writes.clear();
    a.reads.clear();
  }

  /// Ends the innermost activation of the current stack.
  private void end() {
    Stack stack = current;
    Activation ended = stack.frames[--stack.count];
    Activation caller = stack.count == 0 ? null : stack.frames[stack.count - 1];
    if (caller != null && !ended.root && ended.lowest - caller.lowest < 0) {
      caller.lowest = ended.lowest;
    }
    top = ended;
    Activation heir = ended.root ? null : caller;
    if (!ended.writes.isEmpty()) {
      leave(ended, ended.writes, heir, true);
    }
    if (!ended.reads.isEmpty()) {
      leave(ended, ended.reads, heir, false);
    }
    if (caller != null) {
      top = caller;
    }
  }

  private void leave(Activation ended, Extents extents, @Nullable Activation heir, boolean write) {
    int count = extents.count();
    for (int i = 0; i < count; i++) {
      Extent e = extents.get(i);
      if (inFrame(ended, e)) {
        pool.give(e);
        continue;
      }
      if (write) {
        emitWrite(ended, e);
      } else {
        emitRead(ended, e);
      }
      boolean worth = write || e.length >= SMALLEST;
      if (heir != null && worth && ++e.level <= LEVELS) {
        top = heir;
        if (write) {
          heir.writes.absorb(e, closedWrite);
        } else {
          heir.reads.absorb(e, closedRead);
        }
        top = ended;
      } else {
        pool.give(e);
      }
    }
    extents.clear();
  }

  /// Whether an extent lies in the frame that is given up now.
  private static boolean inFrame(Activation ended, Extent e) {
    return e.start - ended.stackPointer < 0 && e.start - (ended.lowest - LEAF) >= 0;
  }

  /// Whether an extent lies in the frames of those that still run.
  private boolean onStack(Activation a, Extent e) {
    long above = e.start - a.stackPointer;
    return above >= 0 && above < STACK && e.start - current.frames[0].stackPointer <= 0;
  }

  private void emitWrite(Activation a, Extent e) {
    if (e.length < SMALLEST && (onStack(a, e) || (e.length <= CELL && e.level > 1))) {
      return;
    }
    if (a.writeOutputs < 0) {
      a.writeOutputs = sink.context(a.callee, a.context, a.space, a.user, true);
    }
    sink.add(a.writeOutputs, a.serial, e);
  }

  private void emitRead(Activation a, Extent e) {
    if (e.length < SMALLEST) {
      return;
    }
    if (a.readOutputs < 0) {
      a.readOutputs = sink.context(a.callee, a.context, a.space, a.user, false);
    }
    sink.add(a.readOutputs, a.serial, e);
  }
}
