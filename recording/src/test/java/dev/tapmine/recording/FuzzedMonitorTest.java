package dev.tapmine.recording;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A monitor that says what no QEMU says.
@Timeout(60)
class FuzzedMonitorTest {
  private static final byte[] TALK =
      """
      {"QMP": {"version": {"qemu": {"micro": 2}}}}
      {"return": {}}
      {"event": "STOP", "timestamp": {"seconds": 1}}
      {"return": {"icount": 42}}
      {"error": {"class": "GenericError", "desc": "no such thing"}}
      """
          .getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;
  private int sockets;

  /// Answers of a monitor that says these bytes and goes: two commands' and the events.
  private List<String> heard(byte[] talk) throws Exception {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("qmp" + sockets++));
    List<String> heard = new ArrayList<>();
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      Thread speaker = Thread.ofVirtual().start(() -> speak(server, talk));
      try (Qmp monitor =
          Qmp.connect(address.getPath(), () -> false, event -> text(event, "event"))) {
        heard.add(text(monitor.execute("query-replay"), "icount"));
        heard.add(text(monitor.execute("no-such-thing"), ""));
      } catch (IOException e) {
        heard.add(String.valueOf(e.getMessage()));
      }
      speaker.join();
    }
    return heard;
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asText();
  }

  /// Says it all at once, and hears the commands out, as a reset would tell more than an end does.
  private static void speak(ServerSocketChannel server, byte[] talk) {
    try (SocketChannel channel = server.accept()) {
      ByteBuffer bytes = ByteBuffer.wrap(talk);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.shutdownOutput();
      ByteBuffer commands = ByteBuffer.allocate(1024);
      int n;
      do {
        n = channel.read(commands.clear());
      } while (n >= 0);
    } catch (IOException e) {
      return; // The other side has heard enough.
    }
  }

  @Test
  void shouldEndACommandWhenTheMonitorSaysNoMessage() throws Exception {
    for (String talk :
        List.of("", "\n", "null\n", "[]\n", "7\n", "\"\"\n", "{", "\0\n", "\u00ff")) {
      assertThat(heard(talk.getBytes(StandardCharsets.ISO_8859_1)))
          .as(talk)
          .singleElement()
          .asString()
          .contains("QEMU closed its monitor");
    }
  }

  @Test
  void shouldEndACommandWhenAMessageHasNoEnd() throws Exception {
    assertThat(heard("[".repeat(3 << 20).getBytes(StandardCharsets.UTF_8)))
        .singleElement()
        .asString()
        .contains("QEMU closed its monitor");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void shouldAnswerOrFailWhateverTheMonitorSays(long seed) throws Exception {
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      assertThat(heard(Damage.to(TALK, random))).isNotEmpty().doesNotContainNull();
    }
  }
}
