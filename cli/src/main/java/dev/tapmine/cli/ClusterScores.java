package dev.tapmine.cli;

import dev.tapmine.evaluation.Agreement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The table of experiment E3: how well partitions of samples agree with labels.
final class ClusterScores {
  private static final Set<String> TEXTS =
      Set.of("text", "utf16", "woa", "fna", "ura", "wou", "fnu", "inu");

  private final String recording;
  private final int k;
  private final Table table =
      new Table()
          .column("recording", "recording")
          .column("method", "method")
          .column("labels", "labels")
          .column("labeler", "labeler")
          .column("k", "k")
          .column("samples", "samples")
          .column("ari", "ARI")
          .column("ariLow", "from")
          .column("ariHigh", "to")
          .column("ariRest", "ARI of rest")
          .column("nmi", "NMI")
          .column("purity", "purity")
          .column("kappa", "kappa")
          .column("textRecall", "text recall")
          .column("textPrecision", "precision");

  /// @param recording what was clustered
  ClusterScores(String recording, int k) {
    this.recording = recording;
    this.k = k;
  }

  Table table() {
    return table;
  }

  /// Adds a row for each set of labels.
  ///
  /// @param parts what the method says of each sample
  /// @param table5 what it says in the seed paper's labels, if that is something else; with it,
  ///   names are compared too
  void add(
      String method,
      SampleLabels labeler,
      Map<Integer, String> parts,
      @Nullable Map<Integer, String> table5) {
    row(method, "content", labeler.name(), labeler.content(), parts, table5 != null);
    row(
        method,
        "table5",
        labeler.name(),
        labeler.table5(),
        table5 == null ? parts : table5,
        table5 != null);
  }

  private void row(
      String method,
      String set,
      String labeler,
      Map<Integer, String> labels,
      Map<Integer, String> parts,
      boolean named) {
    List<Integer> both = new ArrayList<>(labels.keySet());
    both.retainAll(parts.keySet());
    if (both.isEmpty()) {
      return;
    }
    List<String> truth = both.stream().map(n -> labels.getOrDefault(n, "")).toList();
    List<String> found = both.stream().map(n -> parts.getOrDefault(n, "")).toList();
    Agreement agreement = agreement(truth, found);
    Agreement.Interval interval = agreement.ariInterval();
    Text text = Text.of(truth, found);
    table.row(
        new Cell.Text(recording),
        new Cell.Text(method),
        new Cell.Text(set),
        new Cell.Text(labeler),
        new Cell.Count(k),
        new Cell.Count(both.size()),
        new Cell.Measure(agreement.ari(), 3),
        new Cell.Measure(interval.low(), 3),
        new Cell.Measure(interval.high(), 3),
        new Cell.Measure(rest(truth, found), 3),
        new Cell.Measure(agreement.nmi(), 3),
        new Cell.Measure(agreement.purity(), 3),
        named ? new Cell.Measure(agreement.kappa(), 3) : new Cell.Missing(),
        text.recall(),
        text.precision());
  }

  private static Agreement agreement(List<String> one, List<String> other) {
    Map<String, Integer> numbers = new HashMap<>();
    return new Agreement(
        one.stream().mapToInt(n -> number(numbers, n)).toArray(),
        other.stream().mapToInt(n -> number(numbers, n)).toArray());
  }

  private static int number(Map<String, Integer> numbers, String name) {
    return numbers.computeIfAbsent(name, _ -> numbers.size());
  }

  /// The index without the samples of the most frequent label.
  private static double rest(List<String> truth, List<String> found) {
    Map<String, Long> counts =
        truth.stream().collect(Collectors.groupingBy(n -> n, Collectors.counting()));
    String largest =
        counts.entrySet().stream()
            .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry::getKey))
            .map(Map.Entry::getKey)
            .orElse("");
    List<String> oneRest = new ArrayList<>();
    List<String> otherRest = new ArrayList<>();
    for (int i = 0; i < truth.size(); i++) {
      if (!truth.get(i).equals(largest)) {
        oneRest.add(truth.get(i));
        otherRest.add(found.get(i));
      }
    }
    return agreement(oneRest, otherRest).ari();
  }

  /// How well text is found: parts of which text is half and more count as text.
  private record Text(Cell recall, Cell precision) {
    static Text of(List<String> truth, List<String> found) {
      Map<String, Integer> all = new HashMap<>();
      Map<String, Integer> texts = new HashMap<>();
      int total = 0;
      for (int i = 0; i < truth.size(); i++) {
        int text = TEXTS.contains(truth.get(i)) ? 1 : 0;
        total += text;
        all.merge(found.get(i), 1, Integer::sum);
        texts.merge(found.get(i), text, Integer::sum);
      }
      int called = 0;
      int right = 0;
      for (Map.Entry<String, Integer> part : texts.entrySet()) {
        int size = all.getOrDefault(part.getKey(), 0);
        if (part.getValue() * 2 >= size) {
          called += size;
          right += part.getValue();
        }
      }
      return new Text(share(right, total), share(right, called));
    }

    private static Cell share(int part, int of) {
      return of == 0 ? new Cell.Missing() : new Cell.Measure((double) part / of, 3);
    }
  }
}
