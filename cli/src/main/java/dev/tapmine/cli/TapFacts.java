package dev.tapmine.cli;

import dev.tapmine.questions.FoldedTap;
import dev.tapmine.taps.AccessSizes;
import dev.tapmine.taps.TapRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What an index knows of one tap, its content apart: where it is, who called it, and how it
/// accesses memory. A fold's figures are those of its members together.
final class TapFacts {
  private final AskedIndex index;
  private final FoldedTap tap;
  private final List<TapRow> members = new ArrayList<>();

  private TapFacts(AskedIndex index, FoldedTap tap) {
    this.index = index;
    this.tap = tap;
  }

  static Facts of(AskedIndex index, FoldedTap tap) throws IOException {
    TapFacts facts = new TapFacts(index, tap);
    Set<Integer> wanted = new HashSet<>(tap.members());
    index
        .taps()
        .taps(row -> {
          if (wanted.contains(row.id())) {
            facts.members.add(row);
          }
        });
    return facts.facts();
  }

  private Facts facts() throws IOException {
    int mined = index.taps().mined().depth();
    Facts facts = new Facts();
    facts.add("tap", "tap", new Cell.Text(tap.name().toString(mined)));
    facts.add("direction", "does", RankAnswer.direction(tap.direction()));
    facts.add("space", "in", RankAnswer.space(tap));
    facts.add("spaces", "", RankAnswer.spaces(tap));
    facts.add("pcSymbol", "pc", Cell.named(tap.pc(), index.name(tap).orElse("")));
    facts.add("pc", "", new Cell.Address(tap.pc()));
    for (int i = 0; i < tap.callers().size(); i++) {
      long caller = tap.callers().get(i);
      String name = index.callerName(tap, i).orElse("");
      facts.add("caller" + (i + 1) + "Symbol", "caller " + (i + 1), Cell.named(caller, name));
      facts.add("caller" + (i + 1), "", new Cell.Address(caller));
    }
    facts.add("bytes", "bytes", new Cell.Count(tap.bytes()));
    facts.add("accesses", "accesses", new Cell.Count(tap.accesses()));
    facts.add("sizes", "sizes", new Cell.Text(sizes()));
    facts.add("continuing", "continuing", new Cell.Text(continuing()));
    facts.add("lowest", "lowest address", new Cell.Address(lowest()));
    facts.add("highest", "highest address", new Cell.Address(highest()));
    facts.add("first", "first at", new Cell.Count(tap.first()));
    facts.add("last", "last at", new Cell.Count(tap.last()));
    facts.add("kept", "bytes kept", new Cell.Count(tap.kept()));
    facts.add("members", "taps merged", new Cell.Count(tap.members().size()));
    return facts;
  }

  private String sizes() {
    StringBuilder words = new StringBuilder();
    add(words, members.stream().map(TapRow::bySize).mapToLong(AccessSizes::one).sum(), 1);
    add(words, members.stream().map(TapRow::bySize).mapToLong(AccessSizes::two).sum(), 2);
    add(words, members.stream().map(TapRow::bySize).mapToLong(AccessSizes::four).sum(), 4);
    add(words, members.stream().map(TapRow::bySize).mapToLong(AccessSizes::eight).sum(), 8);
    add(words, members.stream().map(TapRow::bySize).mapToLong(AccessSizes::sixteen).sum(), 16);
    return words.toString();
  }

  private static void add(StringBuilder words, long accesses, int size) {
    if (accesses > 0) {
      words.append(words.isEmpty() ? "" : ", ");
      words.append("%,d of %d".formatted(accesses, size));
    }
  }

  private String continuing() {
    long continuing = members.stream().mapToLong(TapRow::continuing).sum();
    return "%.0f %% of the accesses go on where the one before ended"
        .formatted(tap.accesses() == 0 ? 0 : 100.0 * continuing / tap.accesses());
  }

  private long lowest() {
    return members.stream().map(TapRow::lowest).min(Long::compareUnsigned).orElse(0L);
  }

  private long highest() {
    return members.stream().map(TapRow::highest).max(Long::compareUnsigned).orElse(0L);
  }
}
