package dev.tapmine.trace;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/// Shared memory in which a probe hands its events to one reader: a file, mapped by both, that this
/// side creates, owns and deletes.
///
/// Whoever created a ring holds the reader's lock on it until [#close], and the probe takes that
/// lock for a sign of life: a ring whose reading has stopped must be closed, or the probe waits for
/// ever. Record locks belong to the process and are dropped when any descriptor of the file is
/// closed in it, so nothing else in this JVM may open the file.
///
/// One thread reads; closing while it does makes the reader fail, it never crashes.
public final class Ring implements AutoCloseable {
  /// Six megabytes, three hundred thousand slots: enough that neither side waits for the other's
  /// short pauses, and small enough for a container's `/dev/shm`.
  public static final int DEFAULT_BATCHES = 64;

  static final int MAX_BATCHES = 1 << 20;

  private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
  private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path file;
  private final int batches;
  private final FileChannel channel;
  private final Arena arena;
  private final MemorySegment memory;
  private boolean linked = true;
  private boolean closed;

  private Ring(Path file, int batches, FileChannel channel, Arena arena, MemorySegment memory) {
    this.file = file;
    this.batches = batches;
    this.channel = channel;
    this.arena = arena;
    this.memory = memory;
  }

  /// Creates the file, reserves its room, writes the header and takes the reader's lock.
  ///
  /// @param file where no file is yet; best in `/dev/shm`, as every event goes through it
  /// @param batches 96 KB each; a power of two
  /// @throws TraceException when the file exists, or there is no room for it
  public static Ring create(Path file, int batches) throws TraceException {
    if (Integer.bitCount(batches) != 1 || batches < 1 || batches > MAX_BATCHES) {
      throw new IllegalArgumentException(
          "a ring has a power of two of batches, up to " + MAX_BATCHES + ", not " + batches);
    }
    FileChannel channel;
    try {
      channel = FileChannel.open(file, Set.of(CREATE_NEW, READ, WRITE), OWNER_ONLY);
    } catch (FileAlreadyExistsException e) {
      throw new TraceException("The ring " + file + " exists already; remove it.", e);
    } catch (IOException e) {
      throw new TraceException("The ring " + file + " cannot be created: " + reason(e) + ".", e);
    }
    return open(file, batches, channel);
  }

  @SuppressWarnings("MustBeClosedChecker") // the ring closes the arena
  private static Ring open(Path file, int batches, FileChannel channel) throws TraceException {
    Arena arena = Arena.ofShared();
    try {
      reserve(channel, RingLayout.fileBytes(batches));
      FileLock lock = channel.tryLock(RingLayout.LOCK_READER, 1, false);
      if (lock == null) {
        throw new IOException("another process has locked it");
      }
      MemorySegment memory =
          channel.map(FileChannel.MapMode.READ_WRITE, 0, RingLayout.fileBytes(batches), arena);
      Ring ring = new Ring(file, batches, channel, arena, memory);
      ring.writeHeader();
      return ring;
    } catch (IOException e) {
      arena.close();
      discard(file, channel, e);
      throw new TraceException(
          "The ring %s of %d bytes cannot be made: %s."
              .formatted(file, RingLayout.fileBytes(batches), reason(e)),
          e);
    }
  }

  /// Writes zeros, so that a full file system is a sentence now and not a bus error in the probe.
  private static void reserve(FileChannel channel, long bytes) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocateDirect(1 << 16);
    long position = 0;
    while (position < bytes) {
      zeros.clear().limit((int) Math.min(zeros.capacity(), bytes - position));
      position += channel.write(zeros, position);
    }
  }

  private static void discard(Path file, FileChannel channel, IOException cause) {
    try {
      channel.close();
      Files.deleteIfExists(file);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private void writeHeader() {
    INT.set(memory, (long) RingLayout.VERSION_OFFSET, RingLayout.VERSION);
    INT.set(memory, (long) RingLayout.SLOT_BYTES_OFFSET, RingLayout.SLOT_BYTES);
    INT.set(memory, (long) RingLayout.BATCH_SLOTS_OFFSET, RingLayout.BATCH_SLOTS);
    INT.set(memory, (long) RingLayout.BATCHES_OFFSET, batches);
    LONG.setRelease(memory, (long) RingLayout.MAGIC_OFFSET, RingLayout.MAGIC);
  }

  /// The file, to be named to the probe. It may be gone already: the reader unlinks it as soon as
  /// the probe has it.
  public Path file() {
    return file;
  }

  /// Unmaps, drops the lock, and deletes the file if it is still there. Closing twice is harmless.
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    arena.close();
    try (channel) {
      unlink();
    }
  }

  int batches() {
    return batches;
  }

  MemorySegment memory() {
    return memory;
  }

  /// Takes the file's name away; the memory stays as long as somebody maps it.
  void unlink() throws IOException {
    if (linked) {
      linked = false;
      Files.deleteIfExists(file);
    }
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

  /// Whether no process holds the probe's lock. To be asked only when a probe has said that it
  /// runs, because asking takes the lock for a moment.
  boolean probeGone() throws IOException {
    try (FileLock lock = channel.tryLock(RingLayout.LOCK_PROBE, 1, false)) {
      return lock != null;
    }
  }

  /// Whether the header is still what this side wrote.
  void checkHeader() throws TraceException {
    check(
        "magic number", RingLayout.MAGIC, (long) LONG.get(memory, (long) RingLayout.MAGIC_OFFSET));
    check("version", RingLayout.VERSION, word(RingLayout.VERSION_OFFSET));
    check("slot size", RingLayout.SLOT_BYTES, word(RingLayout.SLOT_BYTES_OFFSET));
    check("batch size", RingLayout.BATCH_SLOTS, word(RingLayout.BATCH_SLOTS_OFFSET));
    check("number of batches", batches, word(RingLayout.BATCHES_OFFSET));
  }

  private int word(int offset) {
    return (int) INT.get(memory, (long) offset);
  }

  private static void check(String what, long expected, long found) throws TraceException {
    if (expected != found) {
      throw new TraceException(
          "The ring's %s is %d and not %d: build the probe and Tapmine from the same source."
              .formatted(what, found, expected));
    }
  }

  boolean bigEndian() {
    return word(RingLayout.BIG_ENDIAN_OFFSET) != 0;
  }

  String architecture() {
    return text(RingLayout.ARCH_OFFSET, RingLayout.MESSAGE_OFFSET - RingLayout.ARCH_OFFSET);
  }

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
