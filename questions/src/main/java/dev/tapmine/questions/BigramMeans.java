package dev.tapmine.questions;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// k-means over byte pairs.
///
/// Under [Geometry#JENSEN_SHANNON] a row goes to the centre with the least Kullback-Leibler
/// divergence from it, and a centre is the mean of its rows. The sum of these divergences is the
/// rows' Jensen-Shannon loss, and both steps can only lessen it; going by the Jensen-Shannon
/// divergence to the mean instead need not. Under [Geometry#COSINE] a row goes to the centre of the
/// greatest cosine, as in the script published with the seed paper.
///
/// Either way the cost of a row and a centre is a sum over the row's bins of its weight times a
/// number of the centre's, so one loop serves both. It runs on all processors; the outcome depends
/// on rows, k and seed alone.
final class BigramMeans {
  /// How rows and centres are compared.
  enum Geometry {
    JENSEN_SHANNON,
    COSINE
  }

  private static final int ROUNDS = 30;

  /// A round that lessens the loss by a smaller share than this is the last: on 78,718 taps of a
  /// boot it was the tenth of k = 100, a quarter of a per cent above the thirtieth.
  private static final double SETTLED = 5e-4;

  private static final int SAMPLE = 4096;
  private static final int BLOCK = 512;

  /// What a centre lacks counts as this rare, so that divergences stay finite.
  private static final double FLOOR = 1e-9;

  private final BigramRows rows;
  private final Geometry geometry;
  private final int k;
  private final int[] nearest;
  private final double[] distances;

  /// What a row has in common with itself: less the entropy, or 1.
  private final double[] own;

  /// By bin, then by centre.
  private final float[] table;

  private double loss;

  private BigramMeans(BigramRows rows, Geometry geometry, int k) {
    this.rows = rows;
    this.geometry = geometry;
    this.k = k;
    this.nearest = new int[rows.size()];
    this.distances = new double[rows.size()];
    this.table = new float[Exemplar.BINS * k];
    this.own = IntStream.range(0, rows.size()).parallel().mapToDouble(this::own).toArray();
  }

  private double own(int row) {
    if (geometry == Geometry.COSINE) {
      return 1;
    }
    double sum = 0;
    for (int at = rows.begin(row); at < rows.end(row); at++) {
      sum += rows.weight(at) * Math.log(rows.weight(at));
    }
    return sum;
  }

  /// Clusters rows.
  ///
  /// @param k at most so many clusters
  static BigramMeans of(BigramRows rows, Geometry geometry, int k, long seed) {
    BigramMeans means = started(rows, geometry, k, seed);
    boolean changed = rows.size() > 0;
    for (int round = 0; changed && round < ROUNDS; round++) {
      double before = means.loss();
      changed = means.step() && before - means.loss() >= SETTLED * before;
    }
    return means;
  }

  /// Each row at the nearest of the rows that were drawn as first centres.
  static BigramMeans started(BigramRows rows, Geometry geometry, int k, long seed) {
    BigramMeans means = new BigramMeans(rows, geometry, Math.max(1, Math.min(k, rows.size())));
    if (rows.size() > 0) {
      means.start(new SplittableRandom(seed));
    }
    return means;
  }

  int k() {
    return k;
  }

  /// The cluster of a row.
  int nearest(int row) {
    return nearest[row];
  }

  /// The cluster of a histogram that is none of the rows.
  int nearest(char[] bins, long[] counts, int length, long total) {
    float[] sums = new float[k];
    for (int i = 0; i < length; i++) {
      add(sums, table, bins[i] * k, rows.weight(bins[i], (double) counts[i] / total));
    }
    int best = 0;
    for (int centre = 1; centre < k; centre++) {
      best = sums[centre] > sums[best] ? centre : best;
    }
    return best;
  }

  /// How far a row is from its centre: a divergence in nats, or 1 less the cosine.
  double distance(int row) {
    return distances[row];
  }

  /// The sum of all rows' distances, as they were before the centres last moved.
  double loss() {
    return loss;
  }

  /// Moves centres to their rows, then rows to their centres.
  ///
  /// @return whether a row changed sides
  boolean step() {
    move();
    return assign();
  }

  private void start(SplittableRandom random) {
    int[] all = new int[rows.size()];
    Arrays.setAll(all, row -> row);
    int[] among = BigramRows.chosen(all, SAMPLE, random.nextLong());
    int[] centres = new int[k];
    double[] potential = new double[among.length];
    Arrays.fill(potential, Double.POSITIVE_INFINITY);
    int tries = 2 + (int) Math.log(k);
    for (int centre = 0; centre < k; centre++) {
      double least = Double.POSITIVE_INFINITY;
      double[] best = potential;
      for (int i = 0; i < (centre == 0 ? 1 : tries); i++) {
        int candidate = among[centre == 0 ? random.nextInt(among.length) : draw(potential, random)];
        double[] after = lessened(potential, among, candidate);
        double sum = Arrays.stream(after).sum();
        if (sum < least) {
          least = sum;
          best = after;
          centres[centre] = candidate;
        }
      }
      potential = best;
    }
    Arrays.fill(nearest, -1);
    for (int centre = 0; centre < k; centre++) {
      nearest[centres[centre]] = centre;
    }
    move();
    assign();
  }

