package dev.tapmine.questions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapmine.taps.Direction;
import dev.tapmine.taps.RunRow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A log of twenty lines, what one instruction wrote of each, and others that only look like that.
class PartsTest {
  private static final long RING = 0xffff_8880_0010_00f0L;
  private static final int LINES = 20;
  private static final Alphabet ALPHABET = Alphabet.of(Exemplar.of(List.of(bytes(line(1)))));

  private final Map<String, List<RunRow>> runs = new HashMap<>();
  private final ChannelFamily log = log(RING, 0.1);

  private static String line(int i) {
    return "device %02d is ready at port %02d\n".formatted(i, 3 * i);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static ChannelFamily log(long at, double distance) {
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < LINES; i++) {
      pieces.add(new Piece(1000L * i, 1000L * i + 40, at + 31L * i, bytes(line(i))));
    }
    Carrier carrier =
        new Carrier.OfOutputs(
            Direction.WRITE,
            false,
            0,
            1,
            List.of(),
            List.of(0),
            at,
            at + 31L * LINES - 1,
            Layout.REGION,
            List.of());
    return family("log", distance, carrier, pieces);
  }

  private static ChannelFamily family(
      String name, double distance, Carrier carrier, List<Piece> pieces) {
    long text = pieces.stream().mapToLong(piece -> piece.bytes().length).sum();
    Channel channel =
        new Channel(name, distance, carrier, pieces, text, 0, true, List.of(), List.of());
    return new ChannelFamily(channel, List.of(channel), distance, distance, List.of());
  }

  /// A tap that wrote eight bytes of each line.
  private ChannelFamily tap(Direction direction, double distance, int within, long later) {
    List<RunRow> own = new ArrayList<>();
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < LINES; i++) {
      byte[] eight = bytes(line(i).substring(within, within + 8));
      own.add(new RunRow(7, 1000L * i + 10 + later, RING + 31L * i + within, 8, eight));
      pieces.add(new Piece(1000L * i + 10, 1000L * i + 10, RING + 31L * i + within, eight));
    }
    FoldedTap tap =
        new FoldedTap(
            new TapName(7, new Fold(1, false)),
            direction,
            7,
            List.of(),
            0,
            false,
            160,
            160,
            1,
            2,
            160,
            List.of(new FoldedTap.Part(0, List.of(7))));
    runs.put("tap", own);
    return family("tap", distance, new Carrier.OfTap(tap), pieces);
  }

  private List<String> gathered(ChannelFamily other) {
    return new Parts(List.of(other, log), runs, ALPHABET)
        .gathered().stream().map(family -> family.origin().name()).toList();
  }

  @Test
  void shouldPutWhatOneInstructionWroteOfEachLineBehindTheLog() {
    ChannelFamily tap = tap(Direction.WRITE, 0.2, 7, 0);
    List<ChannelFamily> gathered = new Parts(List.of(tap, log), runs, ALPHABET).gathered();
    assertThat(gathered).hasSize(1);
    assertThat(gathered.getFirst().origin()).isEqualTo(log.origin());
    assertThat(gathered.getFirst().members()).containsExactly(log.origin(), tap.origin());
  }

  @Test
  void shouldLeaveWhatIsNearerThanItsSurroundings() {
    assertThat(gathered(tap(Direction.WRITE, 0.05, 7, 0))).containsExactly("tap", "log");
  }

  @Test
  void shouldLeaveWhatTheOtherDirectionDid() {
    assertThat(gathered(tap(Direction.READ, 0.2, 7, 0))).containsExactly("tap", "log");
  }

  @Test
  void shouldLeaveWhatWasWrittenToTheSamePlaceAtAnotherTime() {
    assertThat(gathered(tap(Direction.WRITE, 0.2, 7, 500))).containsExactly("tap", "log");
  }

  @Test
  void shouldLeaveAWholeThatHasItsPartForAFamily() {
    ChannelFamily copy = log(RING, 0.15);
    assertThat(new Parts(List.of(log, copy), runs, ALPHABET).gathered()).containsExactly(log, copy);
  }
}
