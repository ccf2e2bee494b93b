package dev.tapmine.trace;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/// The ring's first 4096 bytes as the reader sees them. What orders one side's writes before the
/// other's reads is here and nowhere else: `published` and `state` are loaded with acquire order
/// and `consumed` is stored with release order.
final class RingHeader {
  private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
  private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();

  private final MemorySegment memory;

  RingHeader(MemorySegment memory) {
    this.memory = memory;
  }

  /// Fills in a zeroed header; the magic number comes last.
  void write(int batches) {
    INT.set(memory, (long) RingLayout.VERSION_OFFSET, RingLayout.VERSION);
    INT.set(memory, (long) RingLayout.SLOT_BYTES_OFFSET, RingLayout.SLOT_BYTES);
    INT.set(memory, (long) RingLayout.BATCH_SLOTS_OFFSET, RingLayout.BATCH_SLOTS);
    INT.set(memory, (long) RingLayout.BATCHES_OFFSET, batches);
    LONG.setRelease(memory, (long) RingLayout.MAGIC_OFFSET, RingLayout.MAGIC);
  }

  /// Batches handed over since the start. What they hold is visible after this load.
  long published() {
    return (long) LONG.getAcquire(memory, (long) RingLayout.PUBLISHED_OFFSET);
  }

  /// Gives the first `batches` batches since the start back to the probe.
  void consumed(long batches) {
    LONG.setRelease(memory, (long) RingLayout.CONSUMED_OFFSET, batches);
  }

  /// The probe's state. When it is `ENDED`, a later [#published] is the last.
  int state() {
    return (int) INT.getAcquire(memory, (long) RingLayout.STATE_OFFSET);
  }

  /// Refuses a header that is no longer what [#write] wrote.
  void check(int batches) throws TraceException {
    check(
        "magic number", RingLayout.MAGIC, (long) LONG.get(memory, (long) RingLayout.MAGIC_OFFSET));
    check("version", RingLayout.VERSION, word(RingLayout.VERSION_OFFSET));
    check("slot size", RingLayout.SLOT_BYTES, word(RingLayout.SLOT_BYTES_OFFSET));
    check("batch size", RingLayout.BATCH_SLOTS, word(RingLayout.BATCH_SLOTS_OFFSET));
    check("number of batches", batches, word(RingLayout.BATCHES_OFFSET));
  }

  private static void check(String what, long expected, long found) throws TraceException {
    if (expected != found) {
      throw new TraceException(
          "The ring's %s is %d and not %d: build the probe and Tapmine from the same source."
              .formatted(what, found, expected));
    }
  }

  private int word(int offset) {
    return (int) INT.get(memory, (long) offset);
  }

  boolean bigEndian() {
    return word(RingLayout.BIG_ENDIAN_OFFSET) != 0;
  }

  /// QEMU's name for the guest's architecture.
  String architecture() {
    return text(RingLayout.ARCH_OFFSET, RingLayout.MESSAGE_OFFSET - RingLayout.ARCH_OFFSET);
  }

  /// Why the probe refused.
  String message() {
    return text(RingLayout.MESSAGE_OFFSET, RingLayout.MESSAGE_BYTES);
  }

  private String text(int offset, int bytes) {
    byte[] content = memory.asSlice(offset, bytes).toArray(ValueLayout.JAVA_BYTE);
    int length = 0;
    while (length < bytes && content[length] != 0) {
      length++;
    }
    return new String(content, 0, length, StandardCharsets.UTF_8);
  }

  /// The probe's counters as they are now.
  Account account() {
    Map<Account.Counter, Long> counters = new EnumMap<>(Account.Counter.class);
    long offset = RingLayout.ACCOUNT_OFFSET;
    for (Account.Counter counter : Account.Counter.values()) {
      counters.put(counter, (long) LONG.get(memory, offset));
      offset += Long.BYTES;
    }
    return new Account(counters);
  }
}
