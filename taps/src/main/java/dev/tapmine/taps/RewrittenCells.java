package dev.tapmine.taps;

/// Counts how often contexts write the same small cell: a table of fixed size in which a newcomer
/// takes the place of another with the same hash, so that counts may begin anew, never be too high
/// but for hashes that are wholly equal.
final class RewrittenCells {
  private static final int SIZE = 1 << 20;

  private final long[] keys = new long[SIZE];
  private final byte[] counts = new byte[SIZE];

  /// Notes one write.
  ///
  /// @return how often this cell has been seen, this time included, up to 100
  int seen(int context, long address) {
    long key = Buckets.mix(address * 0x9e3779b97f4a7c15L + context);
    int at = (int) key & SIZE - 1;
    if (keys[at] != key) {
      keys[at] = key;
      counts[at] = 0;
    }
    if (counts[at] < 100) {
      counts[at]++;
    }
    return counts[at];
  }
}
