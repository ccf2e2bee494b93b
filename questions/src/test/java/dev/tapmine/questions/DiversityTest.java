package dev.tapmine.questions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Lines of logs, with numbers drawn from a seed.
class DiversityTest {
  private static final String LOGIN = "Mar 17 06:42:%02d gate sshd[%d]: session opened\n";
  private static final String SCRIPT = "[ $((i %% %d)) = %d ] && echo \"$name\" >> $out\n";
  private static final String DRIVER = "usb %d-%d: New device found, idVendor=1d6b\n";
  private static final double MARGIN = 0.06;

  private static List<Piece> lines(String form, int lines, long seed) {
    Random random = new Random(seed);
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < lines; i++) {
      byte[] line =
          form.formatted(random.nextInt(60), random.nextInt(30_000))
              .getBytes(StandardCharsets.US_ASCII);
      pieces.add(new Piece(i, i, 0x1000 + 64L * i, line));
    }
    return pieces;
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 60, 400})
  void shouldTellAScriptFromALog(int lines) {
    assertThat(Diversity.isAnother(lines(SCRIPT, lines, 1), lines(LOGIN, 400, 2), MARGIN)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"10, 400", "60, 400", "400, 400", "10, 60"})
  void shouldNotTellMoreOfALogFromIt(int more, int lines) {
    assertThat(Diversity.isAnother(lines(LOGIN, more, 1), lines(LOGIN, lines, 2), MARGIN))
        .isFalse();
  }

  /// A log that has once spoken of something else may do so again.
  @Test
  void shouldNotTellWhatIsFartherThanALogsOwnPartsAre() {
    List<Piece> log = new ArrayList<>(lines(SCRIPT, 45, 2));
    log.addAll(lines(LOGIN, 300, 1));
    assertThat(Diversity.isAnother(lines(DRIVER, 40, 3), lines(LOGIN, 300, 1), MARGIN)).isTrue();
    assertThat(Diversity.isAnother(lines(DRIVER, 40, 3), log, MARGIN)).isFalse();
  }

  @Test
  void shouldNotTellWhereThereIsTooLittleText() {
    assertThat(Diversity.isAnother(lines(SCRIPT, 4, 1), lines(LOGIN, 400, 2), MARGIN)).isFalse();
    assertThat(Diversity.isAnother(lines(SCRIPT, 60, 1), lines(LOGIN, 15, 2), MARGIN)).isFalse();
  }

  /// As a file is read: in one piece.
  @Test
  void shouldCompareStretchesOfOnePiece() {
    byte[] all = Piece.lines(lines(LOGIN, 400, 2));
    List<Piece> whole = List.of(new Piece(1, 2, 0x1000, all));
    assertThat(Diversity.isAnother(lines(SCRIPT, 60, 1), whole, MARGIN)).isTrue();
    assertThat(Diversity.isAnother(lines(LOGIN, 60, 1), whole, MARGIN)).isFalse();
  }
}
