package dev.tapmine.index;

import dev.tapmine.taps.TapSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// All rows of a source as text, for comparison.
final class Rows {
  private Rows() {}

  static List<String> of(TapSource source) throws IOException {
    List<String> rows = new ArrayList<>();
    rows.add(source.mined().toString());
    source.taps(row -> rows.add(row.toString()));
    source.contexts(row -> rows.add(row.toString()));
    source.bigrams(
        (key, bins, counts, length) -> rows.add("bigrams " + text(key, bins, counts, length)));
    for (int depth = 0; depth < 3; depth++) {
      int to = depth;
      source.seams(
          depth,
          (key, bins, counts, length) ->
              rows.add("seams " + to + " " + text(key, bins, counts, length)));
    }
    source.runs(
        tap -> true,
        run ->
            rows.add(
                "run %d %d %d %d %s"
                    .formatted(
                        run.tap(),
                        run.time(),
                        run.address(),
                        run.width(),
                        Arrays.toString(run.bytes()))));
    source.profiles(row -> rows.add(row.toString()));
    source.adjacent(row -> rows.add(row.toString()));
    source.touched(row -> rows.add(row.toString()));
    source.spaces(row -> rows.add(row.toString()));
    source.code(row ->
        rows.add(
            "code %d %d %s".formatted(row.space(), row.pc(), Arrays.toString(row.instruction()))));
    return rows;
  }

  private static String text(int key, char[] bins, long[] counts, int length) {
    StringBuilder text = new StringBuilder().append(key);
    for (int i = 0; i < length; i++) {
      text.append(' ').append((int) bins[i]).append(':').append(counts[i]);
    }
    return text.toString();
  }
}
