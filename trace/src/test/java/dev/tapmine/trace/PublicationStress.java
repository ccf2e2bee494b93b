package dev.tapmine.trace;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.JJ_Result;

/// The publication protocol under jcstress. The reader's side is [RingHeader] itself; the probe's
/// is a twin that uses the access modes of `probe/ring.c`. A ring of one batch, of one word here,
/// shows every race there is: a batch handed over, taken and given back.
@SuppressWarnings("NullAway") // jcstress constructs the states
public final class PublicationStress {
  private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
  private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();
  private static final long WORD = 904;

  private PublicationStress() {}

  /// A header, and one word that stands for the batch.
  public abstract static class OneBatch {
    final MemorySegment memory = MemorySegment.ofArray(new long[114]);
    final RingHeader header = new RingHeader(memory);

    final void fill(long value) {
      LONG.set(memory, WORD, value);
    }

    final long content() {
      return (long) LONG.get(memory, WORD);
    }

    final void publish(long batches) {
      LONG.setRelease(memory, (long) RingLayout.PUBLISHED_OFFSET, batches);
    }

    final void end() {
      INT.setRelease(memory, (long) RingLayout.STATE_OFFSET, RingLayout.ENDED);
    }

    final long given() {
      return (long) LONG.getAcquire(memory, (long) RingLayout.CONSUMED_OFFSET);
    }
  }

  /// Is a published batch whole? (published, content)
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "not yet published")
  @Outcome(id = "0, 7", expect = ACCEPTABLE, desc = "filled, not yet published: nobody would look")
  @Outcome(id = "1, 7", expect = ACCEPTABLE, desc = "published and whole")
  @Outcome(id = "1, 0", expect = FORBIDDEN, desc = "published before it was filled")
  @State
  public static class Handover extends OneBatch {
    @Actor
    public void probe() {
      fill(7);
      publish(1);
    }

    @Actor
    public void reader(JJ_Result result) {
      result.r1 = header.published();
      result.r2 = content();
    }
  }

  /// Is a batch left alone until it is given back? (read, given back when the probe looked)
  @JCStressTest
  @Outcome(id = "7, 0", expect = ACCEPTABLE, desc = "read while the probe waits")
  @Outcome(id = "7, 1", expect = ACCEPTABLE, desc = "read, given back, filled again")
  @Outcome(expect = FORBIDDEN, desc = "overwritten while it was read")
  @State
  public static class GivingBack extends OneBatch {
    {
      fill(7);
    }

    @Actor
    public void reader(JJ_Result result) {
      result.r1 = content();
      header.consumed(1);
    }

    @Actor
    public void probe(JJ_Result result) {
      result.r2 = given();
      if (result.r2 == 1) {
        fill(8);
      }
    }
  }

  /// Does a reader that sees the end see the last batch? (state, published)
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "before all of it")
  @Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "the last batch is there, the end to come")
  @Outcome(id = "2, 1", expect = ACCEPTABLE, desc = "ended, nothing lost")
  @Outcome(id = "2, 0", expect = FORBIDDEN, desc = "the end overtook the last batch")
  @State
  public static class LastBatch extends OneBatch {
    @Actor
    public void probe() {
      publish(1);
      end();
    }

    @Actor
    public void reader(II_Result result) {
      result.r1 = header.state();
      result.r2 = (int) header.published();
    }
  }

  /// Two batches through a ring of one. (first read, second read; 0 when not yet published)
  @JCStressTest
  @Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "the reader was too early")
  @Outcome(id = "7, 0", expect = ACCEPTABLE, desc = "one batch read")
  @Outcome(id = "7, 8", expect = ACCEPTABLE_INTERESTING, desc = "both batches read, in order")
  @Outcome(expect = FORBIDDEN, desc = "a batch was lost, torn or came twice")
  @State
  public static class Round extends OneBatch {
    private static final int PATIENCE = 200;

    @Actor
    public void probe() {
      fill(7);
      publish(1);
      for (int i = 0; i < PATIENCE; i++) {
        if (given() == 1) {
          fill(8);
          publish(2);
          return;
        }
      }
    }

    @Actor
    public void reader(JJ_Result result) {
      result.r1 = take(0);
      if (result.r1 != 0) {
        result.r2 = take(1);
      }
    }

    private long take(long number) {
      for (int i = 0; i < PATIENCE; i++) {
        if (header.published() > number) {
          long content = content();
          header.consumed(number + 1);
          return content;
        }
      }
      return 0;
    }
  }
}
