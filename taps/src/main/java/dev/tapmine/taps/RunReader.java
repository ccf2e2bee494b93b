package dev.tapmine.taps;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.function.Consumer;

/// Reads the runs back from a tap's chains; see [RunCode].
final class RunReader {
  private final Chunks chunks;
  private final int tap;
  private final Consumer<? super RunRow> sink;
  private final long limit;
  private byte[] data = new byte[0];
  private int read;
  private boolean open;
  private long time;
  private long address;
  private int width;

  RunReader(Chunks chunks, int tap, Consumer<? super RunRow> sink) {
    this(chunks, tap, sink, Long.MAX_VALUE);
  }

  /// @param limit bytes of a chain to deliver at the most
  RunReader(Chunks chunks, int tap, Consumer<? super RunRow> sink, long limit) {
    this.limit = limit;
    this.chunks = chunks;
    this.tap = tap;
    this.sink = sink;
  }

  /// Delivers the runs of one chain.
  ///
  /// @param time that the first header's is relative to
  /// @param width of the first run, as a power of 2, unless its header says otherwise
  void read(int first, long time, int width) {
    this.time = time;
    this.address = 0;
    this.width = width;
    this.open = false;
    this.read = 0;
    this.data = data(first);
    for (int chunk = first; chunk != 0 && (read < data.length || !open); ) {
      long word = chunks.word(chunk);
      headers(chunk, Chunks.headers(word), Chunks.bytes(Chunks.size(word)));
      chunk = Chunks.next(word);
    }
    deliver(data.length - read);
  }

  private byte[] data(int first) {
    byte[] bytes = new byte[(int) Math.min(limit, dataBytes(chunks, first))];
    int filled = 0;
    for (int chunk = first; chunk != 0 && filled < bytes.length; ) {
      long word = chunks.word(chunk);
      int length = Math.min(Chunks.dataEnd(word) - Chunks.DATA, bytes.length - filled);
      long from = chunks.offset(chunk) + Chunks.DATA;
      MemorySegment.copy(Chunks.MEMORY, Chunks.BYTE, from, bytes, filled, length);
      filled += length;
      chunk = Chunks.next(word);
    }
    return bytes;
  }

  /// Bytes of stream in a chain.
  static long dataBytes(Chunks chunks, int first) {
    long sum = 0;
    for (int chunk = first; chunk != 0; ) {
      long word = chunks.word(chunk);
      sum += Chunks.dataEnd(word) - Chunks.DATA;
      chunk = Chunks.next(word);
    }
    return sum;
  }

  private void headers(int chunk, int from, int to) {
    long base = chunks.offset(chunk);
    long top = base + to;
    while (top > base + from && (read < data.length || !open)) {
      int control = Chunks.MEMORY.get(Chunks.BYTE, --top) & 0xff;
      int kind = control >>> 6;
      int timeBytes = RunCode.bytes(control >>> 3 & 7);
      long later = number(top, timeBytes);
      top -= timeBytes;
      int jumpBytes = RunCode.bytes(control & 7);
      long zigzag = number(top, jumpBytes);
      top -= jumpBytes;
      long length = 1L << width;
      int newWidth = width;
      if (kind != RunCode.ONE_ACCESS) {
        int bytes = kind == 1 ? 1 : 4;
        length = number(top, bytes);
        top -= bytes;
        if (kind == RunCode.NEW_WIDTH) {
          newWidth = Chunks.MEMORY.get(Chunks.BYTE, --top);
        }
      }
      startRun(length, newWidth, later, zigzag >>> 1 ^ -(zigzag & 1));
    }
  }

  private static long number(long top, int bytes) {
    return bytes == 0 ? 0 : Chunks.MEMORY.get(Chunks.WORD, top - 8) >>> (64 - (bytes << 3));
  }

  private void startRun(long lengthBefore, int newWidth, long later, long jump) {
    if (open) {
      deliver(lengthBefore);
      address += lengthBefore;
    }
    open = true;
    time += later;
    address += jump;
    width = newWidth;
  }

  private void deliver(long length) {
    int bytes = (int) Math.min(length, data.length - read);
    if (bytes > 0) {
      byte[] run = Arrays.copyOfRange(data, read, read + bytes);
      sink.accept(new RunRow(tap, time, address, 1 << width, run));
      read += bytes;
    }
  }
}
