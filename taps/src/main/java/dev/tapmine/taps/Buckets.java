package dev.tapmine.taps;

/// How much each context has stored of each block of memory: a hash table from both to a sum. Keys
/// are 64-bit hashes; two that collide share a budget.
final class Buckets {
  private long[] keys = new long[1 << 14];
  private int[] sums = new int[1 << 14];
  private int count;

  /// A 64-bit hash; each bit of the result depends on all of `key` (the finalizer of SplitMix64,
  /// Steele, Lea and Flood 2014).
  static long mix(long key) {
    long z = (key ^ (key >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /// Adds `cost` to the sum of a context and block, unless that would make it more than `most`.
  boolean take(int context, long block, int cost, int most) {
    long key = mix(block * 0x9e3779b97f4a7c15L + context) | 1;
    int at = (int) (key >>> 8) & keys.length - 1;
    while (keys[at] != 0 && keys[at] != key) {
      at = at + 1 & keys.length - 1;
    }
    if (sums[at] + cost > most) {
      return false;
    }
    sums[at] += cost;
    if (keys[at] == 0) {
      keys[at] = key;
      if (++count * 2 > keys.length) {
        grow();
      }
    }
    return true;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldSums = sums;
    keys = new long[oldKeys.length * 2];
    sums = new int[oldKeys.length * 2];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        int at = (int) (oldKeys[i] >>> 8) & keys.length - 1;
        while (keys[at] != 0) {
          at = at + 1 & keys.length - 1;
        }
        keys[at] = oldKeys[i];
        sums[at] = oldSums[i];
      }
    }
  }
}
