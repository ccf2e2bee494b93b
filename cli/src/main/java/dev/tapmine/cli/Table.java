package dev.tapmine.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a command answers: rows under named columns, printed for people or as one JSON array with
/// one object a row.
final class Table {
  private static final String GAP = "  ";

  private final List<String> fields = new ArrayList<>();
  private final List<String> headings = new ArrayList<>();
  private final List<List<Cell>> rows = new ArrayList<>();

  /// Adds a column.
  ///
  /// @param field its name in JSON
  /// @param heading what stands above it; a column with an empty heading is in JSON only
  Table column(String field, String heading) {
    if (!rows.isEmpty()) {
      throw new IllegalStateException("columns come before rows");
    }
    fields.add(field);
    headings.add(heading);
    return this;
  }

  /// Adds a row, one cell a column.
  void row(Cell... cells) {
    if (cells.length != fields.size()) {
      throw new IllegalArgumentException(cells.length + " cells for " + fields.size() + " columns");
    }
    rows.add(List.of(cells));
  }

  int size() {
    return rows.size();
  }

  /// Headings of the columns that people see.
  List<String> headings() {
    return headings.stream().filter(heading -> !heading.isEmpty()).toList();
  }

  /// The cells under them.
  List<List<Cell>> shownRows() {
    List<List<Cell>> shown = new ArrayList<>();
    for (List<Cell> row : rows) {
      List<Cell> cells = new ArrayList<>();
      for (int i = 0; i < row.size(); i++) {
        if (!headings.get(i).isEmpty()) {
          cells.add(row.get(i));
        }
      }
      shown.add(cells);
    }
    return shown;
  }

  /// Prints it for people; the last column is not padded.
  void print(PrintWriter out) {
    List<Integer> shown = new ArrayList<>();
    for (int i = 0; i < headings.size(); i++) {
      if (!headings.get(i).isEmpty()) {
        shown.add(i);
      }
    }
    int[] widths = new int[fields.size()];
    List<List<String>> texts = new ArrayList<>();
    for (List<Cell> row : rows) {
      texts.add(row.stream().map(Cell::shown).toList());
    }
    for (int i : shown) {
      widths[i] = length(headings.get(i));
      for (List<String> row : texts) {
        widths[i] = Math.max(widths[i], length(row.get(i)));
      }
    }
    printRow(out, shown, headings, widths, rows.isEmpty() ? null : rows.getFirst());
    for (int r = 0; r < rows.size(); r++) {
      printRow(out, shown, texts.get(r), widths, rows.get(r));
    }
    out.flush();
  }

  /// The JSON array.
  ArrayNode json() {
    ArrayNode array = JsonNodeFactory.instance.arrayNode(rows.size());
    for (List<Cell> row : rows) {
      ObjectNode object = array.addObject();
      for (int i = 0; i < row.size(); i++) {
        put(object, fields.get(i), row.get(i));
      }
    }
    return array;
  }

  /// Puts a cell into an object.
  static void put(ObjectNode object, String field, Cell cell) {
    switch (cell) {
      case Cell.Text t -> object.put(field, t.value());
      case Cell.Guest g -> object.put(field, g.value());
      case Cell.Count c -> object.put(field, c.value());
      case Cell.Measure m -> object.put(field, m.value());
      case Cell.Address a -> object.put(field, Cell.hex(a.value()));
      case Cell.Flag f -> object.put(field, f.value());
      case Cell.Missing _ -> object.putNull(field);
    }
  }

  private static void printRow(
      PrintWriter out,
      List<Integer> shown,
      List<String> texts,
      int[] widths,
      @Nullable List<Cell> alignment) {
    StringBuilder line = new StringBuilder();
    for (int i : shown) {
      String text = texts.get(i);
      int pad = widths[i] - length(text);
      boolean right = alignment != null && alignment.get(i).number();
      if (!line.isEmpty() || i != shown.getFirst()) {
        line.append(GAP);
      }
      if (right) {
        line.append(" ".repeat(pad)).append(text);
      } else {
        line.append(text).append(" ".repeat(pad));
      }
    }
    out.println(line.toString().stripTrailing());
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
