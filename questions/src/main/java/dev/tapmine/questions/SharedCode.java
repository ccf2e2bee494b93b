package dev.tapmine.questions;

import dev.tapmine.taps.CodeRow;
import java.util.Arrays;
import java.util.List;

/// Knows code again in whatever space and at whatever address it runs, by a number.
///
/// Instructions are the same code when they lie at the same place in the guest's memory and have
/// the same bytes; a page that was used again for another program has other bytes there. Of what
/// calls return to the bytes are not always known. Without them, an address is the code at its
/// place, unless the bytes that are known of its page show that the page held different code at
/// different times: then nothing tells which of them the call returned to, and the address is no
/// code that is known.
final class SharedCode {
  /// No code that is known.
  static final int UNKNOWN = 0;

  private final CodePages pages;
  private final int[] codes;
  private int count;

  SharedCode(CodePages pages) {
    this.pages = pages;
    this.codes = new int[pages.size()];
    List<CodeRow> rows = pages.placed();
    for (int first = 0; first < rows.size(); ) {
      int end = first + 1;
      while (end < rows.size() && page(rows.get(end)) == page(rows.get(first))) {
        end++;
      }
      number(rows.subList(first, end));
      first = end;
    }
  }

  private static long page(CodeRow row) {
    return row.place() / CodePages.PAGE;
  }

  /// Numbers the code of a page.
  private void number(List<CodeRow> rows) {
    boolean steady = steady(rows);
    for (int at = 0; at < rows.size(); at++) {
      CodeRow row = rows.get(at);
      boolean bare = row.instruction().length == 0;
      CodeRow before = at == 0 ? null : rows.get(at - 1);
      // On a steady page those without bytes come first and give their number to the one that has.
      boolean same =
          before != null
              && before.place() == row.place()
              && (steady || Arrays.equals(before.instruction(), row.instruction()));
      if (!same && (steady || !bare)) {
        count++;
      }
      codes[pages.row(row.space(), row.pc())] = bare && !steady ? UNKNOWN : count;
    }
  }

  /// Whether nothing shows that a page held different code at different times.
  private boolean steady(List<CodeRow> rows) {
    CodeRow first = rows.getFirst();
    if (rows.stream().allMatch(row -> row.instruction().length == 0)) {
      return true;
    }
    for (int at = 1; at < rows.size(); at++) {
      CodeRow before = rows.get(at - 1);
      CodeRow row = rows.get(at);
      if (before.place() == row.place()
          && before.instruction().length > 0
          && !Arrays.equals(before.instruction(), row.instruction())) {
        return false;
      }
    }
    return pages.page(page(first)).isPresent();
  }

  /// The code of an instruction; [#UNKNOWN] where its place or its bytes are not known.
  int instruction(int space, long pc) {
    int row = pages.row(space, pc);
    return row < 0 || pages.at(row).instruction().length == 0 ? UNKNOWN : codes[row];
  }

  /// The code that a call returns to, or [#UNKNOWN].
  int returnedTo(int space, long address) {
    int row = pages.row(space, address);
    return row < 0 ? UNKNOWN : codes[row];
  }
}
