package dev.tapmine.questions;

import dev.tapmine.taps.TapSource;
import java.io.IOException;
import java.util.Arrays;

/// How many bytes an access of each tap has, on average, as a power of two; a byte a tap.
final class TapWidths {
  private byte[] widths = new byte[1024];

  private TapWidths() {}

  static TapWidths of(TapSource source) throws IOException {
    TapWidths all = new TapWidths();
    source.taps(tap -> all.put(tap.id(), tap.bytes() / Math.max(1, tap.accesses())));
    return all;
  }

  private void put(int tap, long bytes) {
    if (tap >= widths.length) {
      widths = Arrays.copyOf(widths, Math.max(tap + 1, widths.length * 2));
    }
    widths[tap] = (byte) Long.highestOneBit(Math.clamp(bytes, 1, 64));
  }

  int of(int tap) {
    return tap < widths.length ? Math.max(1, widths[tap]) : 1;
  }
}
