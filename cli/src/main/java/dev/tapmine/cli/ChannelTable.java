package dev.tapmine.cli;

import dev.tapmine.questions.Carrier;
import dev.tapmine.questions.Channel;
import dev.tapmine.questions.ChannelAnswer;
import dev.tapmine.questions.ChannelFamily;
import dev.tapmine.questions.ChannelHit;
import dev.tapmine.questions.ChannelLikeness;
import dev.tapmine.questions.ChannelRanking;
import dev.tapmine.questions.Format;
import dev.tapmine.questions.OutputLabels;
import dev.tapmine.questions.Piece;
import dev.tapmine.questions.Preview;
import dev.tapmine.questions.Sought;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Channels as tables: a ranking, one row a family; what a search found; what was labelled; what is
/// like another.
final class ChannelTable {
  private static final int WIDTH = 60;
  private static final int ENOUGH = 64 << 10;

  private ChannelTable() {}

  static Table of(AskedIndex index, ChannelRanking ranking) {
    Table table =
        where(
                new Table()
                    .column("rank", "rank")
                    .column("form", "form")
                    .column("distance", "distance")
                    .column("channel", "channel")
                    .column("kind", "kind")
                    .column("direction", "does")
                    .column("bytes", "bytes")
                    .column("copies", "copies"))
            .column("lowest", "")
            .column("highest", "")
            .column("whole", "")
            .column("continuedBy", "")
            .column("preview", "preview");
    int rank = 1;
    for (ChannelFamily family : ranking.families()) {
      Channel channel = family.origin();
      Carrier carrier = channel.carrier();
      KeptMember member = KeptMember.of(channel);
      row(
          table,
          index,
          channel,
          List.of(
              new Cell.Count(rank++),
              new Cell.Measure(family.form(), 4),
              new Cell.Measure(family.distance(), 4),
              new Cell.Text(channel.name()),
              new Cell.Text(member.kind()),
              RankAnswer.direction(carrier.direction()),
              new Cell.Count(channel.text()),
              new Cell.Count(family.members().size() - 1L)),
          List.of(
              lowest(carrier),
              highest(carrier),
              new Cell.Flag(channel.whole()),
              new Cell.Text(String.join(" ", family.continuedBy())),
              preview(channel)));
    }
    return table;
  }

  /// What a search found, one row a channel.
  ///
  /// @param several whether more than one thing was searched for
  static Table of(AskedIndex index, ChannelAnswer answer, boolean several) {
    boolean encoded = answer.hits().stream().anyMatch(hit -> encoded(hit.sought()));
    Table table =
        where(
                new Table()
                    .column("needle", several ? "string" : "")
                    .column("encoding", encoded ? "encoding" : "")
                    .column("count", "times")
                    .column("channel", "channel")
                    .column("kind", "kind")
                    .column("direction", "does")
                    .column("bytes", "bytes"))
            .column("time", "first at")
            .column("address", "to address")
            .column("contiguous", "")
            .column("context", "context");
    for (ChannelHit hit : answer.hits()) {
      Channel channel = hit.channel();
      Carrier carrier = channel.carrier();
      KeptMember member = KeptMember.of(channel);
      row(
          table,
          index,
          channel,
          List.of(
              new Cell.Guest(hit.sought().name()),
              new Cell.Text(hit.sought().encoding()),
              new Cell.Count(hit.count()),
              new Cell.Text(channel.name()),
              new Cell.Text(member.kind()),
              RankAnswer.direction(carrier.direction()),
              new Cell.Count(hit.bytes())),
          List.of(
              new Cell.Count(hit.first().time()),
              new Cell.Address(hit.first().address()),
              new Cell.Flag(hit.first().contiguous()),
              new Cell.Text(GuestText.line(hit.first().context()))));
    }
    return table;
  }

  /// Whether it is text in another encoding than UTF-8.
  static boolean encoded(Sought sought) {
    return !sought.encoding().isEmpty() && !sought.encoding().equals("utf-8");
  }

