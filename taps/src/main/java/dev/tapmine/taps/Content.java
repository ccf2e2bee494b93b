package dev.tapmine.taps;

import static dev.tapmine.taps.TapTable.META;
import static dev.tapmine.taps.TapTable.PART;
import static dev.tapmine.taps.TapTable.RUN_TIME;
import static dev.tapmine.taps.TapTable.WHERE;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Keeps the streams' content, which is at the same time what is still to be counted.
///
/// A stream begins in its *head*, a chain of chunks that double. One that outgrows it goes on in
/// *parts*: when one is full its pairs are counted, and the full part before it is freed; so the
/// end of a long stream is always at hand. Where content is not kept (the budget is too small for a
/// tail, or memory ran out), parts have no run headers and are freed as soon as they are counted.
final class Content {
  private static final int HEAD = 0;
  private static final int TAIL = 1;
  private static final int COUNTED = 2;

  private final PassMemory memory;
  private final Chunks chunks;
  private final TapTable table;
  private final PairCounter counter;
  private final int head;
  private final int part;
  private final boolean tails;
  private final byte[] buffer = new byte[Chunks.bytes(Chunks.LARGEST)];
  private @Nullable LongStream[] longStreams = new @Nullable LongStream[256];
  private int longStreamCount;
  private long most = Long.MAX_VALUE;

  /// @param budget bytes kept of a stream at the most
  /// @param leastPart bytes of a part at the least: counting smaller ones costs too much
  Content(
      PassMemory memory,
      Chunks chunks,
      TapTable table,
      PairCounter counter,
      int budget,
      int leastPart) {
    this.memory = memory;
    this.chunks = chunks;
    this.table = table;
    this.counter = counter;
    this.tails = budget / 4 >= leastPart;
    this.head = Mined.head(budget, leastPart);
    this.part = tails ? budget / 4 : leastPart;
    memory.takeHeap(4L * 256);
  }

  /// Takes one access. The record is still as the tap's access before left it.
  void append(
      long[] page, int at, long time, long address, int size, int width, long low, long high) {
    if (address != page[at + TapTable.END] || width != TapTable.width(page[at + META])) {
      startRun(page, at, time, address, width);
    }
    long where = page[at + WHERE];
    long remaining = page[at + PART];
    int data = (int) (where >>> 16) & 0xffff;
    if (((int) where & 0xffff) - data >= 16 && (int) remaining >= 16) {
      int chunk = (int) (where >>> 32);
      long to = chunks.offset(chunk) + data;
      Chunks.MEMORY.set(Chunks.WORD, to, low);
      if (size == 16) {
        Chunks.MEMORY.set(Chunks.WORD, to + 8, high);
      }
      page[at + WHERE] = where + ((long) size << 16);
      page[at + PART] = remaining + size * ((1L << 32) - 1);
    } else {
      appendBytes(page, at, time, address, size, width, low, high);
    }
  }

  private void startRun(long[] page, int at, long time, long address, int width) {
    int old = TapTable.width(page[at + META]);
    if (old == TapTable.NO_WIDTH) {
      begin(page, at, time, address, width);
    } else if (TapTable.mode(page[at + META]) != COUNTED) {
      long length = page[at + PART] >>> 32;
      int kind;
      if (width != old) {
        kind = RunCode.NEW_WIDTH;
      } else if (length == 1L << width) {
        kind = RunCode.ONE_ACCESS;
      } else {
        kind = length < 256 ? 1 : 2;
      }
      header(page, at, kind, width, time, page[at + RUN_TIME], address - page[at + TapTable.END]);
    }
  }

  private void begin(long[] page, int at, long time, long address, int width) {
    page[at + TapTable.FIRST] = time;
    page[at + META] |= (long) width << TapTable.FIRST_WIDTH_SHIFT;
    page[at + PART] = head;
    header(page, at, RunCode.ONE_ACCESS, width, time, time, address);
  }

  private void header(long[] page, int at, int kind, int width, long time, long base, long jump) {
    long where = page[at + WHERE];
    if (((int) where & 0xffff) - ((int) (where >>> 16) & 0xffff) < RunCode.ROOM) {
      nextChunk(page, at, before(page, at));
      where = page[at + WHERE];
      if (TapTable.mode(page[at + META]) == COUNTED) {
        return;
      }
    }
    int chunk = (int) (where >>> 32);
    long top = chunks.offset(chunk) + ((int) where & 0xffff);
    long length = page[at + PART] >>> 32;
    page[at + WHERE] = where - RunCode.write(top, kind, length, width, time - base, jump);
    page[at + PART] &= 0xffffffffL;
    page[at + RUN_TIME] = time;
  }

