package dev.tapmine.trace;

/// The ring's layout: the twin of `probe/ring.h`, which is the only place where it is explained.
///
/// A name here is the header's without `RING_`; `RingLayoutTest` compiles `probe/ring_layout.c` and
/// compares every one of them, in both directions.
///
/// ```
///    0 +------------------------------+
///      | header: who, version, sizes  |  written here, but for architecture and the probe's pid
///  256 +------------------------------+
///      | producer: published, state   |  written by the probe
///  512 +------------------------------+
///      | consumer: consumed           |  written here
///  768 +------------------------------+
///      | account: counters            |  written by the probe
/// 4096 +------------------------------+
///      | batch 0: 4096 slots of 24    |  slot 0 is the batch's head
///      | ...                          |
///      +------------------------------+
///
/// slot, word 0   63            40 39     32 31              0
///               +----------------+---------+----------------+
///               |  time - base   |  kind   |       id       |
///               +----------------+---------+----------------+
/// ```
///
/// Offsets and sizes are in bytes; everything is little-endian, as the host is.
final class RingLayout {
  private RingLayout() {}

  static final long MAGIC = 0x474e49524d504154L;
  static final int VERSION = 2;

  static final int SLOT_BYTES = 24;
  static final int BATCH_SLOTS = 4096;
  static final int DATA_OFFSET = 4096;

  static final int MAGIC_OFFSET = 0;
  static final int VERSION_OFFSET = 8;
  static final int SLOT_BYTES_OFFSET = 12;
  static final int BATCH_SLOTS_OFFSET = 16;
  static final int BATCHES_OFFSET = 20;
  static final int PROBE_PID_OFFSET = 24;
  static final int BIG_ENDIAN_OFFSET = 28;
  static final int ARCH_OFFSET = 32;
  static final int MESSAGE_OFFSET = 64;
  static final int MESSAGE_BYTES = 192;

  static final int PUBLISHED_OFFSET = 256;
  static final int STATE_OFFSET = 264;
  static final int CONSUMED_OFFSET = 512;
  static final int ACCOUNT_OFFSET = 768;

  static final int LOCK_READER = 0;
  static final int LOCK_PROBE = 1;

  static final int WAITING = 0;
  static final int RUNNING = 1;
  static final int ENDED = 2;
  static final int REFUSED = 3;

  static final int ACCOUNTS = 18;

  static final int ACCESS_1 = 0;
  static final int ACCESS_2 = 1;
  static final int ACCESS_4 = 2;
  static final int ACCESS_8 = 3;
  static final int ACCESS_16 = 4;
  static final int TAP = 8;
  static final int CONTEXT = 9;
  static final int SPACE = 10;
  static final int TOUCH = 11;
  static final int CODE = 12;
  static final int CALL = 16;
  static final int RETURN = 17;
  static final int RENAME = 18;
  static final int SWITCH = 19;
  static final int PRIVILEGE = 20;
  static final int TIME = 24;
  static final int BATCH = 31;

  static final int TAP_WRITE = 1;
  static final int TAP_USER = 2;

  static final int CAUSE_STACK = 0;
  static final int CAUSE_INTERRUPT = 1;
  static final int CAUSE_RESUME = 2;
  static final int CAUSE_UNWIND = 3;
  static final int CAUSE_MODE = 4;
  static final int ROOT_THREAD = 0;
  static final int ROOT_INTERRUPT = 1;

  static final int TIME_SHIFT = 40;
  static final int KIND_SHIFT = 32;
  static final int DELTA_MAX = 0xffffff;

  /// Bytes of one batch, head included.
  static final int BATCH_BYTES = BATCH_SLOTS * SLOT_BYTES;

  /// Where the batch with this number since the start lies in a ring of `batches`, a power of two.
  static long batchOffset(long number, int batches) {
    return DATA_OFFSET + (number & (batches - 1)) * BATCH_BYTES;
  }

  /// Bytes of a ring's file.
  static long fileBytes(int batches) {
    return DATA_OFFSET + (long) batches * BATCH_BYTES;
  }
}