  /// What functions leave behind, one row a function under two callers.
  static Table of(AskedIndex index, List<OutputLabels.Label> labels) {
    Table table =
        where(
                new Table()
                    .column("channel", "channel")
                    .column("content", "content")
                    .column("confidence", "sure")
                    .column("formats", "formats")
                    .column("direction", "does")
                    .column("bytes", "bytes"))
            .column("preview", "preview");
    for (OutputLabels.Label label : labels) {
      Channel channel = label.channel();
      Carrier carrier = channel.carrier();
      row(
          table,
          index,
          channel,
          List.of(
              new Cell.Text(channel.name()),
              label.content().<Cell>map(of -> new Cell.Text(of.words())).orElse(new Cell.Missing()),
              new Cell.Measure(label.confidence(), 2),
              new Cell.Text(
                  label.formats().stream().map(Format::words).collect(Collectors.joining(", "))),
              RankAnswer.direction(carrier.direction()),
              new Cell.Count(label.bytes())),
          List.of(preview(channel)));
    }
    return table;
  }

  /// What is most like a channel, one row a family.
  static Table near(AskedIndex index, List<ChannelLikeness.Near> nearest) {
    Table table =
        where(
                new Table()
                    .column("distance", "distance")
                    .column("channel", "channel")
                    .column("kind", "kind")
                    .column("direction", "does")
                    .column("bytes", "bytes")
                    .column("copies", "copies"))
            .column("preview", "preview");
    for (ChannelLikeness.Near near : nearest) {
      Channel channel = near.family().origin();
      row(
          table,
          index,
          channel,
          List.of(
              new Cell.Measure(near.distance(), 4),
              new Cell.Text(channel.name()),
              new Cell.Text(KeptMember.of(channel).kind()),
              RankAnswer.direction(channel.carrier().direction()),
              new Cell.Count(channel.text()),
              new Cell.Count(near.family().members().size() - 1L)),
          List.of(preview(channel)));
    }
    return table;
  }

  /// The columns that say where a channel is.
  private static Table where(Table table) {
    return table
        .column("placeSymbol", "place")
        .column("callerSymbol", "caller")
        .column("place", "")
        .column("caller", "")
        .column("space", "space");
  }

  /// A row with these columns' cells in its midst.
  private static void row(
      Table table, AskedIndex index, Channel channel, List<Cell> before, List<Cell> after) {
    KeptMember member = KeptMember.of(channel);
    List<Cell> where =
        List.of(
            place(index, member),
            caller(index, channel.carrier()),
            new Cell.Address(member.place()),
            callerAddress(member),
            space(channel.carrier()));
    table.row(Stream.of(before, where, after).flatMap(List::stream).toArray(Cell[]::new));
  }

  private static Cell preview(Channel channel) {
    return new Cell.Guest(Preview.of(bytes(channel, ENOUGH), WIDTH));
  }

  /// The stream's bytes, up to a number.
  static byte[] bytes(Channel channel, long limit) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (Piece piece : channel.pieces()) {
      int length = (int) Math.min(piece.bytes().length, limit - bytes.size());
      bytes.write(piece.bytes(), 0, length);
    }
    return bytes.toByteArray();
  }

  /// The function or instruction by its name, or in hex.
  static Cell place(AskedIndex index, KeptMember member) {
    if (member.kind().equals(KeptMember.OUTPUTS) && member.place() == 0) {
      return new Cell.Text("(no call known)");
    }
    return index
        .codeName(member.space(), member.user(), member.place())
        .<Cell>map(Cell.Guest::new)
        .orElse(new Cell.Address(member.place()));
  }

  static Cell caller(AskedIndex index, Carrier carrier) {
    return switch (carrier) {
      case Carrier.OfTap of -> index.caller(of.tap());
      case Carrier.OfTaps of -> index.caller(of.taps().getFirst());
      case Carrier.OfOutputs of ->
          of.callers().isEmpty()
              ? new Cell.Text("any")
              : new Cell.Guest(
                  String.join(
                      " < ",
                      of.callers().stream()
                          .map(address ->
                              index
                                  .callerName(of.space(), of.user(), address)
                                  .orElse(Cell.hex(address)))
                          .toList()));
    };
  }

  static Cell callerAddress(KeptMember member) {
    return member.callers().isEmpty()
        ? new Cell.Missing()
        : new Cell.Address(member.callers().getFirst());
  }

  static Cell space(Carrier carrier) {
    return carrier instanceof Carrier.OfTap of
        ? RankAnswer.space(of.tap())
        : new Cell.Text(carrier.user() ? "user " + carrier.space() : "kernel");
  }

  private static Cell lowest(Carrier carrier) {
    return carrier instanceof Carrier.OfOutputs of
        ? new Cell.Address(of.low())
        : new Cell.Missing();
  }

  private static Cell highest(Carrier carrier) {
    return carrier instanceof Carrier.OfOutputs of
        ? new Cell.Address(of.high())
        : new Cell.Missing();
  }
}
