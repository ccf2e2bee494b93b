package dev.tapmine.cli;

import dev.tapmine.questions.Cluster;
import dev.tapmine.questions.ClusterMethod;
import dev.tapmine.questions.ClusterOptions;
import dev.tapmine.questions.Clustering;
import dev.tapmine.questions.Fold;
import dev.tapmine.questions.FoldedTap;
import dev.tapmine.questions.Folds;
import dev.tapmine.questions.Labels;
import dev.tapmine.questions.TapFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tapmine eval clusters`: do clusters and labels agree with people?
@Command(
    name = "clusters",
    description = {
      "Compares clusters and label rules with labels that people gave to samples without seeing",
      "either: a row for each method, labeler and set of labels."
    },
    mixinStandardHelpOptions = true)
final class EvalClustersCommand implements Callable<Integer> {
  @Mixin private IndexOptions index = new IndexOptions();

  @Option(
      names = "--samples",
      required = true,
      paramLabel = "FOLDER",
      description = "A folder with the key.csv of \"tapmine sample\" and files labels-NAME.csv.")
  @SuppressWarnings("NullAway.Init") // required
  private Path samples;

  @Option(names = "-k", paramLabel = "K", description = "Clusters to begin with (default: 10).")
  private int k = 10;

  @Option(names = "--seed", paramLabel = "N", description = "Of the clustering (default: 1).")
  private long seed = 1;

  @Option(
      names = "--drawn",
      paramLabel = "HOW",
      description = "Only samples drawn as in the paper, or uniform ones (default: all).")
  private @Nullable String drawn;

  @Option(
      names = "--differences",
      description = "Say on which samples the rules and a labeler differ, a line each.")
  private boolean differences;

  @Mixin private Answer answer = new Answer();

  @Override
  public Integer call() throws IOException, UsageException {
    List<SampleLabels> labelers = labelers();
    try (AskedIndex asked = index.open()) {
      int depth = Math.min(1, asked.taps().mined().depth());
      Folds folds = Folds.at(asked.taps(), depth);
      Map<Integer, Integer> foldOf = found(folds);
      ClusterScores scores = new ClusterScores(String.valueOf(samples.getFileName()), k);
      Labels labels = Labels.of(asked.taps(), folds, TapFilter.longerThan(TapFilter.MIN_BYTES));
      Map<String, IntFunction<String>> methods = new LinkedHashMap<>();
      for (ClusterMethod method : ClusterMethod.values()) {
        methods.put(ClusterChoice.name(method), clusters(asked, folds, method));
      }
      methods.put("redundancy", fold -> labels.redundancy(fold).words());
      for (SampleLabels labeler : labelers) {
        for (var method : methods.entrySet()) {
          scores.add(method.getKey(), labeler, by(foldOf, method.getValue()), null);
        }
        Map<Integer, String> content =
            by(foldOf, fold -> SampleLabels.content(labels.content(fold)));
        Map<Integer, String> table5 = by(foldOf, fold -> labels.table5(fold).code());
        scores.add("rules", labeler, content, table5);
        if (differences) {
          tellDifferences(labeler, content, labeler.content());
          tellDifferences(labeler, table5, labeler.table5());
        }
        for (SampleLabels other : labelers) {
          if (!other.name().equals(labeler.name())) {
            scores.add("labeler " + other.name(), labeler, other.content(), other.table5());
          }
        }
      }
      answer.print(scores.table());
      answer.note("%d samples are in this index".formatted(foldOf.size()));
    }
    return ExitCode.DONE;
  }

  private void tellDifferences(
      SampleLabels labeler, Map<Integer, String> rules, Map<Integer, String> people) {
    people.forEach((number, said) -> {
      String rule = rules.getOrDefault(number, said);
      if (!rule.equals(said)) {
        answer.note(
            "sample %d: %s for %s, %s by rule".formatted(number, said, labeler.name(), rule));
      }
    });
  }

  private List<SampleLabels> labelers() throws IOException, UsageException {
    List<SampleLabels> labelers = new ArrayList<>();
    try (Stream<Path> files = Files.list(samples)) {
      for (Path file :
          files
              .filter(f -> String.valueOf(f.getFileName()).matches("labels-.*\\.csv"))
              .sorted()
              .toList()) {
        labelers.add(SampleLabels.of(file));
      }
    }
    if (labelers.isEmpty()) {
      throw new UsageException(
          samples + " holds no labels: give each labeler's file the name labels-NAME.csv.");
    }
    return labelers;
  }

  /// The fold of each sample that this index has, by the sample's number.
  private Map<Integer, Integer> found(Folds folds) throws IOException, UsageException {
    Map<String, Integer> numbers = new HashMap<>();
    for (SampleKey key : SampleKey.in(samples)) {
      if (drawn == null || key.drawn().equals(drawn) || key.drawn().equals("both")) {
        numbers.put(key.identity(), key.number());
      }
    }
    Map<Integer, Integer> found = new TreeMap<>();
    for (int fold = 0; fold < folds.size(); fold++) {
      FoldedTap tap = folds.tap(fold);
      Integer number = numbers.get(SampleKey.of(0, "", tap).identity());
      if (number != null && tap.bytes() >= TapFilter.MIN_BYTES) {
        found.putIfAbsent(number, fold);
      }
    }
    return found;
  }

  private IntFunction<String> clusters(AskedIndex asked, Folds folds, ClusterMethod method)
      throws IOException {
    Clustering clustering =
        Clustering.of(
            asked.taps(),
            folds,
            new ClusterOptions(
                Fold.bySpace(folds.depth()),
                TapFilter.longerThan(TapFilter.MIN_BYTES),
                method,
                k,
                seed,
                0));
    List<Cluster> clusters = clustering.clusters();
    return fold -> {
      int number = clustering.clusterOf(fold);
      return number == 0
          ? "none"
          : method == ClusterMethod.PROFILES
              ? SampleLabels.content(clusters.get(number - 1).content())
              : Integer.toString(number);
    };
  }

  private static Map<Integer, String> by(Map<Integer, Integer> foldOf, IntFunction<String> method) {
    Map<Integer, String> parts = new TreeMap<>();
    foldOf.forEach((number, fold) -> parts.put(number, method.apply(fold)));
    return parts;
  }
}
