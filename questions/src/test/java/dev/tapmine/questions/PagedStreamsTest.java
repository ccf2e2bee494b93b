package dev.tapmine.questions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tapmine.taps.Direction;
import dev.tapmine.taps.OutputRow;
import dev.tapmine.taps.WantedOutputs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// One function writes files, each in pages of its own that it takes from anywhere.
class PagedStreamsTest {
  private static final int PAGE = 4096;
  private static final long PAGES = 0xffff_8880_0010_0000L;

  private final List<OutputRow> rows = new ArrayList<>();
  private long time = 1000;
  private int pagesTaken;

  /// A file that is appended to.
  private final class OpenFile {
    private final StringBuilder all = new StringBuilder();
    private long page;

    void append(String text) {
      for (int from = 0; from < text.length(); ) {
        int inPage = all.length() % PAGE;
        if (inPage == 0) {
          page = PAGES + (long) PAGE * pagesTaken++;
        }
        String part = text.substring(from, Math.min(text.length(), from + PAGE - inPage));
        write(page + inPage, part);
        all.append(part);
        from += part.length();
      }
    }
  }

  private void write(long address, String text) {
    rows.add(
        new OutputRow(
            0,
            rows.size(),
            address,
            time,
            time + 50,
            0,
            1,
            text.getBytes(StandardCharsets.US_ASCII)));
    time += 100;
  }

  private List<String> streams() {
    OutputTable table =
        OutputTable.of(
            new WantedOutputs(
                List.of(new WantedOutputs.Context(Direction.WRITE, 0x1000, List.of(), 0, false)),
                PAGES,
                PAGES + (1 << 20)),
            rows,
            Exemplar.of(
                List.of(
                    " abcdefghijklmnopqrstuvwxyz0123456789:\n"
                        .getBytes(StandardCharsets.US_ASCII))));
    int[] all = IntStream.range(0, rows.size()).toArray();
    return PagedStreams.of(table, all).stream().map(stream -> text(table, stream)).toList();
  }

  private static String text(OutputTable table, int[] stream) {
    StringBuilder text = new StringBuilder();
    for (Piece piece : Assembly.of(table, stream).pieces()) {
      text.append(new String(piece.bytes(), StandardCharsets.US_ASCII));
    }
    return text.toString();
  }

  private static String line(String of, int number) {
    return "%s line %d reads %d\n".formatted(of, number, new Random(number).nextInt(1 << 20));
  }

  @Test
  void shouldTellFilesApartThatAreWrittenByTurns() {
    OpenFile log = new OpenFile();
    OpenFile table = new OpenFile();
    for (int i = 0; i < 600; i++) {
      log.append(line("log", i));
      if (i % 3 == 0) {
        table.append(line("table", i));
      }
    }
    assertThat(pagesTaken).isGreaterThan(5);
    assertThat(streams()).containsExactly(log.all.toString(), table.all.toString());
  }

  @Test
  void shouldGoOnInAPageThatHadAnotherFileBefore() {
    OpenFile old = new OpenFile();
    for (int i = 0; i < 100; i++) {
      old.append(line("old", i));
    }
    pagesTaken = 0;
    OpenFile log = new OpenFile();
    for (int i = 0; i < 300; i++) {
      log.append(line("log", i));
    }
    assertThat(streams()).containsExactly(old.all.toString(), log.all.toString());
  }

  @Test
  void shouldLeaveAFewThatLieOneBehindTheOtherByChance() {
    for (int i = 0; i < 200; i++) {
      write(PAGES + 512L * i, line("field", i));
    }
    OpenFile few = new OpenFile();
    IntStream.range(0, 7).forEach(i -> few.append(line("few", i)));
    assertThat(streams()).isEmpty();
    few.append(line("few", 7));
    assertThat(streams()).containsExactly(few.all.toString());
  }

  @Test
  void shouldNotDependOnTheOrderOfTheRows() {
    OpenFile log = new OpenFile();
    for (int i = 0; i < 300; i++) {
      log.append(line("log", i));
    }
    List<String> inOrder = streams();
    Collections.shuffle(rows, new Random(5));
    assertThat(streams()).isEqualTo(inOrder);
  }
}
