package dev.tapmine.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Rings that somebody else than our probe has written to.
@Timeout(60)
class FuzzedRingTest {
  private static final int BATCHES = 4;
  private static final long[] EXTREMES = {
    0, 1, 2, 3, 4, 5, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE
  };

  @TempDir private Path folder;

  /// A ring with batches that a probe ended whole.
  private Ring ended(int number) throws IOException {
    Ring ring = Ring.create(folder.resolve("ring"), BATCHES);
    ScriptedTrace script = new ScriptedTrace(number, false, false);
    for (int batch = 0; batch < number; batch++) {
      BatchWriter writer = new BatchWriter(batch, 0);
      while (batch == 0 && writer.hasRoom()) {
        script.next(writer);
      }
      MemorySegment.copy(
          writer.batch(),
          0,
          ring.memory(),
          RingLayout.batchOffset(batch, BATCHES),
          RingLayout.BATCH_BYTES);
    }
    ring.memory().set(ValueLayout.JAVA_LONG, RingLayout.PUBLISHED_OFFSET, number);
    ring.memory().set(ValueLayout.JAVA_INT, RingLayout.STATE_OFFSET, RingLayout.ENDED);
    return ring;
  }

  @Test
  void shouldReadARingThatNobodyTouched() throws Exception {
    try (Ring ring = ended(3)) {
      TraceEnd end = TraceReader.read(ring, new TraceDigest(), () -> false);
      assertThat(end.ending()).isEqualTo(Ending.WHOLE);
      assertThat(end.batches()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldEndOrRefuseWhateverTheHeaderHolds(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 60; round++) {
      try (Ring ring = ended(random.nextInt(BATCHES + 1))) {
        for (int damage = random.nextInt(1, 4); damage > 0; damage--) {
          long value = EXTREMES[random.nextInt(EXTREMES.length)];
          if (random.nextBoolean()) {
            int[] fields = {
              RingLayout.PUBLISHED_OFFSET,
              RingLayout.CONSUMED_OFFSET,
              RingLayout.MAGIC_OFFSET,
              RingLayout.ACCOUNT_OFFSET
            };
            ring.memory().set(ValueLayout.JAVA_LONG, fields[random.nextInt(4)], value);
          } else {
            int at = random.nextInt(4096 / Integer.BYTES) * Integer.BYTES;
            int field = random.nextBoolean() ? RingLayout.STATE_OFFSET : at;
            ring.memory().set(ValueLayout.JAVA_INT, field, (int) value);
          }
        }
        try {
          TraceEnd end = TraceReader.read(ring, new TraceDigest(), () -> false);
          assertThat(end.batches()).isBetween(0L, (long) BATCHES);
          assertThat(end.message()).hasSizeLessThanOrEqualTo(RingLayout.MESSAGE_BYTES);
          assertThat(end.architecture()).hasSizeLessThan(4096);
        } catch (TraceException e) {
          assertThat(e).message().matches("[^\n]+[.]");
        }
      }
    }
  }

  /// Memory behind the end of a file is a fault of the whole process, unless it is caught.
  @ParameterizedTest
  @ValueSource(longs = {0, 4096, 4096 + 98304})
  void shouldRefuseARingWhoseFileWasCut(long size) throws Exception {
    try (Ring ring = ended(3)) {
      try (FileChannel channel = FileChannel.open(ring.file(), StandardOpenOption.WRITE)) {
        channel.truncate(size);
      }
      assertThatThrownBy(() -> TraceReader.read(ring, new TraceDigest(), () -> false))
          .isInstanceOf(TraceException.class)
          .hasMessage(
              "The ring's memory is gone, because somebody cut its file: mine the recording again.");
    }
  }
}
