package dev.tapmine.questions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapmine.taps.Direction;
import dev.tapmine.taps.PassOptions;
import dev.tapmine.taps.TapPass;
import dev.tapmine.taps.TapSource;
import dev.tapmine.trace.Account;
import dev.tapmine.trace.Ending;
import dev.tapmine.trace.SwitchCause;
import dev.tapmine.trace.TraceEnd;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A program whose request is put together by two functions of a third, and sent by one
/// instruction.
class ChannelSearchTest {
  private static final long SCHEME = 0x401000;
  private static final long HOST = 0x402000;
  private static final long BUILD = 0x403000;
  private static final long SEND = 0x404000;
  private static final long BUFFER = 0x7f00_0000_1000L;
  private static final long SOCKET = 0x7f00_0000_9000L;

  private final TapPass pass =
      new TapPass(new PassOptions(2, true, true, false, 1 << 16, 64 << 20, 16 << 20));
  private Charset charset = StandardCharsets.US_ASCII;
  private long time = 1;
  private int newest = 1;

  private int call(long callee, long pointer, int context) {
    pass.call(time, ++newest, pointer, 0, callee, 7, context);
    return newest;
  }

  private void write(int tap, long address, String text) {
    byte[] bytes = text.getBytes(charset);
    for (int i = 0; i < bytes.length; i++) {
      pass.access(tap, time++, address + i, 1, bytes[i], 0);
    }
  }

  /// Build writes through scheme and host; then send copies the whole with one instruction.
  private TapSource request() throws IOException {
    pass.context(1, 0, 0x400100, 1);
    pass.context(2, 0, 0x403010, 1);
    pass.context(3, 2, 0x400100, 2);
    for (int tap = 0; tap < 3; tap++) {
      pass.tap(tap, 0x405000 + 16L * tap, 0, 0, true, false);
    }
    long stack = 0x7fff_0000_0000L;
    pass.switched(0, 1, stack, 7, SwitchCause.INTERRUPT, false, 0);
    int build = call(BUILD, stack - 64, 1);
    call(SCHEME, stack - 128, 2);
    write(0, BUFFER, "GET http://");
    pass.returned(time, build, stack - 64, 0);
    call(HOST, stack - 128, 2);
    write(1, BUFFER + "GET http://".getBytes(charset).length, "tapmine.example/log");
    pass.returned(time, build, stack - 64, 0);
    pass.returned(time, 1, stack, 0);
    call(SEND, stack - 64, 1);
    write(2, SOCKET, "GET http://tapmine.example/log");
    pass.returned(time, 1, stack, 0);
    return pass.finish(
        new TraceEnd(Ending.WHOLE, new Account(Map.of()), "x86_64", false, 1, time, ""));
  }

  private static ChannelAnswer search(TapSource source, String text) throws IOException {
    return ChannelSearch.search(source, List.of(Needle.text(text)), false, TapFilter.all(), false);
  }

  @Test
  void shouldNameTheFunctionThatPutsBytesTogetherAndThenTheTapThatCopiesThem() throws IOException {
    try (pass) {
      ChannelAnswer answer = search(request(), "http://tapmine.example");
      assertThat(answer.hits()).hasSize(2);
      ChannelHit built = answer.hits().getFirst();
      assertThat(built.channel().carrier())
          .isInstanceOfSatisfying(
              Carrier.OfOutputs.class,
              of -> {
                assertThat(of.callee()).isEqualTo(BUILD);
                assertThat(of.direction()).isEqualTo(Direction.WRITE);
                assertThat(of.low()).isEqualTo(BUFFER);
                assertThat(of.high()).isEqualTo(BUFFER + 29);
              });
      assertThat(built.count()).isOne();
      assertThat(built.first().address()).isEqualTo(BUFFER + 4);
      assertThat(built.first().context()).asString().contains("GET http://tapmine.example/log");
      assertThat(built.channel().taps()).containsExactly(0, 1);
      assertThat(built.channel().pieces())
          .extracting(piece -> new String(piece.bytes(), StandardCharsets.US_ASCII))
          .containsExactly("GET http://tapmine.example/log");

      ChannelHit sent = answer.hits().getLast();
      assertThat(sent.channel().carrier())
          .isInstanceOfSatisfying(
              Carrier.OfTap.class, of -> assertThat(of.tap().pc()).isEqualTo(0x405020));
      assertThat(sent.first().address()).isEqualTo(SOCKET + 4);
    }
  }

  @Test
  void shouldNameTheTapAloneWhereOneInstructionHasAllOfAFunctionsBytes() throws IOException {
    try (pass) {
      ChannelAnswer answer = search(request(), "example/log");
      assertThat(answer.hits())
          .extracting(hit -> hit.channel().carrier().getClass().getSimpleName())
          .containsExactly("OfTap", "OfTap");
      assertThat(answer.hits()).extracting(hit -> hit.first().address()).contains(BUFFER + 19);
    }
  }

  @Test
  void shouldReadWideTextInOneByteOrderWhereverItIsFound() throws IOException {
    charset = StandardCharsets.UTF_16LE;
    try (pass) {
      ChannelAnswer answer =
          ChannelSearch.search(
              request(), Needle.texts("example/log"), false, TapFilter.all(), false);
      assertThat(answer.hits())
          .extracting(hit -> hit.sought().encoding())
          .containsExactly("utf-16le", "utf-16le");
      assertThat(answer.hits())
          .extracting(hit -> hit.channel().carrier().getClass().getSimpleName())
          .containsExactly("OfTap", "OfTap");
    }
  }

  @Test
  void shouldSayHowMuchWasSearched() throws IOException {
    try (pass) {
      ChannelAnswer answer = search(request(), "no such thing");
      assertThat(answer.hits()).isEmpty();
      assertThat(answer.outputBytes()).isPositive();
      assertThat(answer.cutOutputs()).isZero();
      assertThat(answer.dropped()).isZero();
    }
  }
}
