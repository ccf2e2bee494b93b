package dev.tapmine.taps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PairCounterTest {
  private static final int BYTES = 3000;

  /// Bytes in stretches of one value, long and short, so that both ways of counting are taken.
  private static byte[] stretches(Random random) {
    byte[] bytes = new byte[BYTES];
    for (int at = 0; at < BYTES; ) {
      byte value = (byte) random.nextInt(256);
      for (int left = 1 + random.nextInt(40); left > 0 && at < BYTES; left--) {
        bytes[at++] = value;
      }
    }
    return bytes;
  }

  private static int[] oneByOne(byte[] bytes, int from, int to, int previous) {
    int[] counts = new int[PairCounter.BINS];
    int last = previous;
    for (int at = from; at < to; at++) {
      int next = bytes[at] & 0xff;
      if (last >= 0) {
        counts[last << 8 | next]++;
      }
      last = next;
    }
    return counts;
  }

  @Test
  void shouldCountWordsAsItCountsBytes() {
    Random random = new Random(7);
    for (int round = 0; round < 100; round++) {
      byte[] bytes = stretches(random);
      int from = random.nextInt(20);
      int to = BYTES - random.nextInt(20);
      int previous = random.nextInt(257) - 1;
      PairCounter counter = new PairCounter();

      int last = counter.count(bytes, from, to, previous);

      assertThat(last).isEqualTo(bytes[to - 1] & 0xff);
      assertThat(taken(counter)).isEqualTo(oneByOne(bytes, from, to, previous));
    }
  }

  @Test
  void shouldCountIntoATableAlike() {
    Random random = new Random(8);
    for (int round = 0; round < 100; round++) {
      byte[] bytes = stretches(random);
      int length = BYTES - random.nextInt(20);
      int previous = random.nextInt(256);
      int[] table = new int[PairCounter.BINS];

      int last = PairCounter.count(bytes, length, previous, table);

      assertThat(last).isEqualTo(bytes[length - 1] & 0xff);
      assertThat(table).isEqualTo(oneByOne(bytes, 0, length, previous));
    }
  }

  @Test
  void shouldListWhatIsLeftInOrder() {
    PairCounter counter = new PairCounter();
    for (int bin : new int[] {0xffff, 7, 0x4000, 0x4001, 9, 0}) {
      counter.add(bin, 2);
    }
    counter.add(9, -2);
    counter.take(0x4000);
    char[] left = new char[6];
    for (int time = 0; time < 2; time++) {
      assertThat(counter.remaining(left)).isEqualTo(4);
      assertThat(left).startsWith((char) 0, (char) 7, (char) 0x4001, (char) 0xffff);
    }
  }

  private static int[] taken(PairCounter counter) {
    int[] counts = new int[PairCounter.BINS];
    for (int i = 0; i < counter.length(); i++) {
      int bin = counter.touched(i);
      counts[bin] += counter.take(bin);
    }
    return counts;
  }
}
