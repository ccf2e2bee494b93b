package dev.tapmine.taps;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/// What the trace tells once: address spaces, blocks of memory touched, instructions. Tens of
/// thousands of events a recording, so plain lists; their memory is accounted for.
final class Spaces {
  private static final int SPACE = 56;
  private static final int TOUCH = 40;
  private static final int CODE = 72;

  private record Space(int id, long time, long root, long incarnation) {}

  private final PassMemory memory;
  private final List<Space> spaces = new ArrayList<>();
  private final List<TouchedRow> touches = new ArrayList<>();
  private final List<CodeRow> code = new ArrayList<>();
  private long[] lastSeen = new long[16];

  Spaces(PassMemory memory) {
    this.memory = memory;
  }

  void space(int space, long time, long root, long incarnation) {
    memory.takeHeap(SPACE);
    spaces.add(new Space(space, time, root, incarnation));
    seen(space, time);
  }

  void seen(int space, long time) {
    if (space >= lastSeen.length) {
      lastSeen = java.util.Arrays.copyOf(lastSeen, Math.max(space + 1, lastSeen.length * 2));
    }
    lastSeen[space] = Math.max(lastSeen[space], time);
  }

  void touch(int space, long time, long block, int kind) {
    memory.takeHeap(TOUCH);
    touches.add(new TouchedRow(space, block, kind));
    seen(space, time);
  }

  void code(int space, long pc, long place, byte[] instruction) {
    memory.takeHeap(CODE + instruction.length);
    code.add(new CodeRow(space, pc, place, instruction.clone()));
  }

  /// The spaces announced, and the kernel's unless it was; `lastAccess` by space.
  void spaceRows(TapTable table, Consumer<? super SpaceRow> sink) {
    for (int tap = 0; tap < table.count(); tap++) {
      seen(table.space(tap), table.page(tap)[TapTable.at(tap) + TapTable.LAST]);
    }
    if (spaces.stream().noneMatch(space -> space.id() == 0)) {
      sink.accept(new SpaceRow(0, 0, 0, 0, lastSeen[0]));
    }
    spaces.stream()
        .sorted(Comparator.comparingInt(Space::id))
        .forEach(space ->
            sink.accept(
                new SpaceRow(
                    space.id(),
                    space.root(),
                    space.incarnation(),
                    space.time(),
                    lastSeen[space.id()])));
  }

  void touchedRows(Consumer<? super TouchedRow> sink) {
    touches.sort(
        Comparator.comparingInt(TouchedRow::space)
            .thenComparing(TouchedRow::block, Long::compareUnsigned));
    for (int i = 0; i < touches.size(); ) {
      TouchedRow first = touches.get(i);
      int kinds = 0;
      for (; i < touches.size() && same(first, touches.get(i)); i++) {
        kinds |= touches.get(i).kinds();
      }
      sink.accept(new TouchedRow(first.space(), first.block(), kinds));
    }
  }

  TouchedBlocks touchedBlocks() {
    return new TouchedBlocks(touches);
  }

  private static boolean same(TouchedRow one, TouchedRow other) {
    return one.space() == other.space() && one.block() == other.block();
  }

  private static boolean same(CodeRow one, CodeRow other) {
    return one.space() == other.space() && one.pc() == other.pc();
  }

  /// By space and address; of an instruction that was rewritten, the first form. What calls return
  /// to gives way to the instruction there.
  void codeRows(Consumer<? super CodeRow> sink) {
    code.sort(
        Comparator.comparingInt(CodeRow::space).thenComparing(CodeRow::pc, Long::compareUnsigned));
    for (int i = 0; i < code.size(); ) {
      CodeRow kept = code.get(i);
      for (int first = i; i < code.size() && same(code.get(first), code.get(i)); i++) {
        if (kept.instruction().length == 0) {
          kept = code.get(i);
        }
      }
      sink.accept(kept);
    }
  }
}
