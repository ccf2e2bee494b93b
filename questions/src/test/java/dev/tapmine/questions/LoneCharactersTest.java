package dev.tapmine.questions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapmine.taps.Direction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoneCharactersTest {
  private static final String LOG = "a serial port was found\nits console is enabled\n".repeat(9);
  private static final Exemplar EXEMPLAR =
      Exemplar.of(
          List.of(
              "another port was found and enabled\n"
                  .repeat(9)
                  .getBytes(StandardCharsets.US_ASCII)));

  private static SimulatedTaps port(int width, int place, boolean noise) {
    List<SimulatedTaps.Access> accesses = new ArrayList<>();
    byte[] text = LOG.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < text.length; i++) {
      byte[] bytes = new byte[width];
      bytes[place] = text[i];
      if (noise) {
        bytes[width - 1 - place] = (byte) (128 + i);
      }
      accesses.add(
          new SimulatedTaps.Access(
              Direction.WRITE, 0x1000, List.of(i % 2 + 1L), 0, 0x0900_0000, bytes));
    }
    return new SimulatedTaps(accesses, 1 << 20);
  }

  private static List<Channel> taps(SimulatedTaps source) throws IOException {
    return Channels.taps(source, EXEMPLAR, ChannelOptions.standard(10));
  }

  private static String text(Channel channel) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    channel.pieces().forEach(piece -> bytes.writeBytes(piece.bytes()));
    return bytes.toString(StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @CsvSource({"2,0", "2,1", "4,0", "4,3", "8,0", "8,7"})
  void shouldReadCharactersThatComeOneByOneInWiderAccesses(int width, int place)
      throws IOException {
    Channel first = taps(port(width, place, false)).getFirst();
    assertThat(text(first)).isEqualTo(LOG);
    assertThat(first.distance()).isLessThan(0.4);
    assertThat(first.steps()).anyMatch(step -> step.contains("one character"));
    assertThat(first.carrier())
        .isInstanceOfSatisfying(
            Carrier.OfTap.class, of -> assertThat(of.tap().callers()).as("merged").isEmpty());
  }

  @Test
  void shouldLeaveNothingOutWhereTheExemplarHasItsCharactersBesideZerosToo() throws IOException {
    Exemplar wide =
        Exemplar.of(
            List.of(
                "another port was found and enabled\n"
                    .repeat(9)
                    .getBytes(StandardCharsets.UTF_16LE)));
    Channel first = Channels.taps(port(2, 0, false), wide, ChannelOptions.standard(10)).getFirst();
    assertThat(first.text()).isEqualTo(2L * LOG.length());
    assertThat(new String(Piece.lines(first.pieces()), StandardCharsets.UTF_16LE))
        .startsWith("a serial port was found");
  }

  @Test
  void shouldLeaveZerosOutThoughTheExemplarHasOneSomewhere() throws IOException {
    Exemplar once =
        Exemplar.of(
            List.of(
                ("another port was found and enabled\n".repeat(9) + "\0")
                    .getBytes(StandardCharsets.US_ASCII)));
    Channel first = Channels.taps(port(2, 0, false), once, ChannelOptions.standard(10)).getFirst();
    assertThat(text(first)).isEqualTo(LOG);
  }

  private static SimulatedTaps screen(byte[] cell) {
    List<SimulatedTaps.Access> accesses = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < LOG.length(); i++) {
      if (LOG.charAt(i) == '\n') {
        at = (at + 79) / 80 * 80;
        continue;
      }
      byte[] bytes = cell.clone();
      bytes[0] = (byte) LOG.charAt(i);
      accesses.add(
          new SimulatedTaps.Access(
              Direction.WRITE, 0x1000, List.of(), 0, 0xb8000 + 2L * (at++ % 2000), bytes));
    }
    return new SimulatedTaps(accesses, 1 << 20);
  }

  @ParameterizedTest
  @CsvSource({"0x07", "0x1f", "0xf0"})
  void shouldReadAScreenWhoseCharactersHaveAColour(String colour) throws IOException {
    Channel first = taps(screen(new byte[] {0, Integer.decode(colour).byteValue()})).getFirst();
    assertThat(new String(Piece.lines(first.pieces()), StandardCharsets.US_ASCII)).isEqualTo(LOG);
    assertThat(first.distance()).isLessThan(0.4);
  }

  @Test
  void shouldReadAScreenWhoseColoursAreAnothersWork() throws IOException {
    Channel first = taps(screen(new byte[1])).getFirst();
    assertThat(new String(Piece.lines(first.pieces()), StandardCharsets.US_ASCII)).isEqualTo(LOG);
  }

  @ParameterizedTest
  @CsvSource({"1", "4"})
  void shouldJoinTheTapsOfOnePortByTime(int width) throws IOException {
    List<SimulatedTaps.Access> accesses = new ArrayList<>();
    byte[] text = LOG.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < text.length; i++) {
      // The code moves itself to other memory; another instruction sends what ends a line.
      long pc = text[i] == '\n' ? 0x3000 : i < text.length / 3 ? 0x1000 : 0x2000;
      accesses.add(
          new SimulatedTaps.Access(
              Direction.WRITE,
              pc,
              List.of(),
              0,
              0x0900_0000,
              Arrays.copyOf(new byte[] {text[i]}, width)));
      accesses.add(
          new SimulatedTaps.Access(
              Direction.WRITE, pc, List.of(), 0, 0x0900_0010, new byte[] {(byte) 0xff}));
    }
    SimulatedTaps source = new SimulatedTaps(accesses, 1 << 20);
    assertThat(taps(source)).noneMatch(channel -> channel.carrier() instanceof Carrier.OfTaps);
    accesses.removeIf(access -> access.address() != 0x0900_0000);
    List<Channel> joined =
        taps(new SimulatedTaps(accesses, 1 << 20)).stream()
            .filter(channel -> channel.carrier() instanceof Carrier.OfTaps)
            .toList();
    assertThat(joined).hasSize(1);
    assertThat(text(joined.getFirst())).isEqualTo(LOG);
    assertThat(joined.getFirst().taps()).hasSize(3);
    assertThat(joined.getFirst().steps()).anyMatch(step -> step.contains("one address"));
  }

  @Test
  void shouldLeaveAloneWhatHasOtherBytesBeside() throws IOException {
    assertThat(taps(port(4, 0, true))).allMatch(channel -> channel.distance() > 0.6);
  }

  @Test
  void shouldLeavePlainTextAsItIs() throws IOException {
    assertThat(text(taps(port(1, 0, false)).getFirst())).isEqualTo(LOG);
  }
}
