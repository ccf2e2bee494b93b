package dev.tapmine.cli;

import dev.tapmine.questions.Cluster;
import dev.tapmine.questions.ClusterMethod;
import dev.tapmine.questions.Clustering;
import dev.tapmine.questions.FoldedTap;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `tapmine cluster`: which taps are alike, and what each lot of them is.
@Command(
    name = "cluster",
    description = {
      "Brings together taps that carry the same kind of values, names each cluster, and says how",
      "redundant its streams are, what sets it apart and which taps are typical of it."
    },
    mixinStandardHelpOptions = true)
final class ClusterCommand implements Callable<Integer> {
  @Mixin private IndexOptions index = new IndexOptions();
  @Mixin private ClusterChoice choice = new ClusterChoice();
  @Mixin private FoldOptions fold = new FoldOptions();
  @Mixin private FilterOptions filter = new FilterOptions();
  @Mixin private Answer answer = new Answer();

  @Override
  public Integer call() throws IOException, UsageException {
    try (AskedIndex asked = index.open()) {
      Clustering clustering =
          Clustering.of(asked.taps(), choice.options(asked.taps().mined(), fold, filter));
      answer.print(table(asked, clustering.clusters()));
      answer.note(
          "%,d taps, method %s, seed %d"
              .formatted(
                  clustering.members().length, ClusterChoice.name(choice.method()), choice.seed()));
      if (clustering.clusters().isEmpty()) {
        answer.note("no tap has content that could be compared");
      }
    }
    return ExitCode.DONE;
  }

  private Table table(AskedIndex asked, List<Cluster> clusters) throws IOException {
    int mined = asked.taps().mined().depth();
    Previews previews =
        Previews.of(asked.taps(), clusters.stream().flatMap(c -> c.typical().stream()).toList());
    Table table =
        new Table()
            .column("cluster", "cluster")
            .column("name", "name")
            .column("taps", "taps")
            .column("bytes", "bytes")
            .column("redundancy", "redundancy")
            .column("labels", choice.method() == ClusterMethod.PROFILES ? "" : "labels")
            .column("apart", "what sets it apart")
            .column("typical", "typical")
            .column("pcSymbol", "pc")
            .column("preview", "preview");
    for (Cluster cluster : clusters) {
      boolean first = true;
      for (FoldedTap tap : cluster.typical()) {
        // People read the description once, programs have it in every row.
        boolean told = first || answer.json();
        table.row(
            new Cell.Count(cluster.number()),
            new Cell.Text(told ? cluster.name() : ""),
            told ? new Cell.Count(cluster.taps()) : new Cell.Text(""),
            told ? new Cell.Count(cluster.bytes()) : new Cell.Text(""),
            new Cell.Text(told ? ClusterChoice.mix(cluster.redundancies(), cluster.taps()) : ""),
            new Cell.Text(told ? ClusterChoice.mix(cluster.contents(), cluster.taps()) : ""),
            new Cell.Text(told ? cluster.apart() : ""),
            new Cell.Text(tap.name().toString(mined)),
            asked.place(tap),
            new Cell.Guest(previews.of(tap)));
        first = false;
      }
    }
    return table;
  }
}
