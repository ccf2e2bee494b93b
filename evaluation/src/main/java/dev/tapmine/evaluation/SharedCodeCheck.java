package dev.tapmine.evaluation;

import dev.tapmine.questions.Fold;
import dev.tapmine.questions.FoldedTap;
import dev.tapmine.questions.Folds;
import dev.tapmine.questions.TapName;
import dev.tapmine.taps.TapSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Whether a fold by code gives one tap where several runs of a program share a library at
/// different addresses, and all that they wrote is in it.
final class SharedCodeCheck {
  private static final String FAMILY = "library";

  private final TapSource source;
  private final Map<WitnessRun, List<KnownTap>> tapsOf;

  /// @param tapsOf each run's taps
  SharedCodeCheck(TapSource source, Map<WitnessRun, List<KnownTap>> tapsOf) {
    this.source = source;
    this.tapsOf = tapsOf;
  }

  CaseResult check() throws IOException {
    Map<String, List<KnownTap>> byTruth = new LinkedHashMap<>();
    Set<Long> addresses = new HashSet<>();
    int runs = 0;
    for (Map.Entry<WitnessRun, List<KnownTap>> entry : tapsOf.entrySet()) {
      boolean uses = false;
      for (Truth truth : entry.getKey().truths()) {
        if (truth.family().equals(FAMILY) && !truth.stack()) {
          uses = true;
          addresses.add(truth.low());
          byTruth
              .computeIfAbsent(
                  "%s %s".formatted(truth.direction(), truth.name()), _ -> new ArrayList<>())
              .addAll(its(truth, entry.getValue()));
        }
      }
      runs += uses ? 1 : 0;
    }
    int one = 0;
    for (List<KnownTap> taps : byTruth.values()) {
      one += oneAtEveryDepth(taps, runs) ? 1 : 0;
    }
    return new CaseResult(
        "shared-code",
        "%d streams of %d runs, one tap each".formatted(byTruth.size(), runs),
        "%d one tap each, of code at %d addresses".formatted(one, addresses.size()),
        one == byTruth.size() && runs > 1);
  }

  private List<KnownTap> its(Truth truth, List<KnownTap> taps) throws IOException {
    int depth = source.mined().depth();
    return taps.stream()
        .filter(t -> t.direction() == truth.direction() && truth.isIn(t.pc()))
        .filter(t -> truth.calledBy(t.callers(), depth))
        .toList();
  }

  private boolean oneAtEveryDepth(List<KnownTap> taps, int runs) throws IOException {
    for (int depth = 0; depth <= source.mined().depth(); depth++) {
      Folds folds = folds(depth);
      Set<FoldedTap> found = new HashSet<>();
      for (KnownTap tap : taps) {
        found.add(folds.named(new TapName(tap.id(), Fold.byCode(depth))));
      }
      if (found.size() != 1 || found.iterator().next().spaces() != runs) {
        return false;
      }
    }
    return !taps.isEmpty();
  }

  private final Map<Integer, Folds> byDepth = new LinkedHashMap<>();

  private Folds folds(int depth) throws IOException {
    if (!byDepth.containsKey(depth)) {
      byDepth.put(depth, Folds.of(source, Fold.byCode(depth)));
    }
    return Objects.requireNonNull(byDepth.get(depth));
  }
}
