package dev.tapmine.questions;

/// Jensen-Shannon divergence, in nats (0 to ln 2), between an exemplar's byte pairs and those of a
/// sparse histogram. Exact: nothing is smoothed, and no root is taken. It costs one logarithm or
/// two for each bin of the histogram that the exemplar has too, and next to nothing for the others:
///
/// ```
/// 2 JS = sum over shared bins of (p ln(2p / (p+q)) + q ln(2q / (p+q)))
///        + ln 2 * (share of p outside) + ln 2 * (share of q outside)
/// ```
///
/// Immutable.
public final class JensenShannon {
  /// The greatest there is.
  static final double NOTHING_SHARED = Math.log(2);

  private final double[] exemplar = new double[Exemplar.BINS];

  /// Measures distances to `exemplar`.
  public JensenShannon(Exemplar exemplar) {
    for (int bin = 0; bin < Exemplar.BINS; bin++) {
      this.exemplar[bin] = (double) exemplar.count(bin) / exemplar.pairs();
    }
  }

  /// Whether the exemplar has this bin: counts of others matter by their sum alone.
  boolean shares(int bin) {
    return exemplar[bin] > 0;
  }

  /// The distance of a histogram.
  ///
  /// @param bins different from each other; bins that the exemplar lacks may be left out
  /// @param counts of each, not negative
  /// @param length entries used of the two arrays
  /// @param total sum of all counts, those left out included; positive
  public double distance(char[] bins, long[] counts, int length, long total) {
    double shared = 0;
    double sharedOfTap = 0;
    double sharedOfExemplar = 0;
    for (int i = 0; i < length; i++) {
      double q = exemplar[bins[i]];
      if (q > 0 && counts[i] > 0) {
        double p = (double) counts[i] / total;
        double ofTap = p / (p + q);
        shared += p * Math.log(2 * ofTap) + q * Math.log(2 * (q / (p + q)));
        sharedOfTap += p;
        sharedOfExemplar += q;
      }
    }
    double outside = Math.max(0, 1 - sharedOfTap) + Math.max(0, 1 - sharedOfExemplar);
    return Math.max(0, 0.5 * (shared + NOTHING_SHARED * outside));
  }
}
