package dev.tapmine.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TableTest {
  private static Table table() {
    Table table =
        new Table()
            .column("rank", "rank")
            .column("distance", "distance")
            .column("pc", "pc")
            .column("secret", "")
            .column("preview", "preview");
    table.row(
        new Cell.Count(1),
        new Cell.Measure(0.12345678, 4),
        new Cell.Address(0xffffffff81000000L),
        new Cell.Count(7),
        new Cell.Guest("a\u001bb"));
    table.row(
        new Cell.Count(10),
        new Cell.Missing(),
        new Cell.Address(0x10),
        new Cell.Count(8),
        new Cell.Text("t"));
    return table;
  }

  @Test
  void shouldAlignColumnsAndEscapeGuestText() {
    StringWriter out = new StringWriter();
    table().print(new PrintWriter(out));
    assertThat(out.toString().lines())
        .containsExactly(
            "rank  distance  pc                  preview",
            "   1    0.1235  0xffffffff81000000  a\\x1bb",
            "  10  -         0x10                t");
  }

  @Test
  void shouldGiveJsonEveryColumnInFull() {
    assertThat(table().json().toString())
        .isEqualTo(
            "[{\"rank\":1,\"distance\":0.12345678,\"pc\":\"0xffffffff81000000\",\"secret\":7,"
                + "\"preview\":\"a\\u001Bb\"},{\"rank\":10,\"distance\":null,\"pc\":\"0x10\","
                + "\"secret\":8,\"preview\":\"t\"}]");
  }

  @Test
  void shouldPrintItsHeadingsWhenItHasNoRows() {
    StringWriter out = new StringWriter();
    new Table().column("a", "a").column("b", "b").print(new PrintWriter(out));
    assertThat(out.toString().lines()).containsExactly("a  b");
  }

  @Test
  void shouldRefuseARowOfAnotherWidth() {
    assertThatThrownBy(() -> table().row(new Cell.Missing())).hasMessage("1 cells for 5 columns");
  }
}
