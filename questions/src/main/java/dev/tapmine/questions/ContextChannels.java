package dev.tapmine.questions;

import dev.tapmine.taps.OutputContextRow;
import dev.tapmine.taps.TapSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Channels of what single functions, told apart by two callers, have left wherever it lies, each
/// with as much of its stream as an answer carries: 256 KB, and 32 MB of all.
final class ContextChannels {
  private static final long MOST_OF_ONE = 256 << 10;
  private static final long MOST_OF_ALL = 32 << 20;
  private static final int MOST_TAPS = 4096;
  private static final Stream EMPTY = new Stream(List.of(), new TreeSet<>(), new AddressSpan(0, 0));

  private final ContextPaths paths;
  private final Map<Integer, Stream> streams;

  /// What a context's outputs are, as far as they come with the answer.
  private record Stream(List<Piece> pieces, TreeSet<Integer> taps, AddressSpan span) {}

  private ContextChannels(ContextPaths paths, Map<Integer, Stream> streams) {
    this.paths = paths;
    this.streams = streams;
  }

  /// Reads what contexts have left.
  ///
  /// @param wanted their ids
  static ContextChannels of(TapSource source, ContextPaths paths, Set<Integer> wanted)
      throws IOException {
    Map<Integer, Stream> streams = new HashMap<>();
    long[] sums = new long[2]; // of the context at hand, of all
    int[] current = {-1};
    source.outputs(
        wanted::contains,
        row -> {
          if (row.context() != current[0]) {
            current[0] = row.context();
            sums[0] = 0;
          }
          AddressSpan span = new AddressSpan(row.address(), row.address() + row.bytes().length - 1);
          Stream old = streams.get(row.context());
          Stream stream =
              old == null
                  ? new Stream(new ArrayList<>(), new TreeSet<>(), span)
                  : new Stream(old.pieces(), old.taps(), old.span().with(span));
          streams.put(row.context(), stream);
          if (stream.taps().size() < MOST_TAPS) {
            stream.taps().add(row.firstTap());
            stream.taps().add(row.lastTap());
          }
          if (sums[0] < MOST_OF_ONE && sums[1] < MOST_OF_ALL) {
            stream.pieces().add(new Piece(row.first(), row.last(), row.address(), row.bytes()));
            sums[0] += row.bytes().length;
            sums[1] += row.bytes().length;
          }
        });
    return new ContextChannels(paths, streams);
  }

  /// A context's channel.
  ///
  /// @param steps how it was found, a sentence each
  Channel channel(OutputContextRow row, List<String> steps) {
    Stream stream = streams.getOrDefault(row.id(), EMPTY);
    List<Long> callers = paths.callers(row.callers(), 2);
    long text = stream.pieces().stream().mapToLong(piece -> piece.bytes().length).sum();
    return new Channel(
        ChannelName.of(row.direction(), row.callee(), callers, row.space(), Layout.SPREAD, 0, 0)
            .text(),
        Double.NaN,
        new Carrier.OfOutputs(
            row.direction(),
            row.user(),
            row.space(),
            row.callee(),
            callers,
            List.of(row.id()),
            stream.span().low(),
            stream.span().high(),
            Layout.SPREAD,
            List.of()),
        stream.pieces(),
        text,
        0,
        !row.cut() && text == row.bytes(),
        List.copyOf(stream.taps()),
        steps);
  }
}
