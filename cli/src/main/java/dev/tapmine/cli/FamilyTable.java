package dev.tapmine.cli;

import java.util.List;
import java.util.Locale;

/// The members of a family, in the order in which its text reached them.
final class FamilyTable {
  private FamilyTable() {}

  static Table of(AskedIndex index, List<KeptMember> family, String origin) {
    Table table =
        new Table()
            .column("channel", "channel")
            .column("kind", "kind")
            .column("direction", "does")
            .column("bytes", "bytes")
            .column("placeSymbol", "place")
            .column("place", "")
            .column("callerSymbol", "caller")
            .column("caller", "")
            .column("space", "space")
            .column("origin", "");
    for (KeptMember member : family) {
      boolean first = member.name().equals(origin);
      table.row(
          new Cell.Text(member.name()),
          new Cell.Text(member.kind()),
          new Cell.Text(member.direction().toLowerCase(Locale.ROOT)),
          new Cell.Count(member.text()),
          ChannelTable.place(index, member),
          new Cell.Address(member.place()),
          caller(index, member),
          ChannelTable.callerAddress(member),
          new Cell.Text(member.user() ? "user " + member.space() : "kernel"),
          new Cell.Flag(first));
    }
    return table;
  }

  private static Cell caller(AskedIndex index, KeptMember member) {
    if (member.callers().isEmpty()) {
      return member.kind().equals(KeptMember.OUTPUTS) ? new Cell.Text("any") : new Cell.Missing();
    }
    long address = member.callers().getFirst();
    return index
        .callerName(member.space(), member.user(), address)
        .<Cell>map(Cell.Guest::new)
        .orElse(new Cell.Address(address));
  }
}
