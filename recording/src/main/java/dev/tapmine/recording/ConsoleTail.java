package dev.tapmine.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.Consumer;

/// Follows the file that QEMU writes a serial console to, and tells what is added.
final class ConsoleTail implements AutoCloseable {
  private final Path file;
  private final Consumer<byte[]> listener;
  private final Thread thread;
  private volatile boolean ended;
  private long position;

  private ConsoleTail(Path file, Consumer<byte[]> listener) {
    this.file = file;
    this.listener = listener;
    this.thread = Thread.ofVirtual().name("console").unstarted(this::follow);
  }

  static ConsoleTail start(Path file, Consumer<byte[]> listener) {
    ConsoleTail tail = new ConsoleTail(file, listener);
    tail.thread.start();
    return tail;
  }

  private void follow() {
    try {
      while (!ended) {
        Thread.sleep(50);
        tellNew();
      }
    } catch (InterruptedException | IOException e) {
      // The rest is told when the tail is closed, or is in the file.
      ended = true;
    }
  }

  private synchronized void tellNew() throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
      for (int n = channel.read(buffer, position);
          n > 0;
          n = channel.read(buffer.clear(), position)) {
        position += n;
        listener.accept(Arrays.copyOf(buffer.array(), n));
      }
    }
  }

  /// Tells what is left and ends.
  @Override
  public void close() throws IOException {
    ended = true;
    tellNew();
  }
}
