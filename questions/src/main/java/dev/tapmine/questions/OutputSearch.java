package dev.tapmine.questions;

import dev.tapmine.taps.OutputContextRow;
import dev.tapmine.taps.OutputRow;
import dev.tapmine.taps.TapSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Searches what activations leave behind for bytes, however many instructions put them there.
///
/// An output is what an activation *and those it called* left, so the same bytes come again with
/// each caller further out. Of occurrences at one address whose times lie within each other's only
/// the innermost is told: it is the function that put the bytes together.
final class OutputSearch {
  /// Occurrences held at the most, some 80 bytes each.
  private static final int MOST = 1 << 20;

  /// Bytes shown before and behind an occurrence.
  private static final int AROUND = 16;

  /// Among how many at one address an inner one is looked for.
  private static final int LOOK_BACK = 64;

  private final List<OutputContextRow> contexts = new ArrayList<>();
  private final Finder finder;
  private final List<Occurrence> found = new ArrayList<>();
  private long bytes;
  private long cut;
  private long dropped;

  /// Where something that is searched for stands in an output.
  ///
  /// @param at where in `around` it begins
  record Occurrence(
      int sought,
      OutputContextRow context,
      int activation,
      long address,
      int length,
      long first,
      long last,
      byte[] around,
      int at) {
    private boolean within(Occurrence outer) {
      return first >= outer.first && last <= outer.last;
    }

    private boolean samePlace(Occurrence other) {
      return sought == other.sought
          && address == other.address
          && context.direction() == other.context.direction()
          && context.space() == other.context.space();
    }
  }

  /// The shortest at a place comes first, and of equal ones that of the newest activation, which
  /// the others have called.
  private static final Comparator<Occurrence> INNERMOST =
      Comparator.comparingInt(Occurrence::sought)
          .thenComparing((Occurrence o) -> o.context().direction())
          .thenComparingInt(o -> o.context().space())
          .thenComparing(Occurrence::address, Long::compareUnsigned)
          .thenComparingInt(Occurrence::length)
          .thenComparingLong(Occurrence::last)
          .thenComparing(Occurrence::activation, (a, b) -> Integer.compareUnsigned(b, a))
          .thenComparingInt(o -> o.context().id());

  private OutputSearch(Finder finder) {
    this.finder = finder;
  }

  /// Searches all that is kept.
  static OutputSearch of(
      TapSource source, List<? extends Sought> sought, TapFilter filter, boolean ignoreCase)
      throws IOException {
    OutputSearch search =
        new OutputSearch(Finder.of(sought, ignoreCase, source.mined().bigEndian()));
    source.outputContexts(search.contexts::add);
    source.outputs(
        context -> {
          OutputContextRow row = search.contexts.get(context);
          boolean wanted = filter.accepts(row.direction(), row.user(), row.bytes());
          search.cut += wanted ? row.outputs() - row.rewrites() - row.kept() : 0;
          return wanted;
        },
        search::look);
    return search;
  }

  private void look(OutputRow row) {
    bytes += row.bytes().length;
    finder.search(
        row.bytes(),
        offset -> row.address() + offset,
        (sought, begin, end) -> {
          if (found.size() < MOST) {
            int from = Math.max(0, begin - AROUND);
            int to = Math.min(row.bytes().length, Math.min(end, begin + Search.SHOWN) + AROUND);
            found.add(
                new Occurrence(
                    sought,
                    contexts.get(row.context()),
                    row.activation(),
                    row.address() + begin,
                    row.bytes().length,
                    row.first(),
                    row.last(),
                    Arrays.copyOfRange(row.bytes(), from, to),
                    begin - from));
          } else {
            dropped++;
          }
        });
  }

  /// Something that is searched for, in the outputs of one context.
  record Place(int sought, OutputContextRow context) implements Comparable<Place> {
    private static final Comparator<Place> ORDER =
        Comparator.comparingInt(Place::sought).thenComparingInt(place -> place.context().id());

    @Override
    public int compareTo(Place other) {
      return ORDER.compare(this, other);
    }
  }

  /// The innermost occurrences, by what was searched for and context, each place's in the order of
  /// their times.
  Map<Place, List<Occurrence>> innermost() {
    found.sort(INNERMOST);
    Map<Place, List<Occurrence>> places = new TreeMap<>();
    List<Occurrence> inner = new ArrayList<>();
    for (Occurrence each : found) {
      if (!inner.isEmpty() && !inner.getFirst().samePlace(each)) {
        inner.clear();
      }
      boolean again =
          inner.subList(Math.max(0, inner.size() - LOOK_BACK), inner.size()).stream()
              .anyMatch(other -> other.within(each));
      if (!again) {
        inner.add(each);
        places
            .computeIfAbsent(new Place(each.sought(), each.context()), any -> new ArrayList<>())
            .add(each);
      }
    }
    Comparator<Occurrence> inTime =
        Comparator.comparingLong(Occurrence::first).thenComparingLong(Occurrence::last);
    places.values().forEach(list -> list.sort(inTime));
    return places;
  }

  /// Bytes searched.
  long bytes() {
    return bytes;
  }

  /// Outputs that were not kept when they were mined.
  long cut() {
    return cut;
  }

  /// Occurrences passed over for want of room.
  long dropped() {
    return dropped;
  }
}
