package dev.tapmine.trace;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Turns batches into calls of a visitor, and holds them to the ring's rules.
///
/// What a visitor is promised is checked here, so that it need not: ids are defined before they are
/// used, definitions come densely, times never decrease, causes and kinds are known ones. Whatever
/// bytes a batch holds, decoding ends, with a [TraceException] when they break a rule.
///
/// A batch is copied to the heap first, at about half a nanosecond a record: the probe has its
/// batch back at once, and nobody can change it while it is decoded. Accesses, nearly all of a
/// trace, have a loop of their own that is small enough to be compiled with the visitor inlined.
final class BatchDecoder {
  private static final ValueLayout.OfLong WORD = ValueLayout.JAVA_LONG;
  private static final int SLOT_WORDS = RingLayout.SLOT_BYTES / Long.BYTES;
  private static final int INSTRUCTION_BYTES = 16;

  private final TraceVisitor visitor;
  private final long[] words = new long[RingLayout.BATCH_SLOTS * SLOT_WORDS];
  private final SwitchCause[] causes = SwitchCause.values();
  private int used = 1;
  private long batches;
  private long base;
  private long time;
  private int taps;
  private int contexts = 1;
  private int spaces = 1;

  BatchDecoder(TraceVisitor visitor) {
    this.visitor = visitor;
  }

  /// Batches decoded.
  long batches() {
    return batches;
  }

  /// The last time that an event carried.
  long time() {
    return time;
  }

  /// Copies the next batch out of the ring, which may have it back afterwards.
  ///
  /// @param batch its [RingLayout#BATCH_BYTES] bytes, which nobody writes meanwhile
  void take(MemorySegment batch) throws TraceException {
    long word = batch.get(WORD, 0);
    int kind = kind(word);
    int slots = (int) word;
    if (kind != RingLayout.BATCH) {
      throw damaged(0, "it begins with kind " + kind + " and not with a head");
    }
    if (slots < 1 || slots > RingLayout.BATCH_SLOTS) {
      throw damaged(0, "it says that " + Integer.toUnsignedString(slots) + " slots are used");
    }
    MemorySegment.copy(batch, WORD, 0, words, 0, slots * SLOT_WORDS);
    used = slots;
  }

  /// Hands the events of the batch taken to the visitor.
  void decode() throws TraceException {
    if (words[2] != batches) {
      throw damaged(0, "it says that it is batch " + Long.toUnsignedString(words[2]));
    }
    rebase(0, words[1]);
    int slot = 1;
    while (slot < used) {
      slot = accesses(slot, used);
      if (slot < used) {
        slot += event(slot, used - slot);
      }
    }
    batches++;
  }

  private void rebase(int slot, long to) throws TraceException {
    if (to < base) {
      throw damaged(slot, "time goes back from " + base + " to " + to);
    }
    base = to;
  }

  /// Decodes accesses of up to 8 bytes; returns the slot after the last one.
  private int accesses(int from, int used) throws TraceException {
    long[] words = this.words;
    TraceVisitor visitor = this.visitor;
    long base = this.base;
    long last = time;
    int taps = this.taps;
    int slot = from;
    for (; slot < used; slot++) {
      int at = slot * SLOT_WORDS;
      long word = words[at];
      int kind = kind(word);
      if (kind > RingLayout.ACCESS_8) {
        break;
      }
      int tap = (int) word;
      long now = base + (word >>> RingLayout.TIME_SHIFT);
      if (Integer.compareUnsigned(tap, taps) >= 0 || now < last) {
        throw badAccess(slot, tap, now, last);
      }
      last = now;
      visitor.access(tap, now, words[at + 1], 1 << kind, words[at + 2], 0);
    }
    time = last;
    return slot;
  }

  private TraceException badAccess(int slot, int tap, long now, long last) {
    return Integer.compareUnsigned(tap, taps) >= 0
        ? damaged(slot, undefined("tap", Integer.toUnsignedLong(tap), taps))
        : damaged(slot, "time goes back from " + last + " to " + now);
  }

  /// Decodes any one event but a short access; returns how many slots it took.
  private int event(int slot, int left) throws TraceException {
    int at = slot * SLOT_WORDS;
    long word = words[at];
    int kind = kind(word);
    int slots = slots(kind);
    if (slots == 0) {
      throw damaged(slot, "kind " + kind + " is unknown");
    }
    if (slots > left) {
      throw damaged(slot, "kind " + kind + " needs " + slots + " slots and " + left + " are left");
    }
    int id = (int) word;
    long now = base + (word >>> RingLayout.TIME_SHIFT);
    if (slots == 1) {
      single(slot, kind, id, now, words[at + 1], words[at + 2]);
    } else {
      twin(slot, kind, id, now, words[at + 1], words[at + 2]);
    }
    return slots;
  }

  /// Slots that an event of this kind takes; 0 when there is no such event.
  private static int slots(int kind) {
    return switch (kind) {
      case RingLayout.ACCESS_16,
          RingLayout.TAP,
          RingLayout.CONTEXT,
          RingLayout.CODE,
          RingLayout.CALL,
          RingLayout.SWITCH ->
          2;
      case RingLayout.SPACE,
          RingLayout.TOUCH,
          RingLayout.RETURN,
          RingLayout.RENAME,
          RingLayout.PRIVILEGE,
          RingLayout.TIME ->
          1;
      default -> 0;
    };
  }

