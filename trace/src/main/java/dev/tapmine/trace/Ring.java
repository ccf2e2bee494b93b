package dev.tapmine.trace;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Shared memory in which a probe hands its events to one reader: a file, mapped by both, that this
/// side creates, owns and deletes.
///
/// Whoever created a ring holds the reader's lock on it until [#close], and the probe takes that
/// lock for a sign of life: a ring whose reading has stopped must be closed, or the probe waits for
/// ever. Record locks belong to the process and are dropped when any descriptor of the file is
/// closed in it, so nothing else in this JVM may open the file.
///
/// One [TraceReader] reads; closing while it does makes the reader fail, it never crashes.
public final class Ring implements AutoCloseable {
  /// Six megabytes, three hundred thousand slots: enough that neither side waits for the other's
  /// short pauses, and small enough for a container's `/dev/shm`.
  public static final int DEFAULT_BATCHES = 64;

  static final int MAX_BATCHES = 1 << 20;

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path file;
  private final int batches;
  private final FileChannel channel;
  private final Arena arena;
  private final MemorySegment memory;
  private final RingHeader header;
  private boolean linked = true;
  private boolean closed;

  private Ring(Path file, int batches, FileChannel channel, Arena arena, MemorySegment memory) {
    this.file = file;
    this.batches = batches;
    this.channel = channel;
    this.arena = arena;
    this.memory = memory;
    this.header = new RingHeader(memory);
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
      ring.header.write(batches);
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

  RingHeader header() {
    return header;
  }

  /// Takes the file's name away; the memory stays as long as somebody maps it.
  void unlink() throws IOException {
    if (linked) {
      linked = false;
      Files.deleteIfExists(file);
    }
  }

  /// Whether no process holds the probe's lock. To be asked only when a probe has said that it
  /// runs, because asking takes the lock for a moment.
  boolean probeGone() throws IOException {
    try (FileLock lock = channel.tryLock(RingLayout.LOCK_PROBE, 1, false)) {
      return lock != null;
    }
  }
}