  private void appendBytes(
      long[] page, int at, long time, long address, int size, int width, long low, long high) {
    for (int i = 0; i < size; i++) {
      int last = i == 0 ? before(page, at) : bite(low, high, i - 1);
      if ((int) page[at + PART] == 0) {
        endPart(page, at, last);
        if (TapTable.mode(page[at + META]) == TAIL) {
          header(page, at, RunCode.NEW_WIDTH, width, time, 0, address + i);
        }
      }
      long where = page[at + WHERE];
      if (((int) (where >>> 16) & 0xffff) == ((int) where & 0xffff)) {
        nextChunk(page, at, last);
        where = page[at + WHERE];
      }
      int chunk = (int) (where >>> 32);
      Chunks.MEMORY.set(
          Chunks.BYTE,
          chunks.offset(chunk) + ((int) (where >>> 16) & 0xffff),
          (byte) bite(low, high, i));
      page[at + WHERE] = where + (1 << 16);
      page[at + PART] += (1L << 32) - 1;
    }
  }

  private static int bite(long low, long high, int i) {
    return (int) ((i < 8 ? low : high) >>> (i << 3)) & 0xff;
  }

  private static int before(long[] page, int at) {
    return TapTable.width(page[at + META]) == TapTable.NO_WIDTH
        ? -1
        : (int) (page[at + META] & TapTable.LAST_BYTE);
  }

  /// Opens the chunk after the current one; `last` is the stream's byte before it.
  private void nextChunk(long[] page, int at, int last) {
    int mode = TapTable.mode(page[at + META]);
    int chunk = (int) (page[at + WHERE] >>> 32);
    if (mode == HEAD && most != Long.MAX_VALUE && chunk != 0) {
      close(page, at);
      int first = (int) (page[at + TapTable.CHAIN] >>> 32);
      if (chainBytes(first) + Chunks.bytes(larger(chunk)) > most) {
        stopKeeping(page, at, longStream(page, at), last);
        chunk = 0;
      }
    }
    int next = chunks.allocate(chunk == 0 ? 0 : larger(chunk));
    if (chunk == 0) {
      setFirst(page, at, next);
    } else {
      close(page, at);
      chunks.setWord(chunk, chunks.word(chunk) | next);
    }
    page[at + WHERE] = start(next);
  }

  /// WHERE of an empty chunk.
  private long start(int chunk) {
    int end = Chunks.bytes(Chunks.size(chunks.word(chunk)));
    return (long) chunk << 32 | Chunks.DATA << 16 | end;
  }

  private int larger(int chunk) {
    return Math.min(Chunks.size(chunks.word(chunk)) + 1, Chunks.LARGEST);
  }

  private void setFirst(long[] page, int at, int chunk) {
    if (TapTable.mode(page[at + META]) == HEAD) {
      page[at + TapTable.CHAIN] |= (long) chunk << 32;
    } else {
      longStream(page, at).current = chunk;
    }
  }

  /// Writes down in the current chunk how far it is filled.
  private void close(long[] page, int at) {
    long where = page[at + WHERE];
    int chunk = (int) (where >>> 32);
    if (chunk != 0) {
      int size = Chunks.size(chunks.word(chunk));
      chunks.setWord(
          chunk, Chunks.pack(0, (int) (where >>> 16) & 0xffff, (int) where & 0xffff, size));
    }
  }

  /// Goes on with an empty part; `last` is the stream's byte before it.
  private void endPart(long[] page, int at, int last) {
    close(page, at);
    LongStream stream = longStream(page, at);
    int mode = TapTable.mode(page[at + META]);
    int size = 0;
    if (mode == HEAD) {
      setMode(page, at, tails && most == Long.MAX_VALUE ? TAIL : COUNTED);
      stream.cut = tails && most != Long.MAX_VALUE;
    } else {
      count(stream.current, stream.before, stream.counted(memory));
      if (mode == TAIL) {
        chunks.releaseChain(stream.previous);
        stream.previous = stream.current;
      } else {
        chunks.releaseChain(stream.current);
      }
      size = Chunks.LARGEST - 1;
    }
    stream.before = last;
    stream.current = chunks.allocate(size);
    page[at + WHERE] = start(stream.current);
    page[at + PART] = part;
  }

  private static void setMode(long[] page, int at, int mode) {
    page[at + META] =
        (page[at + META] & ~(3L << TapTable.MODE_SHIFT)) | (long) mode << TapTable.MODE_SHIFT;
  }

  /// From here on, for want of memory, the tap's bytes are only counted; `last` is the one before.
  private void stopKeeping(long[] page, int at, LongStream stream, int last) {
    stream.cut |= TapTable.mode(page[at + META]) != COUNTED;
    setMode(page, at, COUNTED);
    stream.before = last;
    stream.current = 0;
    page[at + WHERE] = 0;
    page[at + PART] = part;
  }

  private LongStream longStream(long[] page, int at) {
    LongStream known = longStreamOf(page, at);
    if (known != null) {
      return known;
    }
    if (longStreamCount == longStreams.length) {
      memory.takeHeap(4L * longStreamCount);
      longStreams = Arrays.copyOf(longStreams, longStreamCount * 2);
    }
    LongStream stream = new LongStream();
    memory.takeHeap(LongStream.BYTES);
    longStreams[longStreamCount++] = stream;
    page[at + TapTable.CHAIN] |= longStreamCount;
    return stream;
  }

