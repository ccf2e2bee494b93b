package dev.tapmine.questions;

import dev.tapmine.taps.OutputContextRow;
import dev.tapmine.taps.OutputRow;
import dev.tapmine.taps.TapSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/// What functions leave behind, by rules: text, and formats that an analyst looks for, in the first
/// four kilobytes of their outputs. What several instructions put together is whole only there, as
/// a URL or a certificate that an unrolled copy moves.
///
/// Outputs have no access width, so what is no text is known by its formats alone.
public final class OutputLabels {
  private static final int BYTES = 4096;

  /// Share of the bytes, or for UTF-16 of the pairs of bytes, that must be text.
  private static final double TEXT = 0.5;

  /// Shorter outputs do not count as UTF-16: a letter and the zero that ends it are a string.
  private static final int LEAST_UTF16 = 4;

  /// What one function, told apart by two callers, leaves.
  ///
  /// @param channel it, with the beginning of its stream
  /// @param content [Content#TEXT] or [Content#UTF16]; none where it is neither
  /// @param confidence share of text, 0 to 1; 0 where it is none
  /// @param bytes in all its outputs, those not kept included
  public record Label(
      Channel channel,
      Optional<Content> content,
      double confidence,
      Set<Format> formats,
      long bytes) {
    /// Copies the set, in the order of the formats.
    public Label {
      EnumSet<Format> copy = EnumSet.noneOf(Format.class);
      copy.addAll(formats);
      formats = Collections.unmodifiableSet(copy);
    }
  }

  private record Found(
      OutputContextRow row, Optional<Content> content, double confidence, Set<Format> formats) {}

  /// The surest text first, of equal ones the longest.
  private static final Comparator<Found> SUREST =
      Comparator.comparingDouble((Found found) -> -found.confidence())
          .thenComparingLong(found -> -found.row().bytes())
          .thenComparingInt(found -> found.row().id());

  private final List<OutputContextRow> contexts = new ArrayList<>();
  private final BiPredicate<Optional<Content>, Set<Format>> wanted;
  private final List<Found> found = new ArrayList<>();
  private final byte[] buffer = new byte[BYTES];
  private int context = -1;
  private int length;

  /// Of the bytes in it, without those between outputs: all, and those that are printable.
  private int seen;

  private int printable;

  /// Bytes of pairs of a printable character and a zero, and the other way round, at even places of
  /// their output.
  private final int[] pairs = new int[2];

  private OutputLabels(BiPredicate<Optional<Content>, Set<Format>> wanted) {
    this.wanted = wanted;
  }

  /// Labels what functions that a filter accepts have left; what is neither text nor of any format,
  /// and what code of which no call is known has left, is passed over.
  ///
  /// @param wanted which labels
  /// @param most to return at the most
  public static List<Label> of(
      TapSource source,
      TapFilter filter,
      BiPredicate<Optional<Content>, Set<Format>> wanted,
      int most)
      throws IOException {
    OutputLabels labels = new OutputLabels(wanted);
    source.outputContexts(labels.contexts::add);
    source.outputs(
        id -> {
          OutputContextRow row = labels.contexts.get(id);
          return row.callee() != 0 && filter.accepts(row.direction(), row.user(), row.bytes());
        },
        labels::take);
    labels.judge();
    labels.found.sort(SUREST);
    List<Found> chosen = labels.found.subList(0, Math.min(most, labels.found.size()));
    Set<Integer> ids = new HashSet<>();
    chosen.forEach(each -> ids.add(each.row().id()));
    ContextChannels channels = ContextChannels.of(source, ContextPaths.of(source), ids);
    return chosen.stream()
        .map(each ->
            new Label(
                channels.channel(each.row(), steps(each.row())),
                each.content(),
                each.confidence(),
                each.formats(),
                each.row().bytes()))
        .toList();
  }

  /// Rows come by context; a zero byte stands between two outputs, so that they are not one word.
  private void take(OutputRow row) {
    if (row.context() != context) {
      judge();
      context = row.context();
      length = 0;
      seen = 0;
      printable = 0;
      Arrays.fill(pairs, 0);
    }
    byte[] bytes = row.bytes();
    int more = Math.min(bytes.length, BYTES - length);
    System.arraycopy(bytes, 0, buffer, length, more);
    length += more;
    if (length < BYTES) {
      buffer[length++] = 0;
    }
    count(bytes, more);
  }

  private void count(byte[] bytes, int upTo) {
    seen += upTo;
    for (int i = 0; i < upTo; i++) {
      printable += TextForm.printable(bytes[i]) ? 1 : 0;
    }
    for (int i = 1; i < upTo && upTo >= LEAST_UTF16; i += 2) {
      pairs[0] += TextForm.printable(bytes[i - 1]) && bytes[i] == 0 ? 2 : 0;
      pairs[1] += bytes[i - 1] == 0 && TextForm.printable(bytes[i]) ? 2 : 0;
    }
  }

  private void judge() {
    if (seen == 0) {
      return;
    }
    double text = (double) printable / seen;
    double utf16 = (double) Math.max(pairs[0], pairs[1]) / seen;
    Optional<Content> content =
        utf16 >= TEXT
            ? Optional.of(Content.UTF16)
            : text >= TEXT ? Optional.of(Content.TEXT) : Optional.empty();
    Set<Format> formats = Format.in(Arrays.copyOf(buffer, length));
    if ((content.isPresent() || !formats.isEmpty()) && wanted.test(content, formats)) {
      double confidence = content.isEmpty() ? 0 : Math.max(text, utf16);
      found.add(new Found(contexts.get(context), content, confidence, formats));
    }
  }

  private static List<String> steps(OutputContextRow row) {
    return List.of(
        "Outputs of one function under one caller and its caller: %,d, of which %,d are kept."
            .formatted(row.outputs(), row.kept()),
        "Labelled by their first four kilobytes.");
  }
}
