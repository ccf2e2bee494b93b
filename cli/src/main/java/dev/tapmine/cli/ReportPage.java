package dev.tapmine.cli;

import dev.tapmine.questions.Cluster;
import dev.tapmine.questions.FoldedTap;
import dev.tapmine.questions.TapStream;
import dev.tapmine.questions.TapStreams;
import dev.tapmine.questions.ValuePreview;
import dev.tapmine.taps.Mined;
import java.io.IOException;
import java.util.List;

/// The page of `tapmine report`: pure ASCII, nothing fetched from elsewhere, no script. All that a
/// guest chose goes through [Markup].
final class ReportPage {
  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"><title>Tapmine report</title>
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <style>
      body { font-family: sans-serif; margin: 2em auto; max-width: 75em; color: #222 }
      table { border-collapse: collapse; font-size: 85% }
      th, td { text-align: left; padding: 0.2em 0.8em 0.2em 0; vertical-align: top }
      th { border-bottom: 1px solid #999 }
      td.number { text-align: right }
      pre { background: #f4f4f4; padding: 0.5em; overflow-x: auto; font-size: 80% }
      h3 { margin-bottom: 0.2em }
      svg { width: 100%; border: 1px solid #ccc }
      </style></head><body>
      """;
  private static final long STREAM = 256;

  private final AskedIndex index;
  private final StringBuilder html = new StringBuilder(HEAD);

  ReportPage(AskedIndex index) {
    this.index = index;
  }

  String html() {
    return html + "</body></html>\n";
  }

  /// What was mined.
  void about() throws IOException {
    Mined mined = index.taps().mined();
    html.append("<h1>What a recording holds</h1>\n<p>Recording ")
        .append(Markup.guest(index.taps().origin().recording()))
        .append(", ")
        .append(Markup.guest(mined.architecture()))
        .append(
            Markup.escaped(
                ": %,d instructions, %,d taps%s."
                    .formatted(
                        mined.instructions(),
                        index.taps().size(),
                        mined.complete() ? "" : "; the trace ended early")))
        .append(
            "</p>\n<p>A tap is a place where memory is read or written: an instruction and who"
                + " called it. What passes through it is its stream.</p>\n");
  }

  /// A table under a heading.
  void table(String heading, Table table) {
    html.append("<h2>").append(Markup.guest(heading)).append("</h2>\n<table>\n<tr>");
    table.headings().forEach(h -> html.append("<th>").append(Markup.escaped(h)).append("</th>"));
    html.append("</tr>\n");
    for (List<Cell> row : table.shownRows()) {
      html.append("<tr>");
      for (Cell cell : row) {
        html.append(cell.number() ? "<td class=\"number\">" : "<td>")
            .append(Markup.escaped(cell.shown()))
            .append("</td>");
      }
      html.append("</tr>\n");
    }
    html.append("</table>\n");
  }

  /// The map, which is SVG of Tapmine's own.
  void map(String svg) {
    html.append(
            "<h2>Map</h2>\n<p>Each dot is a tap or several; near each other are those that carry"
                + " the same kind of values.</p>\n")
        .append(svg);
  }

  /// The clusters, each with the beginnings of typical streams.
  void clusters(List<Cluster> clusters) throws IOException {
    html.append("<h2>Clusters</h2>\n");
    List<FoldedTap> typical = clusters.stream().flatMap(c -> c.typical().stream()).toList();
    List<TapStream> streams = TapStreams.of(index.taps(), typical, STREAM);
    ValuePreview preview = ValuePreview.of(index.taps());
    int next = 0;
    for (Cluster cluster : clusters) {
      html.append("<h3>%d. %s</h3>%n".formatted(cluster.number(), Markup.escaped(cluster.name())))
          .append(
              "<p>%s</p>%n"
                  .formatted(
                      Markup.escaped(
                          "%,d taps, %,d bytes. Redundancy: %s. Labels: %s. Apart: %s."
                              .formatted(
                                  cluster.taps(),
                                  cluster.bytes(),
                                  ClusterChoice.mix(cluster.redundancies(), cluster.taps()),
                                  ClusterChoice.mix(cluster.contents(), cluster.taps()),
                                  cluster.apart()))));
      for (FoldedTap tap : cluster.typical()) {
        html.append("<p>")
            .append(
                Markup.escaped(tap.name() + " " + RankAnswer.direction(tap.direction()).shown()))
            .append(" in ")
            .append(Markup.escaped(index.place(tap).shown()))
            .append(", called by ")
            .append(Markup.escaped(index.caller(tap).shown()))
            .append("</p>\n<pre>");
        for (String line : preview.lines(tap.space(), streams.get(next).runs())) {
          html.append(Markup.guest(line)).append('\n');
        }
        html.append("</pre>\n");
        next++;
      }
    }
  }
}
