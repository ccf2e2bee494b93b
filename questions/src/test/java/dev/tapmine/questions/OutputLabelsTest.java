package dev.tapmine.questions;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Functions that each leave twenty strings of one kind, by two instructions in turn, so that no
/// tap has a whole one.
class OutputLabelsTest {
  private static final long BUFFER = 0xffff888000100000L;
  private static final int STRINGS = 20;

  private final TapPass pass =
      new TapPass(new PassOptions(2, true, true, false, 1 << 16, 64 << 20, 16 << 20));
  private long pointer = 0xffffc90000010000L;
  private long time = 1;
  private int newest = 1;

  private void leaves(long function, String text, Charset charset) {
    for (int i = 0; i < STRINGS; i++) {
      byte[] bytes = text.formatted(i).getBytes(charset);
      pointer -= 64;
      pass.call(time, ++newest, pointer, 0, function, 7, 1);
      long to = BUFFER + (function & 0xffff) * 0x1000 + 0x200L * i;
      for (int at = 0; at < bytes.length; at++) {
        pass.access(at % 2, time++, to + at, 1, bytes[at] & 0xff, 0);
      }
      pointer += 64;
      pass.returned(time, 1, pointer, 0);
    }
  }

  private TapSource source() {
    pass.context(1, 0, 0xffffffff81000010L, 1);
    pass.tap(0, 0xffffffff81005000L, 0, 0, true, false);
    pass.tap(1, 0xffffffff81005010L, 0, 0, true, false);
    pass.switched(0, 1, pointer, 7, SwitchCause.INTERRUPT, false, 0);
    leaves(0xffffffff81001000L, "https://example.org/page/%d", StandardCharsets.US_ASCII);
    leaves(0xffffffff81002000L, "device %d is ready\n", StandardCharsets.US_ASCII);
    leaves(0xffffffff81003000L, "registry key %d.", StandardCharsets.UTF_16LE);
    leaves(
        0xffffffff81004000L,
        "\u0001\u0002\u0003\u0080\u0090\u00a0%d\u00b0\u00c0\u00d0",
        StandardCharsets.ISO_8859_1);
    return pass.finish(
        new TraceEnd(Ending.WHOLE, new Account(Map.of()), "x86_64", false, 1, time, ""));
  }

  private static List<OutputLabels.Label> labels(TapSource source, @Nullable Format only)
      throws IOException {
    return OutputLabels.of(
        source,
        TapFilter.longerThan(16),
        (content, formats) -> only == null || formats.contains(only),
        50);
  }

  private static long callee(OutputLabels.Label label) {
    return label.channel().carrier() instanceof Carrier.OfOutputs of ? of.callee() : 0;
  }

  @Test
  void shouldLabelWhatSeveralInstructionsPutTogether() throws IOException {
    TapSource source = source();
    List<OutputLabels.Label> labels = labels(source, null);
    assertThat(labels)
        .extracting(OutputLabelsTest::callee)
        .containsExactlyInAnyOrder(0xffffffff81001000L, 0xffffffff81002000L, 0xffffffff81003000L);
    for (OutputLabels.Label label : labels) {
      boolean wide = callee(label) == 0xffffffff81003000L;
      assertThat(label.content()).isEqualTo(Optional.of(wide ? Content.UTF16 : Content.TEXT));
      assertThat(label.confidence()).isEqualTo(1);
      assertThat(label.formats().contains(Format.URLS))
          .isEqualTo(callee(label) == 0xffffffff81001000L);
    }
    List<OutputLabels.Label> urls = labels(source, Format.URLS);
    assertThat(urls).extracting(OutputLabelsTest::callee).containsExactly(0xffffffff81001000L);
    Channel channel = urls.getFirst().channel();
    assertThat(ChannelName.is(channel.name())).isTrue();
    assertThat(channel.pieces()).hasSize(STRINGS);
    assertThat(new String(channel.pieces().getFirst().bytes(), StandardCharsets.US_ASCII))
        .isEqualTo("https://example.org/page/0");
    assertThat(channel.whole()).isTrue();
  }

  @Test
  void shouldNotTakeLettersWithTheZeroBehindThemForUtf16() throws IOException {
    pass.context(1, 0, 0xffffffff81000010L, 1);
    pass.tap(0, 0xffffffff81005000L, 0, 0, true, false);
    pass.tap(1, 0xffffffff81005010L, 0, 0, true, false);
    pass.switched(0, 1, pointer, 7, SwitchCause.INTERRUPT, false, 0);
    leaves(0xffffffff81006000L, "x\u0000", StandardCharsets.US_ASCII);
    TapSource source =
        pass.finish(
            new TraceEnd(Ending.WHOLE, new Account(Map.of()), "x86_64", false, 1, time, ""));
    assertThat(labels(source, null))
        .extracting(OutputLabels.Label::content)
        .containsExactly(Optional.of(Content.TEXT));
  }
}