  @Nullable LongStream longStreamOf(long[] page, int at) {
    int number = (int) page[at + TapTable.CHAIN];
    return number == 0 ? null : longStreams[number - 1];
  }

  private long chainBytes(int first) {
    long sum = 0;
    for (int chunk = first; chunk != 0; ) {
      long word = chunks.word(chunk);
      sum += Chunks.bytes(Chunks.size(word));
      chunk = Chunks.next(word);
    }
    return sum;
  }

  private void count(int first, int before, Histogram into) {
    int[] direct = before < 0 ? null : into.direct(part);
    if (direct == null) {
      into.add(counter, stage(first, before, counter));
      return;
    }
    int last = before;
    for (int chunk = first; chunk != 0; ) {
      long word = chunks.word(chunk);
      last = PairCounter.count(buffer, load(chunk, word), last, direct);
      chunk = Chunks.next(word);
    }
  }

  /// Copies a chunk's data to the buffer; answers how many bytes they are.
  private int load(int chunk, long word) {
    int length = Chunks.dataEnd(word) - Chunks.DATA;
    MemorySegment.copy(
        Chunks.MEMORY, Chunks.BYTE, chunks.offset(chunk) + Chunks.DATA, buffer, 0, length);
    return length;
  }

  /// Counts the pairs of a chain of closed chunks; answers how many bytes it has.
  private long stage(int first, int before, PairCounter into) {
    int last = before;
    long bytes = 0;
    for (int chunk = first; chunk != 0; ) {
      long word = chunks.word(chunk);
      int length = load(chunk, word);
      last = into.count(buffer, 0, length, last);
      bytes += length;
      chunk = Chunks.next(word);
    }
    return bytes;
  }

  /// Makes room: gives up the ends of long streams, then all but the beginnings of heads, in steps,
  /// until a quarter of the slabs is free. What is given up has been counted first.
  ///
  /// @return whether at least a sixteenth is free
  boolean makeRoom() {
    long wanted = chunks.capacity() / 4;
    do {
      most = most == Long.MAX_VALUE ? Math.max(64, Long.highestOneBit(head)) : most / 2;
      for (int tap = 0; tap < table.count(); tap++) {
        cut(table.page(tap), TapTable.at(tap));
      }
    } while (chunks.freeBytes() < wanted && most > 64);
    chunks.join();
    return chunks.freeBytes() >= chunks.capacity() / 16;
  }

  private void cut(long[] page, int at) {
    close(page, at);
    int first = (int) (page[at + TapTable.CHAIN] >>> 32);
    boolean headOnly = TapTable.mode(page[at + META]) == HEAD;
    boolean cutHead = chainBytes(first) > most;
    if (headOnly && !cutHead) {
      return;
    }
    LongStream stream = longStream(page, at);
    if (cutHead && !stream.headCounted) {
      count(first, -1, stream.counted(memory));
      stream.headCounted = true;
      stream.cut = true;
    }
    if (cutHead) {
      shorten(first);
    }
    if (!headOnly && stream.current != 0) {
      count(stream.current, stream.before, stream.counted(memory));
      chunks.releaseChain(stream.current);
      chunks.releaseChain(stream.previous);
      stream.previous = 0;
    }
    stopKeeping(page, at, stream, before(page, at));
  }

  /// Frees all chunks of a chain but the first few, which together have no more than `most` bytes.
  private void shorten(int first) {
    long sum = 0;
    for (int chunk = first; chunk != 0; ) {
      long word = chunks.word(chunk);
      sum += Chunks.bytes(Chunks.size(word));
      int next = Chunks.next(word);
      if (next != 0 && sum + Chunks.bytes(Chunks.size(chunks.word(next))) > most) {
        chunks.setWord(chunk, word & ~0xffffffffL);
        chunks.releaseChain(next);
        return;
      }
      chunk = next;
    }
  }

  /// Closes all chunks; no access may follow.
  void seal() {
    for (int tap = 0; tap < table.count(); tap++) {
      close(table.page(tap), TapTable.at(tap));
    }
  }

  /// Adds the pairs of a tap's whole stream to `into`, after [#seal()].
  void addPairs(long[] page, int at, PairSum into) {
    LongStream stream = longStreamOf(page, at);
    if (stream == null || !stream.headCounted) {
      stage((int) (page[at + TapTable.CHAIN] >>> 32), -1, into.counter());
    }
    if (stream != null) {
      if (stream.counted != null) {
        stream.counted.addTo(into);
      }
      stage(stream.current, stream.before, into.counter());
    }
  }

  /// The chains that hold what is kept of a tap, in the order of its stream.
  int[] kept(long[] page, int at) {
    int first = (int) (page[at + TapTable.CHAIN] >>> 32);
    LongStream stream = longStreamOf(page, at);
    if (stream == null || TapTable.mode(page[at + META]) != TAIL) {
      return new int[] {first};
    }
    return new int[] {first, stream.previous, stream.current};
  }
}
