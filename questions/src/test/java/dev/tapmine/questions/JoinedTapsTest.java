package dev.tapmine.questions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapmine.taps.PassOptions;
import dev.tapmine.taps.TapPass;
import dev.tapmine.taps.TapSource;
import dev.tapmine.trace.Account;
import dev.tapmine.trace.Ending;
import dev.tapmine.trace.TraceEnd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A system whose copy routine writes eight bytes at a time and the rest of each line one by one,
/// or the first and the last sixteen, which overlap.
class JoinedTapsTest {
  private static final long RING = 0xffff888000100000L;
  private static final int WORDS = 0;
  private static final int REST = 1;
  private static final int OTHER = 2;

  private final TapPass pass =
      new TapPass(new PassOptions(2, true, true, false, 1 << 16, 64 << 20, 16 << 20));
  private final Random random = new Random(4);
  private final StringBuilder log = new StringBuilder();
  private long time = 1;

  private void start() {
    for (int tap = 0; tap < 3; tap++) {
      pass.tap(tap, 0xffffffff81005000L + 16L * tap, 0, 0, true, false);
    }
  }

  private void access(int tap, long address, byte[] bytes, int from, int size) {
    long[] words = new long[2];
    for (int i = size - 1; i >= 0; i--) {
      words[i / 8] = words[i / 8] << 8 | (bytes[from + i] & 0xff);
    }
    pass.access(tap, time++, address, size, words[0], words[1]);
  }

  private String line(int i) {
    return "device %d: found at 0x%x, irq %d enabled\n"
        .formatted(i, random.nextInt(), random.nextInt(64));
  }

  private void words(long address, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    int at = 0;
    for (; at + 8 <= bytes.length; at += 8) {
      access(WORDS, address + at, bytes, at, 8);
    }
    for (; at < bytes.length; at++) {
      access(REST, address + at, bytes, at, 1);
    }
    log.append(text);
  }

  private void ends(long address, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    access(WORDS, address, bytes, 0, 16);
    access(REST, address + bytes.length - 16, bytes, bytes.length - 16, 16);
    log.append(text);
  }

  private void noise() {
    time += 2000;
    for (int i = 0; i < 40; i++) {
      pass.access(OTHER, time++, RING + 0x200000 + 8L * i, 8, random.nextLong(), 0);
    }
  }

  private TapSource finish() throws IOException {
    return pass.finish(
        new TraceEnd(Ending.WHOLE, new Account(Map.of()), "x86_64", false, 1, time, ""));
  }

  private static Exemplar otherLog() {
    StringBuilder other = new StringBuilder();
    Random random = new Random(9);
    for (int i = 0; i < 300; i++) {
      other.append(
          "bus %d: device 0x%x found, irq %d at port\n"
              .formatted(i, random.nextInt(), random.nextInt(64)));
    }
    return Exemplar.of(List.of(other.toString().getBytes(StandardCharsets.US_ASCII)));
  }

  private static String text(Channel channel) {
    return channel.pieces().stream()
        .map(piece -> new String(piece.bytes(), StandardCharsets.US_ASCII))
        .collect(Collectors.joining());
  }

  private static List<Channel> joined(TapSource source, ChannelOptions options) throws IOException {
    return Channels.taps(source, otherLog(), options).stream()
        .filter(channel -> channel.carrier() instanceof Carrier.OfTaps)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shouldJoinTheLoopOfACopyAndItsTail(boolean sameBuffer) throws IOException {
    try (pass) {
      start();
      long address = RING;
      for (int i = 0; i < 120; i++) {
        String line = line(i);
        words(sameBuffer ? RING : address, line);
        address += line.length();
        noise();
      }
      List<Channel> joined = joined(finish(), ChannelOptions.standard(10));
      assertThat(joined).hasSize(1);
      Channel first = joined.getFirst();
      assertThat(text(first)).isEqualTo(log.toString());
      assertThat(first.taps()).containsExactly(WORDS, REST);
      assertThat(ChannelName.is(first.name())).isTrue();
      assertThat(first.whole()).isTrue();
    }
  }

  @Test
  void shouldJoinAHeadAndATailThatOverlap() throws IOException {
    try (pass) {
      start();
      for (int i = 0; i < 120; i++) {
        ends(RING + 4096L * i, line(i).substring(0, 17 + i % 16));
        noise();
      }
      List<Channel> joined = joined(finish(), ChannelOptions.standard(10));
      assertThat(joined).hasSize(1);
      assertThat(text(joined.getFirst())).isEqualTo(log.toString());
    }
  }

  @Test
  void shouldRankTheJoinedTapsBeforeTheirParts() throws IOException {
    try (pass) {
      start();
      for (int i = 0; i < 120; i++) {
        words(RING + 64L * i, line(i));
        noise();
      }
      ChannelFamily first =
          Channels.rank(finish(), otherLog(), ChannelOptions.standard(10)).families().getFirst();
      assertThat(first.origin().carrier()).isInstanceOf(Carrier.OfTaps.class);
      assertThat(text(first.origin())).isEqualTo(log.toString());
    }
  }

  @Test
  void shouldNotJoinAReaderWithAWriter() throws IOException {
    try (pass) {
      pass.tap(WORDS, 0xffffffff81005000L, 0, 0, true, false);
      pass.tap(REST, 0xffffffff81005010L, 0, 0, false, false);
      pass.tap(OTHER, 0xffffffff81005020L, 0, 0, true, false);
      for (int i = 0; i < 120; i++) {
        ends(RING + 4096L * i, line(i).substring(0, 17 + i % 16));
        noise();
      }
      assertThat(joined(finish(), ChannelOptions.standard(10))).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"7, 0", "30, 1"})
  void shouldNotJoinWhatMeetsSevenTimesOnly(int lines, int joined) throws IOException {
    try (pass) {
      start();
      for (int i = 0; i < 120; i++) {
        if (i < lines) {
          ends(RING + 4096L * i, line(i).substring(0, 20));
        } else {
          access(WORDS, RING + 4096L * i, line(i).getBytes(StandardCharsets.US_ASCII), 0, 16);
          access(REST, 4096L * i, line(i).getBytes(StandardCharsets.US_ASCII), 16, 16);
        }
        noise();
      }
      assertThat(joined(finish(), ChannelOptions.standard(10))).hasSize(joined);
    }
  }

  @Test
  void shouldNotJoinWhatIsNoText() throws IOException {
    try (pass) {
      start();
      long address = RING;
      byte[] noise = new byte[8];
      for (int i = 0; i < 120; i++) {
        byte[] line = line(i).getBytes(StandardCharsets.US_ASCII);
        int whole = line.length / 8 * 8;
        for (int at = 0; at < whole; at += 8) {
          access(WORDS, address + at, line, at, 8);
        }
        random.nextBytes(noise);
        access(OTHER, address + whole, noise, 0, 8);
        address += whole + 16;
        noise();
      }
      assertThat(joined(finish(), ChannelOptions.standard(10))).isEmpty();
    }
  }

  @Test
  void shouldJoinNothingWhenADepthIsAskedFor() throws IOException {
    try (pass) {
      start();
      for (int i = 0; i < 120; i++) {
        words(RING + 64L * i, line(i));
        noise();
      }
      ChannelOptions standard = ChannelOptions.standard(10);
      assertThat(
              joined(
                  finish(),
                  new ChannelOptions(
                      standard.filter(), OptionalInt.of(1), false, standard.candidates(), 10)))
          .isEmpty();
    }
  }
}
