package dev.tapmine.taps;

import java.util.Arrays;

/// One record of sixteen words a tap, two cache lines that an access reads and writes whatever
/// collector needs them, and the taps' definitions beside them. Records lie in pages of 4096 taps,
/// so that growing copies none.
final class TapTable {
  /// Accesses of 1, 2, 4, 8 and 16 bytes.
  static final int BY_SIZE = 0;

  static final int FIRST = 14;
  static final int LAST = 6;
  static final int LOWEST = 7;

  /// Highest address of a last byte.
  static final int HIGHEST = 8;

  /// The address after the last access.
  static final int END = 9;

  /// Accesses that do not start at END, the first included.
  static final int JUMPS = 10;

  /// See the constants from LAST_BYTE on.
  static final int META = 11;

  /// Where content goes: chunk << 32 | data position << 16 | header position.
  static final int WHERE = 12;

  /// Bytes of the current run << 32 | bytes that the current part still takes.
  static final int PART = 13;

  /// Time of the current run's first access.
  static final int RUN_TIME = 5;

  /// First chunk of the head << 32 | number of the long stream's state plus 1.
  static final int CHAIN = 15;

  /// META: the stream's last byte; the width of the access before, as a power of 2, 7 for none; how
  /// content is kept; that of the first access; direction; mode; the tap's fold at depth 0.
  static final long LAST_BYTE = 0xff;

  static final int WIDTH_SHIFT = 8;
  static final int NO_WIDTH = 7;
  static final int MODE_SHIFT = 11;
  static final int FIRST_WIDTH_SHIFT = 13;
  static final long WRITE = 1L << 16;
  static final long USER = 1L << 17;
  static final int FOLD_SHIFT = 32;

  private static final int PAGE_BITS = 12;
  private static final int PAGE = 1 << PAGE_BITS;
  private static final int WORD_BITS = 4;
  private static final long PAGE_BYTES = PAGE * (8L * 16 + 8 + 4 + 4);

  private final PassMemory memory;
  private long[][] pages = new long[16][];
  private long[][] pcs = new long[16][];
  private int[][] contexts = new int[16][];
  private int[][] spaces = new int[16][];
  private int count;

  TapTable(PassMemory memory) {
    this.memory = memory;
  }

  int count() {
    return count;
  }

  /// The page of a tap that has been defined.
  long[] page(int tap) {
    if (tap >= count || tap < 0) {
      throw new IllegalStateException("Tap " + tap + " is accessed before it is defined.");
    }
    return pages[tap >>> PAGE_BITS];
  }

  /// Where a tap's record begins in its page.
  static int at(int tap) {
    return (tap & PAGE - 1) << WORD_BITS;
  }

  void add(int tap, long pc, int context, int space, boolean write, boolean user) {
    if (tap != count) {
      throw new IllegalStateException(
          "Tap " + tap + " is defined after " + count + " others; ids are dense.");
    }
    int index = tap >>> PAGE_BITS;
    if ((tap & PAGE - 1) == 0) {
      addPage(index);
    }
    int in = tap & PAGE - 1;
    pcs[index][in] = pc;
    contexts[index][in] = context;
    spaces[index][in] = space;
    long[] page = pages[index];
    int at = at(tap);
    page[at + LOWEST] = -1;
    page[at + META] =
        (long) NO_WIDTH << WIDTH_SHIFT
            | (write ? WRITE : 0)
            | (user ? USER : 0)
            | (long) tap << FOLD_SHIFT;
    count++;
  }

  private void addPage(int index) {
    if (index == pages.length) {
      pages = Arrays.copyOf(pages, index * 2);
      pcs = Arrays.copyOf(pcs, index * 2);
      contexts = Arrays.copyOf(contexts, index * 2);
      spaces = Arrays.copyOf(spaces, index * 2);
    }
    memory.takeHeap(PAGE_BYTES);
    pages[index] = new long[PAGE << WORD_BITS];
    pcs[index] = new long[PAGE];
    contexts[index] = new int[PAGE];
    spaces[index] = new int[PAGE];
  }

  long pc(int tap) {
    return pcs[tap >>> PAGE_BITS][tap & PAGE - 1];
  }

  int context(int tap) {
    return contexts[tap >>> PAGE_BITS][tap & PAGE - 1];
  }

  int space(int tap) {
    return spaces[tap >>> PAGE_BITS][tap & PAGE - 1];
  }

  boolean write(int tap) {
    return (page(tap)[at(tap) + META] & WRITE) != 0;
  }

  static int mode(long meta) {
    return (int) (meta >>> MODE_SHIFT) & 3;
  }

  static int width(long meta) {
    return (int) (meta >>> WIDTH_SHIFT) & 7;
  }

  static int firstWidth(long meta) {
    return (int) (meta >>> FIRST_WIDTH_SHIFT) & 7;
  }

  /// Counts one access; the last word on it, since the other collectors need the record as it was.
  static void count(
      long[] page, int at, long time, long address, int size, int width, long lastByte) {
    page[at + BY_SIZE + width]++;
    page[at + LAST] = time;
    long end = address + size;
    if (page[at + END] != address || width(page[at + META]) == NO_WIDTH) {
      page[at + JUMPS]++;
    }
    page[at + END] = end;
    if (Long.compareUnsigned(address, page[at + LOWEST]) < 0) {
      page[at + LOWEST] = address;
    }
    if (Long.compareUnsigned(end - 1, page[at + HIGHEST]) > 0) {
      page[at + HIGHEST] = end - 1;
    }
    page[at + META] =
        (page[at + META] & ~(LAST_BYTE | 7L << WIDTH_SHIFT))
            | lastByte
            | (long) width << WIDTH_SHIFT;
  }

  static long accesses(long[] page, int at) {
    long sum = 0;
    for (int width = 0; width < 5; width++) {
      sum += page[at + BY_SIZE + width];
    }
    return sum;
  }

  static long bytes(long[] page, int at) {
    long sum = 0;
    for (int width = 0; width < 5; width++) {
      sum += page[at + BY_SIZE + width] << width;
    }
    return sum;
  }

  /// The row of a tap that has been accessed.
  TapRow row(int tap, long kept) {
    long[] page = page(tap);
    int at = at(tap);
    long accesses = accesses(page, at);
    return new TapRow(
        tap,
        write(tap) ? Direction.WRITE : Direction.READ,
        pc(tap),
        context(tap),
        space(tap),
        (page[at + META] & USER) != 0,
        accesses,
        bytes(page, at),
        page[at + FIRST],
        page[at + LAST],
        page[at + LOWEST],
        page[at + HIGHEST],
        new AccessSizes(page[at], page[at + 1], page[at + 2], page[at + 3], page[at + 4]),
        accesses - page[at + JUMPS],
        kept);
  }
}
