package dev.tapmine.cli;

import dev.tapmine.questions.Carrier;
import dev.tapmine.questions.Channel;
import dev.tapmine.questions.ChannelAnswer;
import dev.tapmine.questions.ChannelFamily;
import dev.tapmine.questions.ChannelHit;
import dev.tapmine.questions.ChannelRanking;
import dev.tapmine.questions.Piece;
import dev.tapmine.questions.Preview;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;

/// A ranking of channels as a table, one row a family.
final class ChannelTable {
  private static final int WIDTH = 60;
  private static final int ENOUGH = 64 << 10;

  private ChannelTable() {}

  static Table of(AskedIndex index, ChannelRanking ranking) {
    Table table =
        new Table()
            .column("rank", "rank")
            .column("beyondChance", "beyond chance")
            .column("distance", "distance")
            .column("channel", "channel")
            .column("kind", "kind")
            .column("direction", "does")
            .column("bytes", "bytes")
            .column("copies", "copies")
            .column("placeSymbol", "place")
            .column("callerSymbol", "caller")
            .column("place", "")
            .column("caller", "")
            .column("space", "space")
            .column("lowest", "")
            .column("highest", "")
            .column("whole", "")
            .column("continuedBy", "")
            .column("preview", "preview");
    int rank = 1;
    for (ChannelFamily family : ranking.families()) {
      Channel channel = family.origin();
      Carrier carrier = channel.carrier();
      table.row(
          new Cell.Count(rank++),
          new Cell.Measure(family.beyondChance(), 4),
          new Cell.Measure(channel.distance(), 4),
          new Cell.Text(channel.name()),
          kind(carrier),
          RankAnswer.direction(carrier.direction()),
          new Cell.Count(channel.text()),
          new Cell.Count(family.members().size() - 1L),
          place(index, carrier),
          caller(index, carrier),
          new Cell.Address(address(carrier)),
          callerAddress(carrier),
          space(carrier),
          lowest(carrier),
          highest(carrier),
          new Cell.Flag(channel.whole()),
          new Cell.Text(String.join(" ", family.continuedBy())),
          new Cell.Guest(Preview.of(bytes(channel, ENOUGH), WIDTH)));
    }
    return table;
  }

  /// What a search found, one row a channel.
  ///
  /// @param several whether there was more than one needle
  static Table of(AskedIndex index, ChannelAnswer answer, boolean several) {
    Table table =
        new Table()
            .column("needle", several ? "string" : "")
            .column("count", "times")
            .column("channel", "channel")
            .column("kind", "kind")
            .column("direction", "does")
            .column("bytes", "bytes")
            .column("placeSymbol", "place")
            .column("callerSymbol", "caller")
            .column("place", "")
            .column("caller", "")
            .column("space", "space")
            .column("time", "first at")
            .column("address", "to address")
            .column("contiguous", "")
            .column("context", "context");
    for (ChannelHit hit : answer.hits()) {
      Channel channel = hit.channel();
      Carrier carrier = channel.carrier();
      table.row(
          new Cell.Guest(hit.needle().name()),
          new Cell.Count(hit.count()),
          new Cell.Text(channel.name()),
          kind(carrier),
          RankAnswer.direction(carrier.direction()),
          new Cell.Count(hit.bytes()),
          place(index, carrier),
          caller(index, carrier),
          new Cell.Address(address(carrier)),
          callerAddress(carrier),
          space(carrier),
          new Cell.Count(hit.first().time()),
          new Cell.Address(hit.first().address()),
          new Cell.Flag(hit.first().contiguous()),
          new Cell.Text(GuestText.line(hit.first().context())));
    }
    return table;
  }

  private static Cell kind(Carrier carrier) {
    return new Cell.Text(
        switch (carrier) {
          case Carrier.OfTap _ -> KeptMember.TAP;
          case Carrier.OfTaps _ -> KeptMember.TAPS;
          case Carrier.OfOutputs _ -> KeptMember.OUTPUTS;
        });
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
  static Cell place(AskedIndex index, Carrier carrier) {
    return switch (carrier) {
      case Carrier.OfTap of -> index.place(of.tap());
      case Carrier.OfTaps of -> index.place(of.taps().getFirst());
      case Carrier.OfOutputs of -> {
        Optional<String> name = index.codeName(of.space(), of.user(), of.callee());
        yield of.callee() == 0
            ? new Cell.Text("(no call known)")
            : name.<Cell>map(Cell.Guest::new).orElse(new Cell.Address(of.callee()));
      }
    };
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

  private static long address(Carrier carrier) {
    return switch (carrier) {
      case Carrier.OfTap of -> of.tap().pc();
      case Carrier.OfTaps of -> of.taps().getFirst().pc();
      case Carrier.OfOutputs of -> of.callee();
    };
  }

  private static Cell callerAddress(Carrier carrier) {
    List<Long> callers =
        switch (carrier) {
          case Carrier.OfTap of -> of.tap().callers();
          case Carrier.OfTaps of -> of.taps().getFirst().callers();
          case Carrier.OfOutputs of -> of.callers();
        };
    return callers.isEmpty() ? new Cell.Missing() : new Cell.Address(callers.getFirst());
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