  private static int draw(double[] potential, SplittableRandom random) {
    double draw = random.nextDouble() * Arrays.stream(potential).sum();
    int at = 0;
    while (at < potential.length - 1 && draw >= potential[at]) {
      draw -= potential[at++];
    }
    return at;
  }

  private double[] lessened(double[] potential, int[] among, int candidate) {
    double[] centre = new double[Exemplar.BINS];
    for (int at = rows.begin(candidate); at < rows.end(candidate); at++) {
      centre[rows.bin(at)] = rows.weight(at);
    }
    return IntStream.range(0, among.length)
        .parallel()
        .mapToDouble(i -> Math.min(potential[i], apart(among[i], centre)))
        .toArray();
  }

  /// The squared distance of two rows: their Jensen-Shannon divergence, whose root is a metric; or
  /// the square of 1 less the cosine.
  private double apart(int row, double[] other) {
    double sum = 0;
    double shared = 0;
    double sharedOfOther = 0;
    for (int at = rows.begin(row); at < rows.end(row); at++) {
      double q = other[rows.bin(at)];
      if (q > 0) {
        double p = rows.weight(at);
        if (geometry == Geometry.COSINE) {
          sum += p * q;
        } else {
          sum += p * Math.log(2 * p / (p + q)) + q * Math.log(2 * q / (p + q));
          shared += p;
          sharedOfOther += q;
        }
      }
    }
    if (geometry == Geometry.COSINE) {
      return Math.max(0, 1 - sum) * Math.max(0, 1 - sum);
    }
    double outside = Math.max(0, 1 - shared) + Math.max(0, 1 - sharedOfOther);
    return Math.max(0, 0.5 * (sum + JensenShannon.NOTHING_SHARED * outside));
  }

  /// A centre without rows is nobody's nearest any more.
  private void move() {
    Arrays.fill(table, 0);
    int[] counts = new int[k];
    for (int row = 0; row < rows.size(); row++) {
      int centre = nearest[row];
      if (centre >= 0) {
        counts[centre]++;
        for (int at = rows.begin(row); at < rows.end(row); at++) {
          table[rows.bin(at) * k + centre] += rows.weight(at);
        }
      }
    }
    double[] scale = new double[k];
    for (int i = 0; geometry == Geometry.COSINE && i < table.length; i++) {
      scale[i % k] += (double) table[i] * table[i];
    }
    for (int bin = 0; bin < Exemplar.BINS; bin++) {
      for (int centre = 0; centre < k; centre++) {
        float sum = table[bin * k + centre];
        table[bin * k + centre] =
            geometry == Geometry.COSINE
                ? (float) (sum == 0 ? 0 : sum / Math.sqrt(scale[centre]))
                : log(sum, counts[centre]);
      }
    }
  }

  private static float log(float sum, int count) {
    return count == 0
        ? Float.NEGATIVE_INFINITY
        : sum == 0 ? LOG_FLOOR : (float) Math.log(Math.max(FLOOR, sum / count));
  }

  private static final float LOG_FLOOR = (float) Math.log(FLOOR);

  private boolean assign() {
    int blocks = (rows.size() + BLOCK - 1) / BLOCK;
    boolean changed =
        IntStream.range(0, blocks)
            .parallel()
            .mapToObj(this::assignBlock)
            .reduce(false, Boolean::logicalOr);
    loss = Arrays.stream(distances).sum();
    return changed;
  }

  private boolean assignBlock(int block) {
    float[] sums = new float[k];
    boolean changed = false;
    for (int row = block * BLOCK; row < Math.min(rows.size(), (block + 1) * BLOCK); row++) {
      Arrays.fill(sums, 0);
      int end = rows.end(row);
      int at = rows.begin(row);
      for (; at + 4 <= end; at += 4) {
        addFour(at, sums, table);
      }
      for (; at < end; at++) {
        add(sums, table, rows.bin(at) * k, rows.weight(at));
      }
      int best = 0;
      for (int centre = 1; centre < k; centre++) {
        best = sums[centre] > sums[best] ? centre : best;
      }
      changed |= nearest[row] != best;
      nearest[row] = best;
      distances[row] = Math.max(0, own[row] - sums[best]);
    }
    return changed;
  }

  /// As [#add] of four bins; reads and writes the sums once.
  private void addFour(int at, float[] sums, float[] table) {
    int a = rows.bin(at) * k;
    int b = rows.bin(at + 1) * k;
    int c = rows.bin(at + 2) * k;
    int d = rows.bin(at + 3) * k;
    float ofA = rows.weight(at);
    float ofB = rows.weight(at + 1);
    float ofC = rows.weight(at + 2);
    float ofD = rows.weight(at + 3);
    for (int centre = 0; centre < sums.length; centre++) {
      sums[centre] +=
          ofA * table[a + centre]
              + ofB * table[b + centre]
              + ofC * table[c + centre]
              + ofD * table[d + centre];
    }
  }

  /// Kept this small so that the compiler makes vector instructions of it.
  private static void add(float[] sums, float[] table, int from, float weight) {
    for (int centre = 0; centre < sums.length; centre++) {
      sums[centre] += weight * table[from + centre];
    }
  }
}
