package dev.tapmine.taps;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;

/// Native memory in chunks of 64 bytes to 8 KB, cut from slabs of 1 to 64 MB. A chunk is named by
/// an int, its offset in units of 32 bytes; 0 is none. Data grow upwards from byte 8, run headers
/// downwards from the end; the word at byte 0 is the chunk's own, written when the chunk is closed:
///
/// ```
///  63  60 59          46 45          32 31             0
/// +------+--------------+--------------+----------------+
/// | size | headers from | data up to   | next chunk     |
/// +------+--------------+--------------+----------------+
/// ```
///
/// Chunks are reached through one segment over all memory, because a check of each slab's own
/// segment cost a run header 8 to 14 ns (measured). It is safe as long as positions stay in their
/// chunk, which the words and the taps' records say, and nothing is read after [#close()], which
/// [#requireOpen()] is there for.
///
/// Freed chunks are used again, larger ones split when there is no other; slabs are given back only
/// by [#close()].
final class Chunks implements AutoCloseable {
  static final int LARGEST = 7;
  static final int DATA = 8;
  static final ValueLayout.OfLong WORD =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final int UNIT_BITS = 5;

  /// All of the process's memory.
  static final MemorySegment MEMORY = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private final Arena arena = Arena.ofShared();
  private final PassMemory memory;
  private final int slabBytes;
  private final int slabBits;
  private final int slabMask;
  private final int[] free = new int[LARGEST + 1];
  private long[] slabs = new long[16];
  private int slabCount;
  private int fresh;
  private int freshEnd;
  private long freeBytes;

  Chunks(PassMemory memory) {
    this.memory = memory;
    this.slabBytes = (int) Long.highestOneBit(Math.clamp(memory.limit() >> 6, 1 << 20, 1 << 26));
    this.slabBits = Integer.numberOfTrailingZeros(slabBytes) - UNIT_BITS;
    this.slabMask = (1 << slabBits) - 1;
  }

  static int bytes(int size) {
    return 64 << size;
  }

  /// Where a chunk is in [#MEMORY]. Only for a chunk that [#allocate] has named, before [#close()].
  long offset(int chunk) {
    return slabs[chunk >>> slabBits] + ((long) (chunk & slabMask) << UNIT_BITS);
  }

  /// A chunk with an empty word, from the freed ones when there is one. It may be smaller than
  /// wanted, when only that avoids taking more memory than content should have.
  int allocate(int wanted) {
    int size = wanted;
    if (free[size] == 0 && freshEnd - fresh < units(size) && !split(size)) {
      if (memory.slabsFull(slabBytes)) {
        while (size > 0 && free[size] == 0) {
          size--;
        }
      }
      if (free[size] == 0) {
        size = wanted;
        leaveRest();
        addSlab();
      }
    }
    int chunk = free[size];
    if (chunk != 0) {
      free[size] = (int) word(chunk);
      freeBytes -= bytes(size);
    } else {
      chunk = bump(size);
    }
    MEMORY.set(WORD, offset(chunk), pack(0, DATA, bytes(size), size));
    return chunk;
  }

  private static int units(int size) {
    return bytes(size) >>> UNIT_BITS;
  }

  private int bump(int size) {
    int chunk = fresh;
    fresh += units(size);
    return chunk;
  }

  /// Makes a free chunk of this size out of a larger one, if there is any.
  private boolean split(int size) {
    for (int larger = size + 1; larger <= LARGEST; larger++) {
      int chunk = free[larger];
      if (chunk != 0) {
        free[larger] = (int) word(chunk);
        freeBytes -= bytes(larger);
        release(chunk, size);
        for (int half = larger - 1; half >= size; half--) {
          release(chunk + units(half), half);
        }
        return true;
      }
    }
    return false;
  }

  /// Joins free chunks that lie side by side into larger ones.
  void join() {
    BitSet units = new BitSet(slabCount << slabBits);
    for (int size = 0; size <= LARGEST; size++) {
      for (int chunk = free[size]; chunk != 0; chunk = (int) word(chunk)) {
        units.set(chunk, chunk + units(size));
      }
      free[size] = 0;
    }
    freeBytes = 0;
    int from = units.nextSetBit(0);
    while (from >= 0) {
      int slabEnd = (from | slabMask) + 1;
      int to = Math.min(slabEnd, units.nextClearBit(from));
      for (int size = LARGEST; size >= 0; size--) {
        for (; to - from >= units(size); from += units(size)) {
          release(from, size);
        }
      }
      from = units.nextSetBit(to);
    }
  }

  private void leaveRest() {
    for (int size = LARGEST; size >= 0; size--) {
      while (freshEnd - fresh >= units(size)) {
        release(bump(size), size);
      }
    }
  }

  private void addSlab() {
    if (slabCount == 1 << (32 - slabBits - 1)) {
      throw new MemoryBudgetException("Content of more than 64 GB cannot be kept in one pass.");
    }
    if (slabCount == slabs.length) {
      slabs = Arrays.copyOf(slabs, slabCount * 2);
    }
    slabs[slabCount] = arena.allocate(slabBytes, 64).address();
    fresh = slabCount << slabBits;
    freshEnd = fresh + (slabBytes >>> UNIT_BITS);
    if (slabCount == 0) {
      fresh += 2;
    }
    slabCount++;
    memory.takeSlab(slabBytes);
  }

  private void release(int chunk, int size) {
    MEMORY.set(WORD, offset(chunk), pack(free[size], DATA, DATA, size));
    free[size] = chunk;
    freeBytes += bytes(size);
  }

  /// Frees a chunk and all that follow it in its chain.
  void releaseChain(int first) {
    int chunk = first;
    while (chunk != 0) {
      long word = word(chunk);
      release(chunk, size(word));
      chunk = (int) word;
    }
  }

  long word(int chunk) {
    return MEMORY.get(WORD, offset(chunk));
  }

  void setWord(int chunk, long word) {
    MEMORY.set(WORD, offset(chunk), word);
  }

  static long pack(int next, int dataEnd, int headers, int size) {
    return (long) size << 60
        | (long) headers << 46
        | (long) dataEnd << 32
        | Integer.toUnsignedLong(next);
  }

  static int next(long word) {
    return (int) word;
  }

  static int dataEnd(long word) {
    return (int) (word >>> 32) & 0x3fff;
  }

  static int headers(long word) {
    return (int) (word >>> 46) & 0x3fff;
  }

  static int size(long word) {
    return (int) (word >>> 60);
  }

  /// Bytes in all slabs.
  long capacity() {
    return (long) slabCount * slabBytes;
  }

  long freeBytes() {
    return freeBytes + ((long) (freshEnd - fresh) << UNIT_BITS);
  }

  /// Refuses to go on after [#close()], when reading would be reading freed memory.
  void requireOpen() {
    if (!arena.scope().isAlive()) {
      throw new IllegalStateException("The pass has been closed, and its content is gone.");
    }
  }

  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }
}
