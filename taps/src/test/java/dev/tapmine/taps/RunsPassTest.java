package dev.tapmine.taps;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A copy routine's two instructions, called from two places, in two spaces.
class RunsPassTest {
  private static final long LOOP = 0xffff_ffff_8100_0010L;
  private static final long TAIL = 0xffff_ffff_8100_0020L;
  private static final long PRINT = 0xffff_ffff_8100_1000L;
  private static final long OTHER = 0xffff_ffff_8100_2000L;
  private static final long BUFFER = 0xffff_8880_0000_0000L;

  private static WantedTap wanted(long pc) {
    return new WantedTap(Direction.WRITE, pc, List.of(PRINT), 1, 0);
  }

  private static void declare(RunsPass pass) {
    pass.context(0, 0, 0, 0);
    pass.context(1, 0, PRINT, 1);
    pass.context(2, 0, OTHER, 1);
    pass.tap(0, LOOP, 1, 0, true, false);
    pass.tap(1, LOOP, 2, 0, true, false);
    pass.tap(2, TAIL, 1, 0, true, false);
    pass.tap(3, TAIL, 1, 0, false, false);
    pass.tap(4, TAIL, 1, 3, true, false);
  }

  private static void copy(RunsPass pass, int loop, int tail, long time, long to) {
    pass.access(loop, time, to, 8, 0x6867_6665_6463_6261L, 0);
    pass.access(loop, time + 2, to + 8, 8, 0x706f_6e6d_6c6b_6a69L, 0);
    pass.access(tail, time + 4, to + 16, 1, 'q', 0);
  }

  private static String text(RunRow run) {
    return new String(run.bytes(), StandardCharsets.US_ASCII);
  }

  @Test
  void shouldKeepTheRunsOfWhatIsWantedAlone() {
    RunsPass pass = new RunsPass(List.of(wanted(TAIL), wanted(LOOP)), 1 << 20);
    declare(pass);
    copy(pass, 0, 2, 100, BUFFER);
    copy(pass, 1, 4, 200, BUFFER + 64); // another caller's, another space's
    pass.access(3, 250, BUFFER + 16, 1, 'q', 0); // a reader
    copy(pass, 0, 2, 300, BUFFER + 128);
    List<List<RunRow>> runs = pass.finish();
    assertThat(runs.getFirst()).extracting(RunsPassTest::text).containsExactly("q", "q");
    assertThat(runs.getLast())
        .extracting(RunsPassTest::text)
        .containsExactly("abcdefghijklmnop", "abcdefghijklmnop");
    assertThat(runs.getLast()).extracting(RunRow::time).containsExactly(100L, 300L);
    assertThat(runs.getLast()).extracting(RunRow::address).containsExactly(BUFFER, BUFFER + 128);
    assertThat(runs.getLast()).extracting(RunRow::width).containsExactly(8, 8);
    assertThat(pass.dropped()).isZero();
  }

  @Test
  void shouldCountWhatDoesNotFit() {
    RunsPass pass = new RunsPass(List.of(wanted(LOOP)), 2 * (64 + 16));
    declare(pass);
    for (int i = 0; i < 5; i++) {
      copy(pass, 0, 2, 100L * i, BUFFER + 1024L * i);
    }
    assertThat(pass.finish().getFirst()).hasSize(2);
    assertThat(pass.dropped()).isEqualTo(3);
  }

  @Test
  void shouldBeginARunWhereWidthOrPlaceChanges() {
    RunsPass pass = new RunsPass(List.of(wanted(LOOP)), 1 << 20);
    declare(pass);
    pass.access(0, 1, BUFFER, 4, 0x64636261, 0);
    pass.access(0, 2, BUFFER + 4, 2, 0x6665, 0);
    pass.access(0, 3, BUFFER + 6, 2, 0x6867, 0);
    pass.access(0, 4, BUFFER, 2, 0x6261, 0);
    assertThat(pass.finish().getFirst())
        .extracting(RunsPassTest::text)
        .containsExactly("abcd", "efgh", "ab");
  }
}
