package dev.tapmine.questions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ValueCountsTest {
  private static byte[] ints(int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
    for (int value : values) {
      bytes.putInt(value);
    }
    return bytes.array();
  }

  @Test
  void shouldAddUpTheValuesOfSeveralTaps() {
    ValueCounts counts = new ValueCounts();
    counts.add(ints(7, 7, 7, 7), 4);
    counts.add(ints(9, 9, 8, 9), 4);
    assertThat(counts.commonest(1)).isEqualTo(0.5);
    assertThat(counts.commonest(2)).isEqualTo(7 / 8.0);
    assertThat(counts.commonest(6)).isEqualTo(1);
  }

  @Test
  void shouldTakeWideAccessesApart() {
    ValueCounts counts = new ValueCounts();
    counts.add(ints(0, 1, 0, 1, 0, 1, 0, 2), 16);
    assertThat(counts.commonest(1)).isEqualTo(0.75);
  }

  @Test
  void shouldCountManyValuesAsOthers() {
    ValueCounts counts = new ValueCounts();
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    counts.add(all, 1);
    assertThat(counts.commonest(4)).isEqualTo(4 / 256.0, within(1e-9));
    assertThat(new ValueCounts().commonest(4)).isZero();
  }

  @Test
  void shouldLookAtTheFirstKilobyteOfATapOnly() {
    ValueCounts counts = new ValueCounts();
    byte[] stream = new byte[4096];
    Arrays.fill(stream, 1024, 4096, (byte) 1);
    counts.add(stream, 8);
    assertThat(counts.commonest(1)).isEqualTo(1);
  }
}
