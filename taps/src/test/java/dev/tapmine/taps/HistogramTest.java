package dev.tapmine.taps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class HistogramTest {
  private final PairCounter counter = new PairCounter();
  private final PassMemory memory = new PassMemory(1 << 30);

  private long[] counts(Histogram histogram) {
    histogram.addTo(counter);
    char[] bins = new char[PairCounter.BINS];
    long[] values = new long[PairCounter.BINS];
    long[] counts = new long[PairCounter.BINS];
    int length = counter.drain(bins, values);
    for (int i = 0; i < length; i++) {
      counts[bins[i]] = values[i];
    }
    return counts;
  }

  @Test
  void shouldCountBeyondThirtyTwoBits() {
    Histogram histogram = new Histogram(memory);
    long each = 1_500_000_000L;
    for (int i = 0; i < 6; i++) {
      counter.add(0x4142, each);
      histogram.add(counter, each);
    }
    assertThat(counts(histogram)[0x4142]).isEqualTo(6 * each);
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
