package dev.tapmine.taps;

/// Extents to be used again, so that the pass allocates hardly any.
final class ExtentPool {
  private static final int MOST = 1 << 14;

  private Extent[] free = new Extent[256];
  private int count;

  Extent take(long time, int tap, long address) {
    Extent extent = count > 0 ? free[--count] : new Extent();
    extent.begin(time, tap, address);
    return extent;
  }

  void give(Extent extent) {
    if (count == free.length) {
      if (count >= MOST) {
        return;
      }
      free = java.util.Arrays.copyOf(free, count * 2);
    }
    extent.trim();
    free[count++] = extent;
  }
}
