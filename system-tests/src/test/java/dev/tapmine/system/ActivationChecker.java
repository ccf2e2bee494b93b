package dev.tapmine.system;

import dev.tapmine.trace.SwitchCause;
import dev.tapmine.trace.TraceVisitor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// Rebuilds the activations from the events of a trace alone, as a miner of outputs must, and notes
/// every event that does not fit what came before.
final class ActivationChecker implements TraceVisitor {
  private static final int NOTED = 20;

  private record Activation(int serial, long stackPointer, int context) {}

  private record Context(int parent, long returnAddress, int depth) {}

  private final Map<Long, Deque<Activation>> stacks = new HashMap<>();
  private final List<Context> contexts = new ArrayList<>(List.of(new Context(0, 0, 0)));
  private final List<Integer> contextOfTap = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();

  private Deque<Activation> current = new ArrayDeque<>(List.of(new Activation(0, 0, 0)));

  private final Set<Integer> roots = new HashSet<>(Set.of(0));
  private long currentStack;
  private boolean entered; // the kernel, and its stack is not known yet
  private int newest;
  private int context;
  private long accesses;
  private long calls;
  private long returns;
  private long handlers;

  /// A trace begins in activation 0 on stack 0.
  ActivationChecker() {
    stacks.put(currentStack, current);
  }

  @Override
  public void context(int id, int parent, long returnAddress, int depth) {
    contexts.add(new Context(parent, returnAddress, depth));
    expect(
        depth == contexts.get(parent).depth() + 1,
        () -> "context %d has depth %d".formatted(id, depth));
  }

  @Override
  public void tap(int tap, long pc, int context, int space, boolean write, boolean user) {
    contextOfTap.add(context);
  }

  @Override
  public void access(int tap, long time, long address, int size, long value, long high) {
    accesses++;
    if (contextOfTap.get(tap) != context) {
      expect(
          false,
          () ->
              "at %d tap %d has context %d, and %d is current"
                  .formatted(time, tap, contextOfTap.get(tap), context));
    }
  }

  @Override
  public void call(
      long time,
      int activation,
      long stackPointer,
      long returnAddress,
      long callee,
      long stack,
      int calleeContext) {
    calls++;
    isNew(time, activation);
    expect(
        contexts.get(innermost(calleeContext)).returnAddress() == returnAddress,
        () -> "at %d the callee's context is not its return address".formatted(time));
    expect(
        stack == currentStack,
        () -> "at %d a call is on stack %d, which is not current".formatted(time, stack));
    current.push(new Activation(activation, stackPointer, calleeContext));
    context = calleeContext;
  }

  @Override
  public void returned(long time, int activation, long stackPointer, long target) {
    returns++;
    if (!current.isEmpty()) {
      current.pop();
    }
    resume(time, activation);
  }

  @Override
  public void switched(
      long time,
      int activation,
      long stackPointer,
      long stack,
      SwitchCause cause,
      boolean interruptRoot,
      int newContext) {
    current = stacks.computeIfAbsent(stack, s -> new ArrayDeque<>());
    currentStack = stack;
    if (cause == SwitchCause.INTERRUPT) {
      handlers++;
    }
    if (Integer.compareUnsigned(activation, newest) > 0) {
      isNew(time, activation);
      boolean first = entered && stack != 0;
      while (!current.isEmpty()
          && (stack == 0
              || Long.compareUnsigned(current.peek().stackPointer(), stackPointer) < 0
              || (first && current.peek().stackPointer() == stackPointer))) {
        current.pop();
      }
      roots.add(activation);
      current.push(new Activation(activation, stackPointer, newContext));
    } else {
      resume(time, activation);
      expect(
          context == newContext,
          () -> "at %d a switch names context %d".formatted(time, newContext));
    }
    entered &= stack == 0;
    context = newContext;
  }

  @Override
  public void privilege(long time, boolean user, int space) {
    entered = !user;
    while (user && current.size() > 1) {
      current.pop(); // of the kernel's stack
    }
  }

  private void resume(long time, int activation) {
    while (!current.isEmpty() && current.peek().serial() != activation) {
      current.pop();
    }
    if (current.isEmpty() && roots.contains(activation)) {
      current.push(new Activation(activation, -1, 0)); // a root may go on at any time
    }
    expect(
        !current.isEmpty(),
        () -> "at %d activation %d goes on, which had ended".formatted(time, activation));
    if (!current.isEmpty()) {
      context = current.peek().context();
    }
  }

  private void isNew(long time, int activation) {
    expect(
        Integer.compareUnsigned(activation, newest) > 0,
        () -> "at %d activation %d begins for the second time".formatted(time, activation));
    newest = activation;
  }

  private int innermost(int id) {
    int node = id;
    while (contexts.get(node).depth() > 1) {
      node = contexts.get(node).parent();
    }
    return node;
  }

  private void expect(boolean holds, Supplier<String> violation) {
    if (!holds && violations.size() < NOTED) {
      violations.add(violation.get());
    }
  }

  List<String> violations() {
    return violations;
  }

  long accesses() {
    return accesses;
  }

  long calls() {
    return calls;
  }

  long returns() {
    return returns;
  }

  long handlers() {
    return handlers;
  }
}
