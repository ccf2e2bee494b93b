package dev.tapmine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tapmine.taps.PassOptions;
import dev.tapmine.taps.TapPass;
import dev.tapmine.taps.TapSource;
import dev.tapmine.trace.Account;
import dev.tapmine.trace.Ending;
import dev.tapmine.trace.TraceEnd;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A mined run of the witness that is right, and then wrong in one way at a time: each must be
/// noticed.
class ExactnessTest {
  private static final List<String> CONSOLE =
      List.of(
          "[    1.0] a kernel's line",
          "witness: begin prog=static run=3 pid=71",
          "witness: case=loops-store-2 prog=static run=3 dir=w fn=1000-1010 callers=2004,3004 buf=8000+8 width=2 accesses=4 bytes=8 stream=pattern:7",
          "witness: case=loops-store-2-again prog=static run=3 dir=w fn=1000-1010 callers=2014,3004 buf=8010+2 width=2 accesses=1 bytes=2 stream=hex:0a0b",
          "witness: case=who prog=static run=3 dir=w fn=1100-1110 callers=2024 buf=8020+4 width=4 accesses=1 bytes=4 stream=-",
          "witness: case=push prog=static run=3 dir=w fn=1200-1210 callers=2034 buf=9000+8 width=8 accesses=1 bytes=8 stream=pattern:1 stack=1",
          "witness: end prog=static run=3 truths=4");

  /// One way in which mining may be wrong.
  enum Fault {
    NONE,
    BYTE,
    MISSING,
    TWICE,
    CALLER,
    ADDRESS,
    WIDTH,
    OUTSIDE,
    OTHER_CALLER_STORED
  }

  private static TapSource mined(Fault fault) {
    PassOptions options = new PassOptions(3, true, true, false, 1 << 16, 64 << 20);
    TapPass pass = new TapPass(options);
    pass.space(1, 5, 0x7000, 0);
    pass.context(1, 0, 0x2004, 1);
    pass.context(2, 1, fault == Fault.CALLER ? 0x3008 : 0x3004, 2);
    pass.context(3, 0, 0x2014, 1);
    pass.context(4, 3, 0x3004, 2);
    pass.context(5, 0, 0x2024, 1);
    pass.tap(0, fault == Fault.ADDRESS ? 0x1010 : 0x1008, 2, 1, true, true);
    pass.tap(1, 0x1008, 4, 1, true, true);
    pass.tap(2, 0x1104, 5, 1, true, true);
    Claim.Pattern pattern = new Claim.Pattern(7);
    long time = 10;
    for (int i = 0; i < 4; i++) {
      if (fault == Fault.MISSING && i == 3) {
        continue;
      }
      long value = (pattern.at(2 * i) & 0xff) | (pattern.at(2 * i + 1) & 0xffL) << 8;
      long wrong = fault == Fault.BYTE && i == 2 ? 0x100 : 0;
      if (fault == Fault.WIDTH) {
        pass.access(0, time++, 0x8000 + 2L * i, 1, value & 0xff, 0);
        pass.access(0, time++, 0x8001 + 2L * i, 1, value >>> 8, 0);
      } else {
        pass.access(0, time++, 0x8000 + 2L * i, 2, value ^ wrong, 0);
      }
    }
    pass.access(1, time++, 0x8010, 2, 0x0b0a, 0);
    if (fault == Fault.TWICE) {
      pass.access(1, time++, 0x8010, 2, 0x0b0a, 0);
    }
    if (fault == Fault.OUTSIDE) {
      pass.access(1, time++, 0x9010, 2, 0x0b0a, 0);
    }
    pass.access(2, time, 0x8020, 4, fault == Fault.OTHER_CALLER_STORED ? 0x2028 : 0x2024, 0);
    Account account = new Account(Map.of(Account.Counter.INSTRUCTIONS, 99L));
    return pass.finish(new TraceEnd(Ending.WHOLE, account, "x86_64", false, 3, 77, ""));
  }

