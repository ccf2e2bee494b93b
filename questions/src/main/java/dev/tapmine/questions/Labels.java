package dev.tapmine.questions;

import dev.tapmine.taps.TapSource;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What folds carry, by rules: [Content] from the profiles and from the commonest values, [Format]
/// and, for [Table5], the form of text from the first four kilobytes of each member's stream. Of a
/// fold's members the one of which most is there to look at says what form its text has; formats
/// are those of all.
public final class Labels {
  private static final int BYTES = 4096;

  private final Profiles profiles;
  private final BitSet accepted;
  private final Set<Format>[] formats;
  private final @Nullable TextForm[] forms;
  private final @Nullable ValueCounts[] values;
  private final int[] longest;

  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of sets
  private Labels(Profiles profiles, BitSet accepted, int size) {
    this.profiles = profiles;
    this.accepted = accepted;
    this.formats = new Set[size];
    this.forms = new @Nullable TextForm[size];
    this.values = new @Nullable ValueCounts[size];
    this.longest = new int[size];
    Arrays.fill(formats, Set.of());
  }

  /// Labels all folds that a filter accepts.
  public static Labels of(TapSource source, Folds folds, TapFilter filter) throws IOException {
    BitSet accepted = new BitSet(folds.size());
    for (int fold = 0; fold < folds.size(); fold++) {
      accepted.set(fold, folds.accepted(fold, filter));
    }
    Labels labels = new Labels(Profiles.of(source, folds), accepted, folds.size());
    Gatherer gatherer = labels.new Gatherer(folds, TapWidths.of(source));
    source.streams(
        tap -> {
          int fold = folds.foldOf(tap);
          return fold >= 0 && accepted.get(fold);
        },
        gatherer::take);
    gatherer.finish();
    return labels;
  }

  /// What a fold carries.
  public Content content(int fold) {
    return Content.of(shares(fold));
  }

  /// How sure that is, 0 to 1; 0 for what was not to be labelled or has no content.
  public double confidence(int fold) {
    Shares shares = shares(fold);
    return accepted.get(fold) && profiles.known(fold) ? Content.of(shares).confidence(shares) : 0;
  }

  /// How redundant a fold's stream is.
  public Redundancy redundancy(int fold) {
    return Redundancy.of(shares(fold));
  }

  /// The seed paper's label.
  public Table5 table5(int fold) {
    TextForm form = forms[fold];
    return Table5.of(shares(fold), form == null ? TextForm.of(new byte[0]) : form);
  }

  /// Formats that occur in it.
  public Set<Format> formats(int fold) {
    return EnumSet.copyOf(formats[fold].isEmpty() ? EnumSet.noneOf(Format.class) : formats[fold]);
  }

  private Shares shares(int fold) {
    ValueCounts counted = values[fold];
    return counted == null ? profiles.of(fold) : profiles.of(fold).with(counted);
  }

  private void add(int fold, byte[] stream, int width) {
    ValueCounts counted = values[fold];
    if (counted == null) {
      counted = new ValueCounts();
      values[fold] = counted;
    }
    counted.add(stream, width);
    Set<Format> found = Format.in(stream);
    if (!found.isEmpty()) {
      found.addAll(formats[fold]);
      formats[fold] = found;
    }
    if (stream.length > longest[fold]) {
      longest[fold] = stream.length;
      TextForm form = TextForm.of(stream);
      forms[fold] = form.printable() < 0.3 ? null : form;
    }
  }

  /// Puts together the beginning of a tap's stream, which comes in pieces.
  private final class Gatherer {
    private final Folds folds;
    private final TapWidths widths;
    private final byte[] buffer = new byte[BYTES];
    private int tap = -1;
    private int length;

    Gatherer(Folds folds, TapWidths widths) {
      this.folds = folds;
      this.widths = widths;
    }

    void take(int of, byte[] bytes, int count) {
      if (of != tap) {
        finish();
        tap = of;
        length = 0;
      }
      int more = Math.min(count, BYTES - length);
      System.arraycopy(bytes, 0, buffer, length, more);
      length += more;
    }

    void finish() {
      if (tap >= 0) {
        add(folds.foldOf(tap), Arrays.copyOf(buffer, length), widths.of(tap));
      }
    }
  }
}
