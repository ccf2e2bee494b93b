package dev.tapmine.trace;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Rings whose header no probe of ours would leave.
@Timeout(60)
class DamagedRingTest {
  @TempDir private Path folder;

  private Ring ring(int batches) throws IOException {
    return Ring.create(folder.resolve("ring"), batches);
  }

  @Test
  void shouldRefuseARingThatClaimsMoreBatchesThanItHas() throws Exception {
    try (Ring ring = ring(2)) {
      write(ring, RingLayout.STATE_OFFSET, RingLayout.RUNNING);
      write(ring, RingLayout.PUBLISHED_OFFSET, 3);
      assertThatThrownBy(() -> TraceReader.read(ring, new TraceDigest(), () -> true))
          .isInstanceOf(TraceException.class)
          .hasMessage(
              "The trace is damaged: 3 batches are published, 0 of them read, in a ring of 2.");
    }
  }

  @Test
  void shouldRefuseAHeaderThatWasOverwritten() throws Exception {
    try (Ring ring = ring(2)) {
      write(ring, RingLayout.VERSION_OFFSET, 7);
      write(ring, RingLayout.STATE_OFFSET, RingLayout.RUNNING);
      assertThatThrownBy(() -> TraceReader.read(ring, new TraceDigest(), () -> true))
          .isInstanceOf(TraceException.class)
          .hasMessageStartingWith("The ring's version is 7 and not 2");
    }
  }

  @Test
  void shouldRefuseAnUnknownState() throws Exception {
    try (Ring ring = ring(2)) {
      write(ring, RingLayout.STATE_OFFSET, 9);
      assertThatThrownBy(() -> TraceReader.read(ring, new TraceDigest(), () -> true))
          .isInstanceOf(TraceException.class)
          .hasMessageContaining("unknown state 9");
    }
  }

  private static void write(Ring ring, int offset, int value) {
    ring.memory().set(ValueLayout.JAVA_INT, offset, value);
  }
}
