package dev.tapmine.questions;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/// Numbers things so that those that agree have one number, in the order in which they first come.
///
/// @param count how many numbers there are
/// @param of the number of each thing
/// @param first the first thing of each number
record Numbering(int count, int[] of, int[] first) {
  /// An equivalence.
  @FunctionalInterface
  interface Agreement {
    boolean agree(int one, int other);
  }

  /// Each thing with a number of its own.
  static Numbering distinct(int size) {
    int[] each = new int[size];
    Arrays.setAll(each, thing -> thing);
    return new Numbering(size, each, each);
  }

  /// @param hash equal for things that agree
  static Numbering of(int size, IntUnaryOperator hash, Agreement agreement) {
    int[] of = new int[size];
    int[] first = new int[size];
    int[] slots = new int[Integer.highestOneBit(Math.max(8, size)) << 2];
    int count = 0;
    for (int thing = 0; thing < size; thing++) {
      int slot = hash.applyAsInt(thing) & (slots.length - 1);
      while (slots[slot] != 0 && !agreement.agree(first[slots[slot] - 1], thing)) {
        slot = (slot + 1) & (slots.length - 1);
      }
      if (slots[slot] == 0) {
        first[count++] = thing;
        slots[slot] = count;
      }
      of[thing] = slots[slot] - 1;
    }
    return new Numbering(count, of, Arrays.copyOf(first, count));
  }

  /// Spreads a key's bits over an int.
  static int mix(long key) {
    return (int) ((key * 0x9e3779b97f4a7c15L) >>> 32);
  }
}
