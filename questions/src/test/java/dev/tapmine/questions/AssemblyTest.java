package dev.tapmine.questions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapmine.taps.Direction;
import dev.tapmine.taps.OutputRow;
import dev.tapmine.taps.WantedOutputs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssemblyTest {
  private static final long RING = 0xffff_8880_0010_0000L;
  private static final Exemplar EXEMPLAR =
      Exemplar.of(
          List.of(
              "a line of a log, number 0123456789 [XYZ]\n"
                  .repeat(9)
                  .getBytes(StandardCharsets.US_ASCII)));

  private final List<OutputRow> rows = new ArrayList<>();

  private void row(long first, long last, long address, String text) {
    rows.add(
        new OutputRow(
            0,
            rows.size(),
            address,
            first,
            last,
            0,
            0,
            text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @Test
  void shouldGoOnInAnotherPageWhereTheFirstOneEnds() {
    long page = 0xffff_8880_0020_0000L;
    row(10, 12, page + 4096 - 12, "a line 1\n");
    row(13, 14, page + 0x9_0010, "number 7");
    row(18, 20, page + 4096 - 3, "a l");
    row(21, 30, page + 0x5_0000, "ine 2\n");
    row(40, 50, page + 0x5_0006, "a line 3");
    assertThat(new String(Piece.lines(assembled().pieces()), StandardCharsets.ISO_8859_1))
        .isEqualTo("a line 1\na line 2\na line 3\nnumber 7\n");
  }

  @Test
  void shouldNotGoOnInAnotherPageLaterOrInItsMidst() {
    long page = 0xffff_8880_0020_0000L;
    row(10, 20, page + 4096 - 12, "a line 1\na l");
    row(21, 30, page + 0x5_0100, "line 2\n");
    row(31, 40, page + 0x6_0000, "line 3\n");
    assertThat(new String(Piece.lines(assembled().pieces()), StandardCharsets.ISO_8859_1))
        .isEqualTo("a line 1\na l\nline 2\nline 3\n");
  }

  private Assembly assembled() {
    OutputTable table = table();
    return Assembly.of(table, IntStream.range(0, table.size()).toArray());
  }

  private OutputTable table() {
    WantedOutputs wanted =
        new WantedOutputs(
            List.of(new WantedOutputs.Context(Direction.WRITE, 0x1000, List.of(), 0, false)),
            0,
            Long.MAX_VALUE);
    return OutputTable.of(wanted, rows, EXEMPLAR);
  }

  private static List<String> texts(Assembly assembly) {
    return assembly.pieces().stream()
        .map(piece -> new String(piece.bytes(), StandardCharsets.ISO_8859_1))
        .toList();
  }

  @Test
  void shouldJoinWhatContinuesInAddressAndTime() {
    row(10, 19, RING + 7, "of a log\n");
    row(1, 9, RING, "a line ");
    row(20, 29, RING + 400, "another");
    Assembly assembly = assembled();
    assertThat(texts(assembly)).containsExactly("a line of a log\n", "another");
    assertThat(assembly.joined()).isOne();
    assertThat(assembly.pieces().getFirst().address()).isEqualTo(RING);
    assertThat(assembly.pieces().getFirst().last()).isEqualTo(19);
  }

  @Test
  void shouldSayOnceWhatAnOuterActivationSaysAgain() {
    row(1, 9, RING, "a line ");
    row(1, 19, RING, "a line of a log\n");
    Assembly assembly = assembled();
    assertThat(texts(assembly)).containsExactly("a line of a log\n");
    assertThat(assembly.repeated()).isOne();
  }

  @Test
  void shouldTellTwoLinesAtOnePlaceInTurn() {
    row(1, 9, RING, "a line of a log\n");
    row(20, 29, RING, "number 1 of a log\n");
    assertThat(texts(assembled())).containsExactly("a line of a log\n", "number 1 of a log\n");
  }

  @Test
  void shouldKeepACharacterThatTheExemplarLacksInTheMidstOfText() {
    row(1, 9, RING, "number \u00e9 of a log");
    assertThat(texts(assembled())).containsExactly("number \u00e9 of a log");
  }

  @Test
  void shouldKeepSuchACharacterAlsoWhereALineIsWrittenOneByOne() {
    String line = "number \u001b[X 0 a line\n";
    for (int i = 0; i < line.length(); i++) {
      row(i, i, RING + i, line.substring(i, i + 1));
    }
    Assembly assembly = assembled();
    assertThat(texts(assembly)).containsExactly(line);
    assertThat(assembly.cut()).as("it counts as one the exemplar lacks").isOne();
  }

  @Test
  void shouldCutAtZerosAndAtWhatIsNoText() {
    row(1, 9, RING, "a line\0of a log\u0001\u0002\u0003\u0004number");
    Assembly assembly = assembled();
    assertThat(texts(assembly)).containsExactly("a line", "of a log", "number");
    assertThat(assembly.cut()).isEqualTo(5);
    assertThat(assembly.text()).isEqualTo(20);
  }

  @Test
  void shouldCutOutACellThatIsRewrittenBesideText() {
    for (int i = 0; i < 12; i++) {
      row(100 + i, 100 + i, RING - 4, "0123");
    }
    row(1, 9, RING, "a line of a log\n");
    Assembly assembly = assembled();
    assertThat(texts(assembly)).containsExactly("a line of a log\n");
    assertThat(assembly.cells()).isOne();
  }

  @Test
  void shouldTakeCellsSideBySideForABuffer() {
    String line = "a line of a log, number 0\n";
    for (int time = 0; time < 12; time++) {
      for (int i = 0; i < line.length(); i++) {
        row(100 * time + i, 100 * time + i, RING + i, line.substring(i, i + 1));
      }
    }
    Assembly assembly = assembled();
    assertThat(assembly.cells()).isZero();
    assertThat(texts(assembly)).hasSize(12).containsOnly(line);
  }

  /// Rows that continue each other or not, hold cells and holes, and say again what another says.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void shouldMeasureTheSameAsThePiecesWould(long seed) {
    Random random = new Random(seed);
    long time = 1;
    long at = RING;
    for (int i = 0; i < 400; i++) {
      String text =
          switch (random.nextInt(5)) {
            case 0 -> "a line of a log\n";
            case 1 -> "number %d [".formatted(random.nextInt(1000));
            case 2 -> "ab\u0001cdefgh%ijkl\u0000mno";
            case 3 -> "\u0007\u0000";
            default -> "XYZ";
          };
      if (random.nextInt(4) == 0) {
        at = RING + 8L * random.nextInt(64);
      }
      row(time, time + text.length(), at, text);
      if (random.nextInt(8) == 0) {
        row(time, time + text.length() + 1, at, text);
      }
      at += text.length();
      time += random.nextInt(40);
    }
    OutputTable table = table();
    int[] all = IntStream.range(0, table.size()).toArray();
    Assembly whole = Assembly.of(table, all);
    PieceDistance distance = new PieceDistance(EXEMPLAR);
    Assembly measured = Assembly.measured(table, all, distance);
    assertThat(distance.drain(measured.cut()))
        .isEqualTo(new PieceDistance(EXEMPLAR).of(whole.pieces(), whole.cut()));
    assertThat(measured.text()).isEqualTo(whole.text()).isPositive();
    assertThat(measured.cut()).isEqualTo(whole.cut());
    assertThat(measured.joined()).isEqualTo(whole.joined());
    assertThat(measured.pieces()).isEmpty();
  }
}
