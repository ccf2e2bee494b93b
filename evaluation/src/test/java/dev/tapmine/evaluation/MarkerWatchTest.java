package dev.tapmine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MarkerWatchTest {
  private static final int PORT = 0;
  private static final int OTHER = 1;
  private static final int READER = 2;

  private static MarkerWatch watch(String marker) {
    MarkerWatch watch = new MarkerWatch(marker);
    watch.tap(PORT, 0x1000, 0, 0, true, false);
    watch.tap(OTHER, 0x2000, 0, 0, true, false);
    watch.tap(READER, 0x3000, 0, 0, false, false);
    return watch;
  }

  /// Sends a text through a tap, a byte a time, and tells when the marker passed.
  private static OptionalLong send(MarkerWatch watch, int tap, long from, String text) {
    try {
      for (byte b : text.getBytes(StandardCharsets.ISO_8859_1)) {
        watch.access(tap, from++, 0x9000, 1, b & 0xff, 0);
      }
    } catch (MarkerWatch.Passed e) {
      return OptionalLong.of(e.time());
    }
    return OptionalLong.empty();
  }

  @Test
  void shouldTellWhenTheLastBytePassed() {
    assertThat(send(watch("done"), PORT, 100, "not yet\ndone\nmore")).hasValue(111);
  }

  @Test
  void shouldTakeTheLowByteOfAWiderWrite() {
    MarkerWatch watch = watch("ab");
    watch.access(PORT, 1, 0x9000, 4, 0x0100_0061, 0);
    assertThatThrownBy(() -> watch.access(PORT, 2, 0x9000, 4, 0xffff_ff62L, 0))
        .isInstanceOfSatisfying(
            MarkerWatch.Passed.class, passed -> assertThat(passed.time()).isEqualTo(2));
  }

  @Test
  void shouldFollowEachTapByItself() {
    MarkerWatch watch = watch("done");
    assertThat(send(watch, PORT, 0, "do")).isEmpty();
    assertThat(send(watch, OTHER, 10, "ne")).isEmpty();
    assertThat(send(watch, OTHER, 20, "do")).isEmpty();
    assertThat(send(watch, PORT, 30, "ne")).hasValue(31);
  }

  @Test
  void shouldTakeWhatIsReadForAPort() {
    assertThat(send(watch("done"), READER, 0, "done")).hasValue(3);
  }

  @Test
  void shouldKnowManyTaps() {
    MarkerWatch watch = watch("done");
    watch.tap(1_000_000, 0x4000, 0, 0, true, false);
    assertThat(send(watch, 1_000_000, 0, "done")).hasValue(3);
  }

  @Test
  void shouldFindWhatAStringSearchFinds() {
    Random random = new Random(7);
    for (int round = 0; round < 2000; round++) {
      String marker = letters(random, 1 + random.nextInt(6));
      String text = letters(random, random.nextInt(40));
      int at = text.indexOf(marker);
      OptionalLong found = send(watch(marker), PORT, 0, text);
      assertThat(found)
          .as("%s in %s", marker, text)
          .isEqualTo(at < 0 ? OptionalLong.empty() : OptionalLong.of(at + marker.length() - 1L));
    }
  }

  @Test
  void shouldRefuseAnEmptyMarker() {
    assertThatThrownBy(() -> new MarkerWatch("")).isInstanceOf(IllegalArgumentException.class);
  }

  private static String letters(Random random, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) ('a' + random.nextInt(2)));
    }
    return text.toString();
  }
}
