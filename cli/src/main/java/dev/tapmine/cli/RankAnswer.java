package dev.tapmine.cli;

import dev.tapmine.questions.FoldedTap;
import dev.tapmine.questions.RankedTap;
import dev.tapmine.taps.Direction;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/// A ranking as a table, which `rank` and `demo` print alike.
final class RankAnswer {
  private RankAnswer() {}

  static Table table(AskedIndex index, List<RankedTap> ranked) throws IOException {
    int mined = index.taps().mined().depth();
    Previews previews = Previews.of(index.taps(), ranked.stream().map(RankedTap::tap).toList());
    Table table =
        new Table()
            .column("rank", "rank")
            .column("distance", "distance")
            .column("tap", "tap")
            .column("direction", "does")
            .column("bytes", "bytes")
            .column("callerSymbol", "caller")
            .column("pcSymbol", "pc")
            .column("caller", "")
            .column("pc", "")
            .column("space", "space")
            .column("spaces", "")
            .column("accesses", "")
            .column("truncated", "")
            .column("preview", "preview");
    for (RankedTap place : ranked) {
      FoldedTap tap = place.tap();
      table.row(
          new Cell.Count(place.rank()),
          new Cell.Measure(place.distance(), 4),
          new Cell.Text(tap.name().toString(mined)),
          direction(tap.direction()),
          new Cell.Count(tap.bytes()),
          index.caller(tap),
          index.place(tap),
          AskedIndex.callerAddress(tap),
          new Cell.Address(tap.pc()),
          space(tap),
          spaces(tap),
          new Cell.Count(tap.accesses()),
          new Cell.Flag(tap.truncated()),
          new Cell.Guest(previews.of(tap)));
    }
    return table;
  }

  static Cell direction(Direction direction) {
    return new Cell.Text(direction.name().toLowerCase(Locale.ROOT));
  }

  /// `kernel`, the user space's number, or how many user spaces are merged.
  static Cell space(FoldedTap tap) {
    if (tap.spaces() > 1) {
      return new Cell.Text("user ×" + tap.spaces());
    }
    return new Cell.Text(tap.user() ? "user " + tap.space() : "kernel");
  }

  /// The number of spaces merged.
  static Cell spaces(FoldedTap tap) {
    return new Cell.Count(tap.spaces());
  }
}
