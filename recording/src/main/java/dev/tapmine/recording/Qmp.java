package dev.tapmine.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// QEMU's machine protocol over a Unix socket: commands and their answers in order, events to a
/// listener. A virtual thread reads; commands may come from any thread, and interrupting one does
/// not harm the connection.
final class Qmp implements AutoCloseable {
  private static final ObjectMapper LINES = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// Characters of a message at the most; QEMU's longest answers to what is asked here have some
  /// hundred.
  private static final int LONGEST_LINE = 1 << 20;

  private final SocketChannel channel;
  private final Consumer<JsonNode> events;
  private final Queue<CompletableFuture<JsonNode>> waiting = new ConcurrentLinkedQueue<>();
  private final Object sending = new Object();
  private volatile boolean ended;

  private Qmp(SocketChannel channel, Consumer<JsonNode> events) {
    this.channel = channel;
    this.events = events;
  }

  /// Connects as soon as QEMU listens, and leaves the greeting behind.
  ///
  /// @param alive whether it is still worth waiting
  /// @param events gets every event, on the reading thread; it must not wait for an answer there
  static Qmp connect(Path socket, BooleanSupplier alive, Consumer<JsonNode> events)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      try {
        channel.connect(UnixDomainSocketAddress.of(socket));
        Qmp qmp = new Qmp(channel, events);
        CompletableFuture<JsonNode> greeting = new CompletableFuture<>();
        qmp.waiting.add(greeting);
        Thread.ofVirtual().name("qmp").start(qmp::read);
        await(greeting);
        qmp.execute("qmp_capabilities");
        return qmp;
      } catch (IOException e) {
        channel.close();
        if (!alive.getAsBoolean() || System.nanoTime() > deadline) {
          throw e;
        }
        Thread.sleep(10);
      }
    }
  }

  /// Sends a command and waits for its answer.
  ///
  /// @throws IOException when QEMU refuses it, has gone, or does not answer within a minute
  JsonNode execute(String command) throws IOException, InterruptedException {
    return execute(command, Map.of());
  }

  /// Sends a command with arguments and waits for its answer.
  JsonNode execute(String command, Map<String, Object> arguments)
      throws IOException, InterruptedException {
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    byte[] line =
        (LINES.writeValueAsString(Map.of("execute", command, "arguments", arguments)) + "\n")
            .getBytes(StandardCharsets.UTF_8);
    // On a thread of its own: an interrupt during channel I/O would close the channel.
    Thread.ofVirtual().start(() -> send(line, answer));
    return await(answer);
  }

  private void send(byte[] line, CompletableFuture<JsonNode> answer) {
    synchronized (sending) {
      waiting.add(answer);
      try {
        ByteBuffer buffer = ByteBuffer.wrap(line);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
      } catch (IOException e) {
        answer.completeExceptionally(e);
      }
      if (ended) {
        answer.completeExceptionally(new IOException("QEMU closed its monitor"));
      }
    }
  }

  private static JsonNode await(CompletableFuture<JsonNode> answer)
      throws IOException, InterruptedException {
    try {
      return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IOException("QEMU's monitor does not answer", e);
    } catch (ExecutionException e) {
      throw new IOException("QEMU's monitor: " + e.getCause(), e);
    }
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
      for (String line = line(lines); !line.isEmpty(); line = line(lines)) {
        take(LINES.readTree(line));
      }
    } catch (JsonProcessingException e) {
      // No monitor speaks like this; what waits is told below.
      ended = true;
    } catch (IOException e) {
      // QEMU went away, which is how every run ends.
      ended = true;
    } finally {
      ended = true;
      for (CompletableFuture<JsonNode> f = waiting.poll(); f != null; f = waiting.poll()) {
        f.completeExceptionally(new IOException("QEMU closed its monitor"));
      }
    }
  }

  /// A line with its end; empty when there is no more.
  private static String line(Reader in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      line.append((char) c);
      if (c == '\n') {
        break;
      }
      if (line.length() >= LONGEST_LINE) {
        throw new IOException("a message without end");
      }
    }
    return line.toString();
  }

  private void take(JsonNode message) throws IOException {
    if (!message.isObject()) {
      throw new IOException("no message");
    }
    if (message.has("event")) {
      events.accept(message);
      return;
    }
    CompletableFuture<JsonNode> answer = waiting.poll();
    if (answer == null) {
      return;
    }
    if (message.has("error")) {
      answer.completeExceptionally(
          new IOException(message.path("error").path("desc").asText("refused")));
    } else {
      answer.complete(message.path("return"));
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
