package dev.tapmine.evaluation;

import dev.tapmine.trace.TraceVisitor;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Looks out for a text that passes through one tap, a byte an access: as a program prints it
/// through a port, wherever that port is. Where it is in memory, its driver's write tap has the
/// text; where it has instructions of its own, as on a PC, the tap that reads what goes there.
///
/// The low byte of each access counts, as a port's register may be wider than what it takes. A text
/// that is copied in larger pieces does not count, nor one that several taps have between them.
public final class MarkerWatch implements TraceVisitor {
  private final byte[] marker;
  private final int[] fallback;
  private int[] matched = new int[1 << 12];

  /// Thrown out of the trace as soon as the marker has passed: nothing that follows is wanted.
  public static final class Passed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long time;

    private Passed(long time) {
      super("the marker has passed", null, false, false);
      this.time = time;
    }

    /// Instructions executed before its last byte passed.
    public long time() {
      return time;
    }
  }

  /// @param text in US-ASCII, at least one character
  public MarkerWatch(String text) {
    marker = text.getBytes(StandardCharsets.US_ASCII);
    if (marker.length == 0) {
      throw new IllegalArgumentException("An empty marker passes everywhere.");
    }
    fallback = fallback(marker);
  }

  /// For each number of bytes matched, how many remain matched when the next one differs.
  private static int[] fallback(byte[] text) {
    int[] table = new int[text.length + 1];
    for (int i = 1, k = 0; i < text.length; i++) {
      while (k > 0 && text[i] != text[k]) {
        k = table[k];
      }
      k += text[i] == text[k] ? 1 : 0;
      table[i + 1] = k;
    }
    return table;
  }

  @Override
  public void tap(int tap, long pc, int context, int space, boolean write, boolean user) {
    if (tap >= matched.length) {
      matched = Arrays.copyOf(matched, Math.max(tap + 1, 2 * matched.length));
    }
  }

  @Override
  public void access(int tap, long time, long address, int size, long value, long high) {
    int state = matched[tap];
    byte next = (byte) value;
    if (state == 0 && next != marker[0]) {
      return;
    }
    while (state > 0 && next != marker[state]) {
      state = fallback[state];
    }
    state += next == marker[state] ? 1 : 0;
    if (state == marker.length) {
      throw new Passed(time);
    }
    matched[tap] = state;
  }
}
