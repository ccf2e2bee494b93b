package dev.tapmine.questions;

import static org.assertj.core.api.Assertions.assertThat;

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

class ValuePreviewTest {
  private static final long HEAP = 0xffff_8880_0010_0000L;

  private static List<String> preview(int width, long... values) throws IOException {
    PassOptions options = new PassOptions(1, true, true, false, 64 << 10, 64 << 20);
    try (TapPass pass = new TapPass(options)) {
      pass.tap(0, 0x1000, 0, 0, true, false);
      pass.touch(0, 0, HEAP >>> 16, 2);
      pass.touch(0, 0, 0, 1); // as firmware does
      for (int i = 0; i < values.length; i++) {
        pass.access(0, i + 1, HEAP + (long) width * i, width, values[i], 0);
      }
      TapSource source =
          pass.finish(
              new TraceEnd(
                  Ending.WHOLE, new Account(Map.of()), "x86_64", false, 1, values.length, ""));
      FoldedTap tap = Folds.at(source, 1).tap(0);
      return ValuePreview.of(source).lines(0, TapStreams.of(source, tap, Long.MAX_VALUE).runs());
    }
  }

  @Test
  void shouldMarkAddressesOfMemoryTheGuestTouched() throws IOException {
    assertThat(preview(8, HEAP + 64, 0x7fff_0000_0000_0000L))
        .containsExactly("8 bytes: ffff888000100040* 7fff000000000000", "text: @...............");
  }

  @Test
  void shouldNotTakeSmallNumbersForAddressesWhateverLiesThere() throws IOException {
    assertThat(preview(8, 0, 4, 0xffff, -2))
        .startsWith("8 bytes: 0000000000000000 0000000000000004 000000000000ffff fffffffffffffffe");
  }

  @Test
  void shouldNotMarkWhatIsNarrowerThanAnAddress() throws IOException {
    assertThat(preview(4, 0x41424344, HEAP & 0xffffffffL))
        .containsExactly("4 bytes: 41424344 00100000", "text: DCBA....");
  }
}