  private void single(int slot, int kind, int id, long now, long first, long second)
      throws TraceException {
    if (kind == RingLayout.TIME) {
      rebase(slot, first);
      return;
    }
    advance(slot, now);
    switch (kind) {
      case RingLayout.RETURN -> visitor.returned(now, id, first, second);
      case RingLayout.RENAME -> visitor.renamed(now, id, first);
      case RingLayout.TOUCH -> {
        int space = defined(slot, "space", id, spaces);
        visitor.touch(space, now, first, oneOf(slot, "touch", second, 1, 2, 4));
      }
      case RingLayout.PRIVILEGE -> {
        boolean user = oneOf(slot, "privilege", Integer.toUnsignedLong(id), 0, 1, 1) == 1;
        visitor.privilege(now, user, defined(slot, "space", first, spaces));
      }
      case RingLayout.SPACE -> {
        spaces = next(slot, "space", id, spaces);
        visitor.space(id, now, first, second);
      }
      default -> throw new AssertionError(kind);
    }
  }

  private void twin(int slot, int kind, int id, long now, long first, long second)
      throws TraceException {
    int more = (slot + 1) * SLOT_WORDS;
    long third = words[more];
    long fourth = words[more + 1];
    long fifth = words[more + 2];
    switch (kind) {
      case RingLayout.ACCESS_16 -> {
        advance(slot, now);
        visitor.access(defined(slot, "tap", id, taps), now, first, 16, second, third);
      }
      case RingLayout.CALL -> {
        advance(slot, now);
        int context = defined(slot, "context", fifth, contexts);
        visitor.call(now, id, first, second, third, fourth, context);
      }
      case RingLayout.SWITCH -> {
        advance(slot, now);
        SwitchCause cause = causes[defined(slot, "cause", third, causes.length)];
        boolean interrupt = oneOf(slot, "root", fourth, 0, 1, 1) == RingLayout.ROOT_INTERRUPT;
        int context = defined(slot, "context", fifth, contexts);
        visitor.switched(now, id, first, second, cause, interrupt, context);
      }
      case RingLayout.TAP -> tap(slot, id, first, second, third, fourth);
      case RingLayout.CONTEXT -> {
        int parent = defined(slot, "context", second, contexts);
        contexts = next(slot, "context", id, contexts);
        visitor.context(id, parent, first, within(slot, "depth", third, 1, Integer.MAX_VALUE));
      }
      case RingLayout.CODE -> {
        int length = within(slot, "length", Integer.toUnsignedLong(id), 0, INSTRUCTION_BYTES);
        int space = defined(slot, "space", second, spaces);
        visitor.code(space, first, fifth, bytes(third, fourth, length));
      }
      default -> throw new AssertionError(kind);
    }
  }

  private void tap(int slot, int id, long pc, long contextWord, long flagsWord, long spaceWord)
      throws TraceException {
    int context = defined(slot, "context", contextWord, contexts);
    int space = defined(slot, "space", spaceWord, spaces);
    int flags = within(slot, "flags", flagsWord, 0, RingLayout.TAP_WRITE | RingLayout.TAP_USER);
    taps = next(slot, "tap", id, taps);
    boolean write = (flags & RingLayout.TAP_WRITE) != 0;
    visitor.tap(id, pc, context, space, write, (flags & RingLayout.TAP_USER) != 0);
  }

  /// The first bytes of two little-endian words.
  private static byte[] bytes(long low, long high, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) ((i < Long.BYTES ? low : high) >>> (8 * (i % Long.BYTES)));
    }
    return bytes;
  }

  private void advance(int slot, long now) throws TraceException {
    if (now < time) {
      throw damaged(slot, "time goes back from " + time + " to " + now);
    }
    time = now;
  }

  /// The id that a definition gives must be the next one; returns how many there are with it.
  private int next(int slot, String what, int id, int count) throws TraceException {
    if (id != count || count == Integer.MAX_VALUE) {
      throw damaged(
          slot,
          "it defines %s %s where %d is next".formatted(what, Integer.toUnsignedString(id), count));
    }
    return count + 1;
  }

  private int defined(int slot, String what, int id, int count) throws TraceException {
    return defined(slot, what, Integer.toUnsignedLong(id), count);
  }

  private int defined(int slot, String what, long id, int count) throws TraceException {
    if (Long.compareUnsigned(id, count) >= 0) {
      throw damaged(slot, undefined(what, id, count));
    }
    return (int) id;
  }

  private static String undefined(String what, long id, int count) {
    return "it uses %s %s and there are %d".formatted(what, Long.toUnsignedString(id), count);
  }

  private int within(int slot, String what, long value, int least, int most) throws TraceException {
    if (value < least || value > most) {
      throw damaged(
          slot,
          "its %s is %s and not from %d to %d"
              .formatted(what, Long.toUnsignedString(value), least, most));
    }
    return (int) value;
  }

  private int oneOf(int slot, String what, long value, int a, int b, int c) throws TraceException {
    if (value != a && value != b && value != c) {
      throw damaged(slot, "its %s is %s".formatted(what, Long.toUnsignedString(value)));
    }
    return (int) value;
  }

  private static int kind(long word) {
    return (int) (word >>> RingLayout.KIND_SHIFT) & 0xff;
  }

  private TraceException damaged(int slot, String what) {
    return new TraceException(
        "The trace is damaged at slot %d of batch %d: %s; mine the recording again."
            .formatted(slot, batches, what));
  }
}
