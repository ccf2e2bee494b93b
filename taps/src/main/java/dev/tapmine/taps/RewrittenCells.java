package dev.tapmine.taps;

/// Counts how often contexts write the same small cell: a table of fixed size in which a newcomer
/// takes the place of another with the same hash, so that counts may begin anew, never be too high
/// but for hashes that are wholly equal.
///
/// A place holds its hash and, in the bits that say which place it is, the count: one cache line
/// for both, since the table is larger than the caches and asked at random.
final class RewrittenCells {
  private static final int BITS = 20;
  private static final int SIZE = 1 << BITS;
  private static final int MOST = 100;

  private final long[] places = new long[SIZE];

  /// Notes one write.
  ///
  /// @return how often this cell has been seen, this time included, up to 100
  int seen(int context, long address) {
    long hash = Buckets.mix(address * 0x9e3779b97f4a7c15L + context);
    int at = (int) hash & SIZE - 1;
    long place = places[at];
    boolean known = (hash ^ place) >>> BITS == 0;
    int seen = known ? Math.min(((int) place & SIZE - 1) + 1, MOST) : 1;
    places[at] = (hash & -SIZE) | seen;
    return seen;
  }
}
