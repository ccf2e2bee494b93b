package dev.tapmine.questions;

import java.util.Arrays;

/// What remains of a distance when the size of the sample is allowed for: a short text lacks most
/// of its exemplar's pairs, and is far from it however like it is.
///
/// With `E(n)` the expected Jensen-Shannon divergence of n pairs drawn from the exemplar itself,
/// and D the one measured,
///
/// ```
/// beyond chance = ln 2 * (D - E(n)) / (ln 2 - E(n))
/// ```
///
/// 0 for what is as near as a draw of that size, ln 2 for what shares nothing: an adjustment for
/// chance as that of Rand's index (Hubert and Arabie 1985). It is negative for what is nearer than
/// a draw. A fragment of few pairs has an uncertain one, so it orders families, whose origins are
/// texts as whole as there are, and not what they are made of.
///
/// `E` is worked out for powers of two and interpolated between them. A pair's count is taken to
/// have Poisson's distribution; where more than [#MANY] are expected, its term is that of the
/// second derivative at the mean, 1 / 8n. Not thread-safe.
final class BeyondChance {
  private static final double MANY = 40;
  private static final int POWERS = 48;

  private final double[] shares;
  private final double[] expected = new double[POWERS];

  BeyondChance(Exemplar exemplar) {
    double[] all = new double[Exemplar.BINS];
    int bins = 0;
    for (int bin = 0; bin < Exemplar.BINS; bin++) {
      if (exemplar.count(bin) > 0) {
        all[bins++] = (double) exemplar.count(bin) / exemplar.pairs();
      }
    }
    this.shares = Arrays.copyOf(all, bins);
    Arrays.fill(expected, Double.NaN);
  }

  /// Of a channel, whose pairs are those of its pieces and one for each byte cut away.
  double of(Channel channel) {
    long pairs = channel.cut();
    for (Piece piece : channel.pieces()) {
      pairs += Math.max(0, piece.bytes().length - 1);
    }
    return of(channel.distance(), pairs);
  }

  /// Of a distance in nats, that of so many pairs.
  double of(double distance, long pairs) {
    double chance = expected(pairs);
    double room = JensenShannon.NOTHING_SHARED - chance;
    return room <= 0 ? distance : JensenShannon.NOTHING_SHARED * (distance - chance) / room;
  }

  /// The expected divergence, in nats, of so many pairs drawn from the exemplar.
  double expected(long pairs) {
    if (pairs < 1) {
      return JensenShannon.NOTHING_SHARED;
    }
    int power = Math.min(POWERS - 2, 63 - Long.numberOfLeadingZeros(pairs));
    double part = Math.min(1, Math.log((double) pairs / (1L << power)) / Math.log(2));
    return (1 - part) * ofPower(power) + part * ofPower(power + 1);
  }

  private double ofPower(int power) {
    if (Double.isNaN(expected[power])) {
      double pairs = 1L << power;
      double sum = 0;
      for (double share : shares) {
        sum += term(pairs, share);
      }
      expected[power] = Math.clamp(sum, 0, JensenShannon.NOTHING_SHARED);
    }
    return expected[power];
  }

  /// One bin's part of the divergence, on average.
  private static double term(double pairs, double share) {
    double mean = pairs * share;
    if (mean > MANY) {
      return 1 / (8 * pairs);
    }
    double probability = Math.exp(-mean);
    double sum = probability * share * Math.log(2);
    for (int count = 1; count < mean + 12 * Math.sqrt(mean) + 12; count++) {
      probability *= mean / count;
      double own = count / pairs;
      double both = own + share;
      sum += probability * (own * Math.log(2 * own / both) + share * Math.log(2 * share / both));
    }
    return sum / 2;
  }
}
