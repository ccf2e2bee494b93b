package dev.tapmine.questions;

import dev.tapmine.taps.RunRow;
import dev.tapmine.taps.TapSource;
import dev.tapmine.taps.TouchedBlocks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Shows a stream as values, so that a person sees what kind they are: each as wide as its access,
/// in the guest's byte order, with a star behind those that are addresses of memory the guest
/// touched; and the same bytes as text. Nothing in it tells where the tap is.
public final class ValuePreview {
  private static final int BYTES = 256;
  private static final int ON_A_LINE = 32;
  private static final long SMALL = 0x10000;
  private static final long NEGATIVE = -0x1000;

  private final TouchedBlocks blocks;
  private final boolean bigEndian;

  private ValuePreview(TouchedBlocks blocks, boolean bigEndian) {
    this.blocks = blocks;
    this.bigEndian = bigEndian;
  }

  /// For the streams of a source.
  public static ValuePreview of(TapSource source) throws IOException {
    return new ValuePreview(TouchedBlocks.of(source), source.mined().bigEndian());
  }

  /// The lines that show a stream's beginning, pure ASCII. Values that are as wide as those before
  /// them follow without a word; where the width changes, it is told.
  ///
  /// @param space of the tap
  public List<String> lines(int space, List<RunRow> runs) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    StringBuilder text = new StringBuilder();
    int left = BYTES;
    int width = 0;
    int onLine = 0;
    for (RunRow run : runs) {
      for (int at = 0; at + run.width() <= run.bytes().length && left > 0; at += run.width()) {
        if (run.width() != width || onLine >= ON_A_LINE) {
          flush(lines, line);
          onLine = 0;
        }
        if (onLine == 0) {
          width = run.width();
          line.append(width).append(width == 1 ? " byte: " : " bytes:");
        }
        int piece = Math.min(width, blocks.addressBytes());
        for (int from = at; from < at + width; from += piece) {
          line.append(' ').append(value(space, run.bytes(), from, piece));
        }
        append(text, run.bytes(), at, width);
        onLine += width;
        left -= width;
      }
    }
    flush(lines, line);
    lines.add("text: " + text);
    return lines;
  }

  private static void flush(List<String> lines, StringBuilder line) {
    if (!line.isEmpty()) {
      lines.add(line.toString());
      line.setLength(0);
    }
  }

  private String value(int space, byte[] bytes, int from, int width) {
    long value = 0;
    for (int i = 0; i < width; i++) {
      value = value << 8 | (bytes[bigEndian ? from + i : from + width - 1 - i] & 0xff);
    }
    boolean address =
        width == blocks.addressBytes() && !small(value, width) && blocks.touched(space, value);
    String hex = Long.toHexString(value);
    return "0".repeat(Math.max(0, width * 2 - hex.length())) + hex + (address ? "*" : "");
  }

  /// Small numbers, negative ones too, are none whatever lies at such an address, as in the value
  /// classes that mining counts.
  private static boolean small(long value, int width) {
    int unused = Long.SIZE - width * Byte.SIZE;
    long signed = (value << unused) >> unused;
    return Long.compareUnsigned(value, SMALL) < 0 || (signed < 0 && signed >= NEGATIVE);
  }

  private static void append(StringBuilder text, byte[] bytes, int from, int length) {
    for (int i = from; i < from + length; i++) {
      text.append(bytes[i] >= ' ' && bytes[i] < 0x7f ? (char) bytes[i] : '.');
    }
  }
}
