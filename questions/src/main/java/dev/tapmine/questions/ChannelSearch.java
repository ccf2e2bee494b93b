package dev.tapmine.questions;

import dev.tapmine.taps.Direction;
import dev.tapmine.taps.OutputContextRow;
import dev.tapmine.taps.TapSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds the channels that bytes pass through: plain taps whose streams hold them, and functions
/// that put them together of what several instructions write or read.
///
/// Where one tap has all of a function's occurrences, the tap is told and the function is not. The
/// order is that in which the bytes reached them, so that the first is where they come from.
public final class ChannelSearch {
  /// Occurrences of a tap that are compared with a function's.
  private static final int COMPARED = 64;

  private final TapSource source;
  private final List<? extends Sought> sought;
  private final ContextPaths contexts;
  private final int mined;

  private ChannelSearch(TapSource source, List<? extends Sought> sought) throws IOException {
    this.source = source;
    this.sought = sought;
    this.contexts = ContextPaths.of(source);
    this.mined = source.mined().depth();
  }

  /// Searches.
  ///
  /// @param byCode whether user code is one tap in all spaces that share it
  /// @param ignoreCase whether bytes that are ASCII's letters match in either case
  /// @throws QuestionException when there is nothing to search for
  public static ChannelAnswer search(
      TapSource source,
      List<? extends Sought> sought,
      boolean byCode,
      TapFilter filter,
      boolean ignoreCase)
      throws IOException {
    SearchAnswer taps =
        Search.search(
            source,
            sought,
            new SearchOptions(
                new Fold(source.mined().depth(), byCode), filter, COMPARED, ignoreCase));
    OutputSearch outputs = OutputSearch.of(source, sought, filter, ignoreCase);
    return new ChannelSearch(source, sought).answer(taps, outputs);
  }

  private ChannelAnswer answer(SearchAnswer taps, OutputSearch outputs) throws IOException {
    List<ChannelHit> hits = new ArrayList<>();
    taps.hits().forEach(hit -> hits.add(tap(hit)));
    Map<OutputSearch.Place, List<OutputSearch.Occurrence>> places = outputs.innermost();
    places.entrySet().removeIf(place -> taps.hits().stream().anyMatch(hit -> has(hit, place)));
    Set<Integer> ids = new HashSet<>();
    places.keySet().forEach(place -> ids.add(place.context().id()));
    ContextChannels channels = ContextChannels.of(source, contexts, ids);
    places.forEach((place, occurrences) -> hits.add(outputs(place, occurrences, channels)));
    hits.sort(
        Comparator.comparingInt((ChannelHit hit) -> Sought.place(sought, hit.sought()))
            .thenComparingLong(hit -> hit.first().time())
            .thenComparing(hit -> hit.channel().name()));
    return new ChannelAnswer(hits, taps, outputs.bytes(), outputs.cut(), outputs.dropped());
  }

  /// Whether a tap has what a function has, as far as the tap's first occurrences tell.
  private boolean has(
      SearchHit hit, Map.Entry<OutputSearch.Place, List<OutputSearch.Occurrence>> place) {
    OutputContextRow context = place.getKey().context();
    if (sought.indexOf(hit.sought()) != place.getKey().sought()
        || hit.tap().direction() != context.direction()
        || hit.tap().space() != context.space()) {
      return false;
    }
    Map<Long, List<SearchHit.Place>> byAddress = new HashMap<>();
    hit.first()
        .forEach(at -> byAddress.computeIfAbsent(at.address(), a -> new ArrayList<>()).add(at));
    long last = hit.first().getLast().time();
    boolean all = hit.first().size() == hit.count();
    return place.getValue().stream()
        .filter(occurrence -> all || occurrence.last() <= last)
        .allMatch(occurrence ->
            byAddress.getOrDefault(occurrence.address(), List.of()).stream()
                .anyMatch(at -> at.time() >= occurrence.first() && at.time() <= occurrence.last()));
  }

  private ChannelHit tap(SearchHit hit) {
    FoldedTap tap = hit.tap();
    Channel channel =
        new Channel(
            tap.name().toString(mined),
            Double.NaN,
            new Carrier.OfTap(tap),
            List.of(),
            tap.bytes(),
            0,
            !tap.truncated(),
            tap.members(),
            List.of("A plain tap: its stream holds the bytes searched for."));
    return new ChannelHit(channel, hit.sought(), hit.count(), tap.bytes(), hit.first().getFirst());
  }

  private ChannelHit outputs(
      OutputSearch.Place place,
      List<OutputSearch.Occurrence> occurrences,
      ContextChannels channels) {
    OutputContextRow row = place.context();
    Channel channel = channels.channel(row, steps(row, occurrences.size()));
    OutputSearch.Occurrence first = occurrences.getFirst();
    return new ChannelHit(
        channel,
        sought.get(place.sought()),
        occurrences.size(),
        row.bytes(),
        new SearchHit.Place(0, first.first(), first.address(), true, first.around(), first.at()));
  }

  private static List<String> steps(OutputContextRow row, int occurrences) {
    String does = row.direction() == Direction.WRITE ? "written" : "read";
    return List.of(
        "Outputs of one function under one caller and its caller: %,d, of which %,d are kept."
            .formatted(row.outputs(), row.kept()),
        "In %,d places the bytes searched for stood in memory when the function returned, %s by it or by what it called, and by no function further in as a whole."
            .formatted(occurrences, does));
  }
}
