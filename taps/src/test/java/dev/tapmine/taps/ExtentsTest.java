package dev.tapmine.taps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtentsTest {
  private static final int[] SIZES = {1, 2, 4, 8, 16};

  private final Map<Long, Byte> memory = new HashMap<>();
  private final Extents extents = new Extents(new ExtentPool(), true, 16);
  private long time;

  private void write(long address, int size, long value, long high) {
    extents.access((int) time, time++, address, size, value, high, forgetting);
    for (int i = 0; i < size; i++) {
      memory.put(address + i, byteOf(value, high, i));
    }
  }

  private static byte byteOf(long value, long high, int i) {
    return (byte) (i < 8 ? value >>> (8 * i) : high >>> (8 * (i - 8)));
  }

  private final Extents.Closed forgetting =
      new Extents.Closed() {
        @Override
        public void closed(Extent extent) {
          forget(extent);
        }

        @Override
        public void givenUp(Extent cell) {
          forget(cell);
        }
      };

  /// What has been closed need not be in the list any more.
  private void forget(Extent closed) {
    for (int i = 0; i < closed.length; i++) {
      memory.remove(closed.start + i);
    }
  }

  /// Every byte written stands in the list as it was written last, and nothing else does. Where
  /// extents overlap, which they may only if they are too large for one, either may have it.
  private void check() {
    Map<Long, Boolean> right = new HashMap<>();
    for (int i = 0; i < extents.count(); i++) {
      Extent e = extents.get(i);
      assertThat(e.length).isBetween(1, Extent.MOST);
      assertThat(e.room).isBetween(e.length, Math.min(Extent.MOST, e.bytes.length - e.at));
      for (int offset = 0; offset < e.length; offset++) {
        long address = e.start + offset;
        Byte expected = memory.get(address);
        boolean equal = expected != null && expected == e.bytes[e.at + offset];
        right.merge(address, equal, Boolean::logicalOr);
      }
      for (int j = 0; j < i; j++) {
        Extent other = extents.get(j);
        if (e.touches(other.start, other.length)) {
          long span = Math.max(e.end(), other.end()) - Math.min(e.start, other.start);
          assertThat(span).isGreaterThan(Extent.MOST);
        }
      }
    }
    assertThat(right.keySet()).isEqualTo(memory.keySet());
    assertThat(right).doesNotContainValue(false);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldHoldTheLastWrittenBytesOfScatteredWrites(int seed) {
    Random random = new Random(seed);
    int span = new int[] {60, 300, 900, 4000}[seed % 4];
    for (int i = 0; i < 6000; i++) {
      int size = SIZES[random.nextInt(SIZES.length)];
      write(0x4000 + random.nextInt(span), size, random.nextLong(), random.nextLong());
      if (i % 40 == 0) {
        check();
      }
    }
    check();
  }

  @ParameterizedTest
  @ValueSource(ints = {11, 12, 13, 14})
  void shouldHoldTheLastWrittenBytesOfStreamsUpAndDown(int seed) {
    Random random = new Random(seed);
    long up = -0x8000_0000L;
    long down = up + 30_000;
    for (int i = 0; i < 5000; i++) {
      int size = SIZES[random.nextInt(SIZES.length)];
      if (random.nextBoolean()) {
        write(up, size, random.nextLong(), random.nextLong());
        up += random.nextInt(8) == 0 ? size + 3 : size;
      } else {
        down -= size - (random.nextInt(8) == 0 ? 1 : 0);
        write(down, size, random.nextLong(), random.nextLong());
      }
      if (i % 200 == 0) {
        check();
      }
    }
    check();
  }

  @Test
  void shouldGoOnInAnotherExtentWhereOneIsFull() {
    Random random = new Random(21);
    for (int i = 0; i < 20_000; i++) {
      write(0x10000 + 8L * i, 8, random.nextLong(), 0);
    }
    check();
    assertThat(extents.count()).isEqualTo(3);
    for (int i = 0; i < 10_000; i++) {
      write(0x10000 - 8L * i, 8, random.nextLong(), 0);
    }
    check();
  }

  @Test
  void shouldCloseTheExtentThatWasUsedLeastRecently() {
    for (int i = 0; i < 16; i++) {
      write(0x1000 + 100L * i, 8, i, 0);
    }
    write(0x1000, 8, 77, 0);
    write(0x9000, 8, 78, 0);
    assertThat(extents.count()).isEqualTo(16);
    assertThat(memory).containsKey(0x1000L).doesNotContainKey(0x1000L + 100).containsKey(0x9000L);
    check();
  }

  @Test
  void shouldKnowTheFirstAccessOfWhatHasGrownTogether() {
    write(0x1010, 8, 1, 0); // time and tap 0
    write(0x1000, 8, 2, 0);
    write(0x1008, 8, 3, 0);
    assertThat(extents.count()).isOne();
    Extent e = extents.get(0);
    assertThat(e.first).isZero();
    assertThat(e.firstTap).isZero();
    assertThat(e.last).isEqualTo(2);
    assertThat(e.lastTap).isEqualTo(2);
  }

  @Test
  void shouldKeepWhatWasReadFirst() {
    Extents read = new Extents(new ExtentPool(), false, 4);
    read.access(0, 0, 0x100, 8, 0x0807060504030201L, 0, e -> {});
    read.access(0, 1, 0x104, 8, -1, 0, e -> {});
    read.access(0, 2, 0x100, 1, 0x55, 0, e -> {});
    Extent e = read.get(0);
    assertThat(e.length).isEqualTo(12);
    byte[] bytes = java.util.Arrays.copyOfRange(e.bytes, e.at, e.at + 12);
    assertThat(bytes).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, -1, -1, -1, -1);
  }
}
