package dev.tapmine.taps;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which 64 KB blocks of memory the guest touched, to look addresses up in. Kernel code handles
/// addresses of every space, so for space 0 the blocks of all spaces count; a program knows its
/// own.
public final class TouchedBlocks {
  private static final int FETCHED = 4;
  private static final int BLOCK_BITS = 16;
  private static final long BLOCKS_OF_32_BITS = 1 << 16;

  private final Blocks all;
  private final Map<Integer, Blocks> bySpace = new HashMap<>();
  private final int addressBytes;

  TouchedBlocks(List<TouchedRow> rows) {
    all = new Blocks();
    boolean wide = false;
    for (TouchedRow row : rows) {
      all.add(row.block(), row.kinds());
      bySpace.computeIfAbsent(row.space(), _ -> new Blocks()).add(row.block(), row.kinds());
      wide |= Long.compareUnsigned(row.block(), BLOCKS_OF_32_BITS) >= 0;
    }
    addressBytes = wide ? 8 : 4;
  }

  /// The blocks of a source.
  public static TouchedBlocks of(TapSource source) throws IOException {
    List<TouchedRow> rows = new ArrayList<>();
    source.touched(rows::add);
    return new TouchedBlocks(rows);
  }

  /// Bytes of an address: 8 if the guest touched memory above 4 GB, which every 64-bit kernel does,
  /// else 4.
  public int addressBytes() {
    return addressBytes;
  }

  /// Whether memory was touched there.
  ///
  /// @param space whose code knows the address; 0 for the kernel, which knows all
  public boolean touched(int space, long address) {
    return blocks(space).kinds(address >>> BLOCK_BITS) != 0;
  }

  boolean fetched(int space, long address) {
    return (blocks(space).kinds(address >>> BLOCK_BITS) & FETCHED) != 0;
  }

  private Blocks blocks(int space) {
    return space == 0 ? all : bySpace.getOrDefault(space, all);
  }

  /// A table of open addressing; the kinds say whether a slot is taken.
  private static final class Blocks {
    private long[] blocks = new long[64];
    private byte[] kinds = new byte[64];
    private int taken;

    void add(long block, int kind) {
      int slot = slot(block);
      if (kinds[slot] == 0) {
        blocks[slot] = block;
        taken++;
      }
      kinds[slot] |= (byte) kind;
      if (taken * 2 > blocks.length) {
        grow();
      }
    }

    private void grow() {
      long[] oldBlocks = blocks;
      byte[] oldKinds = kinds;
      blocks = new long[oldBlocks.length * 2];
      kinds = new byte[blocks.length];
      for (int i = 0; i < oldBlocks.length; i++) {
        if (oldKinds[i] != 0) {
          int slot = slot(oldBlocks[i]);
          blocks[slot] = oldBlocks[i];
          kinds[slot] = oldKinds[i];
        }
      }
    }

    int kinds(long block) {
      return kinds[slot(block)];
    }

    private int slot(long block) {
      int slot = (int) ((block * 0x9e3779b97f4a7c15L) >>> 40) & (blocks.length - 1);
      while (kinds[slot] != 0 && blocks[slot] != block) {
        slot = (slot + 1) & (blocks.length - 1);
      }
      return slot;
    }
  }
}
