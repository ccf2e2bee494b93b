package dev.tapmine.questions;

import dev.tapmine.taps.CodeRow;
import dev.tapmine.taps.TapSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The pages of the guest's memory that code ran in, as far as the code's rows tell: which address
/// of a space lies where, and the bytes of the instructions there.
public final class CodePages {
  /// Bytes of a page, whatever the guest's own pages are.
  public static final int PAGE = 4096;

  private static final Comparator<CodeRow> BY_ADDRESS =
      Comparator.comparingInt(CodeRow::space).thenComparing(CodeRow::pc, Long::compareUnsigned);

  private final List<CodeRow> rows;
  private final List<CodeRow> placed;

  /// What is known of a page, of which nothing says that it ever held other code.
  ///
  /// @param bytes of the page; 0 where not known
  /// @param known offsets of those that are
  public record Page(byte[] bytes, BitSet known) {}

  private CodePages(List<CodeRow> rows) {
    this.rows = rows;
    this.placed =
        rows.stream()
            .filter(row -> row.place() > 0)
            .sorted(
                Comparator.comparingLong(CodeRow::place)
                    .thenComparing(CodeRow::instruction, Arrays::compareUnsigned))
            .toList();
  }

  /// Reads a source's code.
  public static CodePages of(TapSource source) throws IOException {
    List<CodeRow> rows = new ArrayList<>();
    source.code(rows::add);
    rows.sort(BY_ADDRESS);
    return new CodePages(rows);
  }

  /// Where an address of a space lies: the page's number times [#PAGE] plus the offset in it; 0
  /// when it is not known.
  public long place(int space, long address) {
    int row = row(space, address);
    return row < 0 ? 0 : Math.max(0, rows.get(row).place());
  }

  /// All that is known of a page; empty when nothing is, or when it held other bytes at another
  /// time.
  ///
  /// @param number of the page
  public Optional<Page> page(long number) {
    byte[] bytes = new byte[PAGE];
    BitSet known = new BitSet(PAGE);
    for (int at = firstAt(number * PAGE); at < placed.size(); at++) {
      CodeRow row = placed.get(at);
      if (row.place() / PAGE != number) {
        break;
      }
      int offset = (int) (row.place() % PAGE);
      // What reaches beyond the end lies in another page, and which is not known.
      int length = Math.min(row.instruction().length, PAGE - offset);
      for (int i = 0; i < length; i++) {
        if (known.get(offset + i) && bytes[offset + i] != row.instruction()[i]) {
          return Optional.empty();
        }
        bytes[offset + i] = row.instruction()[i];
      }
      known.set(offset, offset + length);
    }
    return known.isEmpty() ? Optional.empty() : Optional.of(new Page(bytes, known));
  }

  /// Number of rows.
  int size() {
    return rows.size();
  }

  /// The row of an address, or a negative number.
  int row(int space, long address) {
    int low = 0;
    int high = rows.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      CodeRow row = rows.get(middle);
      int order = Integer.compare(row.space(), space);
      if (order == 0) {
        order = Long.compareUnsigned(row.pc(), address);
      }
      if (order == 0) {
        return middle;
      }
      low = order < 0 ? middle + 1 : low;
      high = order < 0 ? high : middle - 1;
    }
    return -1;
  }

  /// A row by its number.
  CodeRow at(int row) {
    return rows.get(row);
  }

  /// All rows whose place is known, by place and then by instruction, those without one first.
  List<CodeRow> placed() {
    return placed;
  }

  private int firstAt(long place) {
    int low = 0;
    int high = placed.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (placed.get(middle).place() < place) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
