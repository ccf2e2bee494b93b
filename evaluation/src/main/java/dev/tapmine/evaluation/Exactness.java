package dev.tapmine.evaluation;

import dev.tapmine.taps.SpaceRow;
import dev.tapmine.taps.TapSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongPredicate;

/// Compares an index with what the witness said: byte by byte, count by count, caller by caller.
///
/// The witness does not know its address space's number; each run's is the one in which most of its
/// truths hold. Two runs never have one space.
public final class Exactness {
  private static final int DEVIATIONS_NAMED = 3;

  private final List<WitnessRun> runs;
  private final KnownTaps taps;
  private final Map<WitnessRun, Integer> spaceOf = new HashMap<>();

  private Exactness(List<WitnessRun> runs, KnownTaps taps) {
    this.runs = runs;
    this.taps = taps;
    runs.forEach(run -> spaceOf.put(run, bestSpace(run)));
  }

  /// Loads from an index what the runs speak of.
  public static Exactness of(TapSource source, List<WitnessRun> runs) throws IOException {
    List<Truth> truths = runs.stream().flatMap(r -> r.truths().stream()).toList();
    boolean all = truths.stream().anyMatch(Truth::anyCode);
    LongPredicate wanted = pc -> all || truths.stream().anyMatch(t -> t.isIn(pc));
    return new Exactness(runs, KnownTaps.of(source, wanted));
  }

  private int bestSpace(WitnessRun run) {
    int best = 0;
    long most = -1;
    for (int space : taps.spacesWithTaps()) {
      TruthCheck check = new TruthCheck(run, taps, space);
      long holds =
          run.truths().stream()
              .filter(t -> !t.stack() && !t.anyCode() && !(t.claim() instanceof Claim.OwnCaller))
              .filter(t -> check.deviation(t).isEmpty())
              .count();
      if (holds > most) {
        most = holds;
        best = space;
      }
    }
    return best;
  }

  /// A row for each family of cases.
  ///
  /// @param stack whether the index has stack slots: then those are compared, else all others
  public List<CaseResult> cases(boolean stack) {
    Map<String, Tally> tallies = new LinkedHashMap<>();
    for (WitnessRun run : runs) {
      TruthCheck check = new TruthCheck(run, taps, Objects.requireNonNull(spaceOf.get(run)));
      for (Truth truth : run.truths()) {
        if (truth.stack() == stack) {
          Tally tally = tallies.computeIfAbsent(truth.family(), _ -> new Tally());
          tally.add(truth);
          check.deviation(truth).ifPresent(d -> tally.deviates(run, truth, d));
        }
      }
    }
    List<CaseResult> rows = new ArrayList<>();
    tallies.forEach((family, tally) -> rows.add(tally.row(family)));
    return rows;
  }

  private static final class Tally {
    private int truths;
    private long bytes;
    private int wrong;
    private final List<String> named = new ArrayList<>();

    void add(Truth truth) {
      truths++;
      bytes += truth.bytes();
    }

    void deviates(WitnessRun run, Truth truth, String how) {
      wrong++;
      if (named.size() < DEVIATIONS_NAMED) {
        named.add("%s (%s): %s".formatted(truth.name(), run, how));
      }
    }

    CaseResult row(String family) {
      String expected = "%,d streams, %,d bytes".formatted(truths, bytes);
      return new CaseResult(
          family,
          expected,
          wrong == 0 ? expected : "%,d differ: %s".formatted(wrong, String.join("; ", named)),
          wrong == 0);
    }
  }

  /// Whether all that the runs said came through, and each had a space of its own, also where it
  /// took over the page-table root of one before.
  public CaseResult spaces() {
    Set<Integer> spaces = new HashSet<>(spaceOf.values());
    long whole = runs.stream().filter(WitnessRun::whole).count();
    Map<Integer, SpaceRow> rows = new HashMap<>();
    taps.spaces().forEach(row -> rows.put(row.id(), row));
    long reused =
        spaces.stream()
            .filter(
                s -> rows.containsKey(s) && Objects.requireNonNull(rows.get(s)).incarnation() > 0)
            .count();
    String expected = "%d whole runs, %d spaces".formatted(runs.size(), runs.size());
    String measured = "%d whole runs, %d spaces".formatted(whole, spaces.size());
    return new CaseResult(
        "spaces",
        expected,
        measured + ", %d on a reused root".formatted(reused),
        measured.equals(expected) && !runs.isEmpty());
  }

  /// Whether a fold by code merges what the runs share.
  ///
  /// @param source the same as at the beginning
  public CaseResult sharedCode(TapSource source) throws IOException {
    Map<WitnessRun, List<KnownTap>> tapsOf = new LinkedHashMap<>();
    runs.forEach(run -> tapsOf.put(run, taps.in(Objects.requireNonNull(spaceOf.get(run)))));
    return new SharedCodeCheck(source, tapsOf).check();
  }

  /// Of all calls whose true caller is known, those that were mined under another.
  public CaseResult callers() {
    long expected = 0;
    long calls = 0;
    long wrong = 0;
    for (WitnessRun run : runs) {
      TruthCheck check = new TruthCheck(run, taps, Objects.requireNonNull(spaceOf.get(run)));
      for (Truth truth : run.truths()) {
        if (truth.claim() instanceof Claim.OwnCaller) {
          TruthCheck.Callers found = check.ownCallers(truth);
          expected += found.expected();
          calls += found.calls();
          wrong += found.wrong();
        }
      }
    }
    return new CaseResult(
        "callers",
        "%,d calls, 0 under another caller".formatted(expected),
        "%,d calls, %,d under another caller".formatted(calls, wrong),
        calls == expected && wrong == 0 && calls > 0);
  }
}
