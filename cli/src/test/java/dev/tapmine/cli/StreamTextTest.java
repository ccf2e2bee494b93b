package dev.tapmine.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapmine.taps.RunRow;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamTextTest {
  @Test
  void shouldEndLinesAtLineFeedsAndZeros() {
    assertThat(StreamText.lines(List.of(run(0, "one\r\ntwo\0\0three"))))
        .containsExactly("one", "two", "three");
  }

  @Test
  void shouldEndALineWhereALongStretchEnds() {
    assertThat(
            StreamText.lines(
                List.of(run(0, "a record without an end"), run(100, "another record of its own"))))
        .containsExactly("a record without an end", "another record of its own");
  }

  @Test
  void shouldGoOnWhereTheNextRunIsTheSameStretchInAnotherWidth() {
    assertThat(
            StreamText.lines(
                List.of(run(0, "a record written in "), run(20, "two widths of accesses"))))
        .containsExactly("a record written in two widths of accesses");
  }

  @Test
  void shouldNotBreakAStreamOfCrumbs() {
    assertThat(StreamText.lines(List.of(run(0, "cr"), run(9, "um"), run(30, "bs"))))
        .containsExactly("crumbs");
  }

  @Test
  void shouldEscapeWhatATerminalWouldObey() {
    assertThat(StreamText.lines(List.of(run(0, "a\u001b[2J\tb"))))
        .containsExactly("a\\x1b[2J\\x09b");
  }

  @Test
  void shouldTellTextFromOtherBytes() {
    assertThat(StreamText.share("plain text\n".getBytes(StandardCharsets.UTF_8))).isEqualTo(1);
    assertThat(StreamText.share(new byte[] {(byte) 0x80, (byte) 0xff, 1, 'a'})).isEqualTo(0.25);
    assertThat(StreamText.share(new byte[0])).isZero();
  }

  private static RunRow run(long address, String text) {
    return new RunRow(0, 0, address, 1, text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
