package dev.tapmine.taps;

import java.util.Arrays;

/// Which fold every tap belongs to at one depth, and which tap of each fold came last. A fold is
/// named by its first tap.
final class Folds {
  private static final int ROW = 12;

  private final PassMemory memory;
  private final TapTable table;
  private final ContextTree contexts;
  private final int depth;
  private int[] hashed = new int[1 << 10];
  private int folds;
  private int[] foldOf = new int[1 << 10];
  private int[] last = new int[1 << 10];
  private int[] stage = new int[1 << 10];

  Folds(PassMemory memory, TapTable table, ContextTree contexts, int depth) {
    this.memory = memory;
    this.table = table;
    this.contexts = contexts;
    this.depth = depth;
    memory.takeHeap((4L + ROW) << 10);
  }

  /// Finds or founds the fold of a tap, the newest of the table.
  int add(int tap) {
    if (tap == foldOf.length) {
      memory.takeHeap((long) tap * ROW);
      foldOf = Arrays.copyOf(foldOf, tap * 2);
      last = Arrays.copyOf(last, tap * 2);
      stage = Arrays.copyOf(stage, tap * 2);
    }
    if (folds > hashed.length / 2) {
      grow();
    }
    int slot = slot(tap);
    if (hashed[slot] == 0) {
      hashed[slot] = tap + 1;
      folds++;
    }
    int fold = hashed[slot] - 1;
    foldOf[tap] = fold;
    return fold;
  }

  private int slot(int tap) {
    int mask = hashed.length - 1;
    int slot = hash(tap) & mask;
    while (hashed[slot] != 0 && !same(hashed[slot] - 1, tap)) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private int hash(int tap) {
    long hash = table.pc(tap) * 0x9e3779b97f4a7c15L;
    hash = (hash ^ hash >>> 32 ^ table.space(tap)) * 0xbf58476d1ce4e5b9L;
    hash = (hash ^ hash >>> 29 ^ prefix(tap)) * 0x94d049bb133111ebL;
    return (int) (hash >>> 33) ^ (table.write(tap) ? 1 : 0);
  }

  private int prefix(int tap) {
    return contexts.prefix(table.context(tap), depth);
  }

  private boolean same(int one, int other) {
    return table.pc(one) == table.pc(other)
        && table.space(one) == table.space(other)
        && table.write(one) == table.write(other)
        && prefix(one) == prefix(other);
  }

  private void grow() {
    int[] old = hashed;
    memory.takeHeap(4L * old.length);
    hashed = new int[old.length * 2];
    for (int entry : old) {
      if (entry != 0) {
        hashed[slot(entry - 1)] = entry;
      }
    }
  }

  int foldOf(int tap) {
    return foldOf[tap];
  }

  /// The fold's latest tap, or -1.
  int last(int fold) {
    return last[fold] - 1;
  }

  void setLast(int fold, int tap) {
    last[fold] = tap + 1;
  }

  /// The number of the fold's seam stage, or -1 when it has none.
  int stage(int fold) {
    return stage[fold] - 1;
  }

  void setStage(int fold, int number) {
    stage[fold] = number + 1;
  }
}
