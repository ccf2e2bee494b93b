package dev.tapmine.questions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapmine.taps.PassOptions;
import dev.tapmine.taps.TapPass;
import dev.tapmine.trace.Account;
import dev.tapmine.trace.Ending;
import dev.tapmine.trace.SwitchCause;
import dev.tapmine.trace.TraceEnd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// A kernel that formats each line through a formatter into its ring, continues some of them from
/// another place, and copies them to a console's buffers in another thread.
class ChannelsTest {
  private static final long RING = 0xffff888000100000L;
  private static final long CONSOLE = 0xffff888000900000L;
  private static final long STORE = 0xffffffff81001000L;
  private static final long FORMAT = 0xffffffff81002000L;
  private static final long WRITE = 0xffffffff81003000L;
  private static final int LINES = 80;

  private final TapPass pass =
      new TapPass(new PassOptions(2, true, true, false, 1 << 16, 64 << 20, 16 << 20));
  private final Deque<Integer> running = new ArrayDeque<>(List.of(1));
  private final List<String> log = new ArrayList<>();
  private int newest = 1;
  private long pointer = 0xffffc90000010000L;
  private long time = 1;

  private void call(long callee, int context) {
    pointer -= 64;
    running.push(++newest);
    pass.call(time, newest, pointer, 0, callee, 7, context);
  }

  private void back() {
    pointer += 64;
    running.pop();
    pass.returned(time, running.element(), pointer, 0);
  }

  private void write(int tap, long address, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < bytes.length; i++) {
      pass.access(tap, time++, address + i, 1, bytes[i], 0);
    }
  }

  private void print(int context, long address, String level, String text) {
    call(STORE, context);
    write(0, address, level);
    call(FORMAT, 3);
    write(1, address + level.length(), text);
    back();
    back();
  }

  private void boot() {
    pass.context(1, 0, 0xffffffff81000010L, 1);
    pass.context(2, 0, 0xffffffff81000090L, 1);
    pass.context(3, 0, 0xffffffff81001010L, 1);
    for (int tap = 0; tap < 4; tap++) {
      pass.tap(tap, 0xffffffff81005000L + 16L * tap, 0, 0, true, false);
    }
    pass.switched(0, 1, pointer, 7, SwitchCause.INTERRUPT, false, 0);
    Random random = new Random(8);
    long ring = RING;
    for (int i = 0; i < LINES; i++) {
      String text = "device %d: found at 0x%x, ".formatted(i, random.nextInt());
      String more = "irq %d, port %d enabled\n".formatted(random.nextInt(64), random.nextInt(999));
      if (i % 3 == 0) {
        print(1, ring, "<6>", text);
        print(2, ring + 3 + text.length(), "", more);
      } else {
        print(1, ring, "<6>", text + more);
      }
      log.add("<6>" + text + more);
      ring += 3 + text.length() + more.length();
      time += 500;
      for (int noise = 0; noise < 30; noise++) {
        pass.access(3, time++, RING + 0x200000 + 8L * noise, 8, random.nextLong(), 0);
      }
    }
    copyInAnotherThread();
  }

  private void copyInAnotherThread() {
    pass.context(4, 0, 0xffffffff81000500L, 1);
    pointer += 1 << 20;
    running.push(++newest);
    pass.switched(time, newest, pointer, 8, SwitchCause.INTERRUPT, false, 4);
    for (int i = 0; i < LINES; i++) {
      call(WRITE, 4);
      write(2, CONSOLE + 4096L * (i % 2), log.get(i).substring(3));
      back();
    }
  }

  private static Exemplar otherLog() {
    StringBuilder other = new StringBuilder();
    Random random = new Random(9);
    for (int i = 0; i < 200; i++) {
      other.append(
          "<%d>bus %d: device 0x%x enabled, found irq %d at port %d\n"
              .formatted(
                  4 + random.nextInt(3),
                  i,
                  random.nextInt(),
                  random.nextInt(64),
                  random.nextInt(999)));
    }
    return Exemplar.of(List.of(other.toString().getBytes(StandardCharsets.US_ASCII)));
  }

  private static String text(Channel channel) {
    return channel.pieces().stream()
        .map(piece -> new String(piece.bytes(), StandardCharsets.US_ASCII))
        .collect(Collectors.joining());
  }

  @Test
  void shouldAnswerWithTheRingWholeAndInOrder() throws IOException {
    try (pass) {
      boot();
      var source =
          pass.finish(
              new TraceEnd(Ending.WHOLE, new Account(Map.of()), "x86_64", false, 1, time, ""));
      ChannelRanking ranking = Channels.rank(source, otherLog(), ChannelOptions.standard(10));

      ChannelFamily first = ranking.families().getFirst();
      assertThat(text(first.origin())).isEqualTo(String.join("", log));
      assertThat(first.origin().carrier())
          .isInstanceOfSatisfying(
              Carrier.OfOutputs.class,
              of -> {
                assertThat(of.low()).isEqualTo(RING);
                assertThat(of.high()).isEqualTo(RING + first.origin().text() - 1);
              });
      assertThat(first.origin().whole()).isTrue();
      assertThat(first.origin().taps()).containsExactly(0, 1);
      assertThat(first.members().size()).as("the console's copy is a member").isGreaterThan(1);
      assertThat(Channels.rank(source, otherLog(), ChannelOptions.standard(10)).families())
          .extracting(family -> family.origin().name())
          .isEqualTo(ranking.families().stream().map(f -> f.origin().name()).toList());
    }
  }
}
