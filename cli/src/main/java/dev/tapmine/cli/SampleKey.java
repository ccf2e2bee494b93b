package dev.tapmine.cli;

import dev.tapmine.questions.FoldedTap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Which tap a labelled sample is. Told by addresses, not by an index's numbers, so that it can be
/// found again in another index of the same guest.
///
/// @param number that the labeler saw
/// @param drawn by which way
/// @param direction `read` or `write`
/// @param pc in hex
/// @param callers return addresses in hex, innermost first, joined by `+`; `-` for none
/// @param mode `user` or `kernel`
record SampleKey(
    int number, String drawn, String direction, String pc, String callers, String mode) {
  static final String FILE = "key.csv";
  static final String HEADING = "number,drawn,direction,pc,callers,mode";
  private static final int COLUMNS = 6;

  static SampleKey of(int number, String drawn, FoldedTap tap) {
    return new SampleKey(
        number,
        drawn,
        tap.direction().name().toLowerCase(Locale.ROOT),
        Cell.hex(tap.pc()),
        tap.callers().isEmpty()
            ? "-"
            : tap.callers().stream().map(Cell::hex).collect(Collectors.joining("+")),
        tap.user() ? "user" : "kernel");
  }

  String line() {
    return number + "," + drawn + "," + identity();
  }

  /// What two indexes of the same guest have in common.
  String identity() {
    return String.join(",", direction, pc, callers, mode);
  }

  /// Reads all of a folder's.
  static List<SampleKey> in(Path folder) throws IOException, UsageException {
    List<SampleKey> keys = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve(FILE))) {
      String[] words = line.split(",", -1);
      if (line.equals(HEADING) || line.isBlank()) {
        continue;
      }
      if (words.length != COLUMNS || !words[0].matches("[0-9]{1,6}")) {
        throw new UsageException(
            "%s of %s has a line that is none of Tapmine's: '%s'."
                .formatted(FILE, folder, GuestText.clip(line, 60)));
      }
      keys.add(
          new SampleKey(
              Integer.parseInt(words[0]), words[1], words[2], words[3], words[4], words[5]));
    }
    return keys;
  }
}
