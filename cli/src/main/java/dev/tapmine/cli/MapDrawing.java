package dev.tapmine.cli;

import dev.tapmine.questions.Cluster;
import dev.tapmine.questions.Clustering;
import dev.tapmine.questions.TapMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A map of taps as SVG: a dot a tap, coloured by what its cluster carries, and a legend. Dots that
/// fall on one place are one dot, larger the more there are.
final class MapDrawing {
  private static final int SIDE = 720;
  private static final int EDGE = 20;
  private static final int GRID = 240;
  private static final int LEGEND = 220;
  private static final List<String> COLOURS =
      List.of(
          "#4c78a8", "#f58518", "#54a24b", "#e45756", "#72b7b2", "#b279a2", "#eeca3b", "#9d755d",
          "#ff9da6", "#7f7f7f", "#1f4e79", "#8c6d31");

  private MapDrawing() {}

  static String of(Clustering clustering, List<TapMap.Point> points) {
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">%n"
            .formatted(SIDE + LEGEND, SIDE));
    svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
    List<Cluster> clusters = clustering.clusters();
    Set<String> names = new LinkedHashSet<>();
    clusters.forEach(cluster -> names.add(cluster.content().words()));
    List<String> order = List.copyOf(names);
    dots(svg, clustering, points, order);
    for (int i = 0; i < order.size(); i++) {
      int y = EDGE + 22 * i;
      svg.append(
          "<circle cx=\"%d\" cy=\"%d\" r=\"6\" fill=\"%s\"/><text x=\"%d\" y=\"%d\">%s</text>%n"
              .formatted(SIDE + 10, y, colour(i), SIDE + 24, y + 4, Markup.escaped(order.get(i))));
    }
    return svg.append("</svg>\n").toString();
  }

  private static void dots(
      StringBuilder svg, Clustering clustering, List<TapMap.Point> points, List<String> order) {
    int[][] counts = new int[order.size()][(GRID + 1) * (GRID + 1)];
    for (TapMap.Point point : points) {
      int cluster = clustering.clusterOf(point.fold());
      String name = clustering.clusters().get(cluster - 1).content().words();
      int row = (int) (point.y() * GRID);
      int cell = row * (GRID + 1) + (int) (point.x() * GRID);
      counts[order.indexOf(name)][cell]++;
    }
    double step = (SIDE - 2.0 * EDGE) / GRID;
    for (int name = 0; name < order.size(); name++) {
      svg.append("<g fill=\"%s\" fill-opacity=\"0.6\">%n".formatted(colour(name)));
      for (int cell = 0; cell < counts[name].length; cell++) {
        int row = cell / (GRID + 1);
        if (counts[name][cell] > 0) {
          svg.append(
              String.format(
                  Locale.ROOT,
                  "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"/>%n",
                  EDGE + cell % (GRID + 1) * step,
                  SIDE - EDGE - row * step,
                  Math.min(9, 1.5 + Math.log(counts[name][cell]))));
        }
      }
      svg.append("</g>\n");
    }
  }

  private static String colour(int name) {
    return COLOURS.get(name % COLOURS.size());
  }
}
