package dev.tapmine.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class BesideTest {
  @Test
  void shouldThrowWhatTheWorkThrew() {
    assertThatThrownBy(() ->
            await(() -> {
              throw new SQLException("no table");
            }))
        .isInstanceOf(SQLException.class)
        .hasMessage("no table");
    IOException full = new IOException("the disk is full");
    assertThatThrownBy(() ->
            await(() -> {
              throw full;
            }))
        .isSameAs(full);
    assertThatThrownBy(() ->
            await(() -> {
              throw new UncheckedIOException(full);
            }))
        .as("from the sink of a source")
        .isSameAs(full);
  }

  @Test
  void shouldInterruptWorkThatNobodyAwaitsAndEndWithIt() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    Beside beside =
        new Beside(() -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.set(true);
          }
        });
    begun.await();
    beside.close();
    assertThat(interrupted).isTrue();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void shouldEndTheWorkWhereTheOneWhoWaitsIsInterrupted() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    Beside beside =
        new Beside(() -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            ended.countDown();
          }
        });
    Thread.currentThread().interrupt();
    assertThatThrownBy(beside::await).isInstanceOf(InterruptedIOException.class);
    beside.close();
    assertThat(ended.getCount()).isZero();
    assertThat(Thread.interrupted()).as("the interrupt is passed on").isTrue();
  }

  private static void await(Beside.Work work) throws IOException, SQLException {
    try (Beside beside = new Beside(work)) {
      beside.await();
    }
  }
}
