package dev.tapmine.cli;

import dev.tapmine.questions.FoldedTap;
import dev.tapmine.questions.Folds;
import dev.tapmine.questions.Layout;
import dev.tapmine.questions.TapName;
import java.io.IOException;
import java.util.Locale;

/// What an answer says of one channel, its stream apart.
final class ChannelFacts {
  /// Taps to hook that are named.
  private static final int TAPS_NAMED = 24;

  private ChannelFacts() {}

  static Facts of(AskedIndex index, KeptChannel channel) throws IOException {
    Facts facts = new Facts();
    facts.add("channel", "channel", new Cell.Text(channel.name()));
    facts.add("kind", "kind", new Cell.Text(channel.kind()));
    facts.add("direction", "does", new Cell.Text(channel.direction().toLowerCase(Locale.ROOT)));
    facts.add("space", "in", new Cell.Text(channel.user() ? "user " + channel.space() : "kernel"));
    boolean outputs = channel.kind().equals(KeptMember.OUTPUTS);
    facts.add("placeSymbol", outputs ? "function" : "pc", place(index, channel));
    facts.add("place", "", new Cell.Address(channel.callee()));
    for (int i = 0; i < channel.callers().size(); i++) {
      long caller = channel.callers().get(i);
      String name = index.callerName(channel.space(), channel.user(), caller).orElse("");
      facts.add("caller" + (i + 1) + "Symbol", "caller " + (i + 1), Cell.named(caller, name));
      facts.add("caller" + (i + 1), "", new Cell.Address(caller));
    }
    if (outputs) {
      facts.add("layout", "lies", new Cell.Text(shown(channel.layout())));
      facts.add("lowest", "lowest address", new Cell.Address(channel.low()));
      facts.add("highest", "highest address", new Cell.Address(channel.high()));
      facts.add("contexts", "contexts", new Cell.Count(channel.contexts().size()));
      facts.add("siblings", "sibling contexts", new Cell.Count(channel.siblings().size()));
    }
    facts.add(
        "distance",
        "distance",
        Double.isNaN(channel.distance())
            ? new Cell.Missing()
            : new Cell.Measure(channel.distance(), 4));
    facts.add("bytes", "bytes", new Cell.Count(channel.text()));
    facts.add("cut", "bytes cut away", new Cell.Count(channel.cut()));
    facts.add("whole", "whole", new Cell.Flag(channel.whole()));
    facts.add("origin", "origin of its text", new Cell.Text(channel.origin()));
    facts.add("copies", "copies", new Cell.Count(channel.relatives()));
    taps(index, channel, facts);
    return facts;
  }

  private static String shown(Layout layout) {
    return switch (layout) {
      case REGION -> "in one region";
      case SPREAD -> "anywhere";
      case PAGED -> "from page to page";
    };
  }

  /// The taps that put the bytes there: what to hook.
  private static void taps(AskedIndex index, KeptChannel channel, Facts facts) throws IOException {
    facts.add("taps", "taps to hook", new Cell.Count(channel.taps().size()));
    Folds folds = Folds.at(index.taps(), index.taps().mined().depth());
    int named = 0;
    for (int id : channel.taps()) {
      if (named++ < TAPS_NAMED) {
        FoldedTap tap = folds.named(new TapName(id, folds.depth()));
        String caller = index.caller(tap).shown();
        facts.add(
            "tap" + named,
            "tap",
            new Cell.Guest(
                "%d  %s  %s, called from %s"
                    .formatted(id, Cell.hex(tap.pc()), index.place(tap).shown(), caller)));
      }
    }
  }

  private static Cell place(AskedIndex index, KeptChannel channel) {
    String name = index.codeName(channel.space(), channel.user(), channel.callee()).orElse("");
    return Cell.named(channel.callee(), name);
  }
}