  private static List<CaseResult> rows(Fault fault) throws IOException {
    return Exactness.of(mined(fault), WitnessRun.of(CONSOLE)).cases(false);
  }

  @Test
  void shouldFindAllRightWhereAllIsRight() throws IOException {
    assertThat(rows(Fault.NONE))
        .containsExactly(
            new CaseResult("loops", "2 streams, 10 bytes", "2 streams, 10 bytes", true),
            new CaseResult("who", "1 streams, 4 bytes", "1 streams, 4 bytes", true));
    Exactness exactness = Exactness.of(mined(Fault.NONE), WitnessRun.of(CONSOLE));
    assertThat(exactness.callers().ok()).isTrue();
    assertThat(exactness.spaces())
        .isEqualTo(
            new CaseResult(
                "spaces",
                "1 whole runs, 1 spaces",
                "1 whole runs, 1 spaces, 0 on a reused root",
                true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          BYTE | loops-store-2 (static run 3): byte 5 is another
          MISSING | loops-store-2 (static run 3): 3 accesses of 4
          TWICE | loops-store-2-again (static run 3): 2 accesses of 1
          CALLER | loops-store-2 (static run 3): 4 accesses by 1008 called from 2004, 3008
          ADDRESS | loops-store-2 (static run 3): 0 accesses of 4
          WIDTH | loops-store-2 (static run 3): accesses of 1 bytes
          OUTSIDE | 1008 accesses 2 bytes at 9010
          """)
  void shouldNoticeWhatIsWrong(Fault fault, String how) throws IOException {
    CaseResult loops = rows(fault).getFirst();
    assertThat(loops.ok()).isFalse();
    assertThat(loops.measured()).contains(how);
  }

  @Test
  void shouldNoticeACallUnderAnotherCaller() throws IOException {
    Exactness exactness = Exactness.of(mined(Fault.OTHER_CALLER_STORED), WitnessRun.of(CONSOLE));
    assertThat(exactness.callers())
        .isEqualTo(
            new CaseResult(
                "callers",
                "1 calls, 0 under another caller",
                "1 calls, 1 under another caller",
                false));
  }

  @Test
  void shouldCompareStackSlotsApart() throws IOException {
    List<CaseResult> rows = Exactness.of(mined(Fault.NONE), WitnessRun.of(CONSOLE)).cases(true);
    assertThat(rows).hasSize(1);
    assertThat(rows.getFirst().name()).isEqualTo("push");
    assertThat(rows.getFirst().ok()).isFalse();
  }

  @Test
  void shouldNoticeARunThatDidNotComeToItsEnd() throws IOException {
    List<String> cut = CONSOLE.subList(0, CONSOLE.size() - 1);
    assertThat(Exactness.of(mined(Fault.NONE), WitnessRun.of(cut)).spaces().ok()).isFalse();
  }

  @Test
  void shouldRefuseATornLine() {
    List<String> torn = List.of(CONSOLE.get(1), CONSOLE.get(2).substring(0, 60));
    assertThatThrownBy(() -> WitnessRun.of(torn))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The witness's");
  }

  @Test
  void shouldHashTheSameAccessesAlikeAndOthersNot() {
    AccessHash one = new AccessHash();
    AccessHash same = new AccessHash();
    AccessHash other = new AccessHash();
    for (AccessHash hash : List.of(one, same, other)) {
      hash.tap(0, 0x1000, 0, 0, true, false);
      hash.access(0, 5, 0x8000, 4, 17, 0);
    }
    other.access(0, 6, 0x8004, 4, 18, 0);
    one.access(0, 6, 0x8004, 4, 17, 0);
    same.access(0, 6, 0x8004, 4, 17, 0);
    assertThat(one).hasToString(same.toString());
    assertThat(one.toString()).startsWith("2 accesses, ").isNotEqualTo(other.toString());
  }
}
