package dev.tapmine.cli;

import dev.tapmine.taps.RunRow;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/// A stream as lines of text.
///
/// A line ends at a line feed, at zero bytes, and where the stream goes on at another address, if
/// its stretches are long enough on the average to be lines of their own: a log that is copied
/// record by record often carries no line feeds, while a formatter's stream jumps every few bytes.
final class StreamText {
  /// Average bytes of a stretch from which its end is taken for a line's end.
  private static final int LONG_STRETCH = 16;

  private static final int LONGEST_LINE = 4096;

  private final List<String> lines = new ArrayList<>();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  private StreamText() {}

  /// Lines, escaped for a terminal; empty ones are left out.
  static List<String> lines(List<RunRow> runs) {
    StreamText text = new StreamText();
    boolean stretchesAreLines = averageStretch(runs) >= LONG_STRETCH;
    long next = 0;
    for (RunRow run : runs) {
      if (stretchesAreLines && run.address() != next) {
        text.end();
      }
      for (byte b : run.bytes()) {
        text.take(b);
      }
      next = run.address() + run.bytes().length;
    }
    text.end();
    return text.lines;
  }

  private static long averageStretch(List<RunRow> runs) {
    long bytes = 0;
    long stretches = 0;
    long next = 0;
    for (RunRow run : runs) {
      stretches += stretches == 0 || run.address() != next ? 1 : 0;
      bytes += run.bytes().length;
      next = run.address() + run.bytes().length;
    }
    return stretches == 0 ? 0 : bytes / stretches;
  }

  private void take(byte b) {
    if (b == '\n' || b == 0 || line.size() >= LONGEST_LINE) {
      end();
    }
    if (b != '\n' && b != 0 && b != '\r') {
      line.write(b);
    }
  }

  private void end() {
    if (line.size() > 0) {
      lines.add(GuestText.line(line.toByteArray()));
      line.reset();
    }
  }

  /// Share of bytes that text is made of, 0 to 1: printable ASCII, blanks and line ends, zeros as
  /// string ends.
  static double share(byte[] bytes) {
    int text = 0;
    for (byte b : bytes) {
      text += (b >= ' ' && b < 0x7f) || b == '\n' || b == '\r' || b == '\t' || b == 0 ? 1 : 0;
    }
    return bytes.length == 0 ? 0 : (double) text / bytes.length;
  }
}
