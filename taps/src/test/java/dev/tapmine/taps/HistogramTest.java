package dev.tapmine.taps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HistogramTest {
  private final PairCounter counter = new PairCounter();
  private final PassMemory memory = new PassMemory(1 << 30);

  private static long[] counts(Histogram histogram) {
    PairSum sum = new PairSum();
    histogram.addTo(sum);
    long[] found = new long[PairCounter.BINS];
    sum.deliver(
        1,
        (key, bins, counts, length) -> {
          for (int i = 0; i < length; i++) {
            found[bins[i]] = counts[i];
          }
        });
    return found;
  }

  @Test
  void shouldCountBeyondThirtyTwoBits() {
    Histogram histogram = new Histogram(memory);
    int each = 1_500_000_000;
    for (int i = 0; i < 6; i++) {
      counter.add(0x4142, each);
      histogram.add(counter, each);
    }
    assertThat(counts(histogram)[0x4142]).isEqualTo(6L * each);
  }

  @Test
  void shouldHoldTheSameCountsInEveryForm() {
    Histogram histogram = new Histogram(memory);
    Random random = new Random(5);
    long[] expected = new long[PairCounter.BINS];
    for (int round = 0; round < 60; round++) {
      int events = round % 3 == 0 ? 10 : 4000;
      for (int i = 0; i < events; i++) {
        int bin = random.nextInt(1 + round * 1100);
        int by = random.nextBoolean() ? 1 : -1;
        counter.add(bin, by);
        expected[bin] += by;
      }
      histogram.add(counter, events);
      assertThat(counter.length()).isZero();
      if (round % 7 == 0) {
        assertThat(counts(histogram)).isEqualTo(expected);
      }
    }
    assertThat(counts(histogram)).isEqualTo(expected);
  }

  @Test
  void shouldAccountForItsMemory() {
    Histogram histogram = new Histogram(memory);
    long before = memory.heap();
    for (int bin = 0; bin < PairCounter.BINS; bin++) {
      counter.add(bin, 1);
    }
    histogram.add(counter, PairCounter.BINS);
    assertThat(memory.heap() - before).isEqualTo(4L * PairCounter.BINS);
  }
}
