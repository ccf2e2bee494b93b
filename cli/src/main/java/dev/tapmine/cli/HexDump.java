package dev.tapmine.cli;

import dev.tapmine.taps.RunRow;
import java.util.ArrayList;
import java.util.List;

/// A stream in hex, with the address each byte was written to or read from: every run begins a
/// line.
final class HexDump {
  private static final int PER_LINE = 16;

  private HexDump() {}

  static List<String> lines(List<RunRow> runs) {
    List<String> lines = new ArrayList<>();
    for (RunRow run : runs) {
      for (int at = 0; at < run.bytes().length; at += PER_LINE) {
        lines.add(line(run, at, Math.min(PER_LINE, run.bytes().length - at)));
      }
    }
    return lines;
  }

  private static String line(RunRow run, int at, int length) {
    StringBuilder line = new StringBuilder(96);
    line.append(String.format("%016x ", run.address() + at));
    StringBuilder text = new StringBuilder(PER_LINE);
    for (int i = 0; i < PER_LINE; i++) {
      line.append(i == PER_LINE / 2 ? "  " : " ");
      if (i < length) {
        byte b = run.bytes()[at + i];
        line.append(String.format("%02x", b));
        text.append(b >= ' ' && b < 0x7f ? (char) b : '.');
      } else {
        line.append("  ");
      }
    }
    return line.append("  ").append(text).toString();
  }
}
