package dev.tapmine.questions;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// What remains of a distance when the size of the sample is allowed for: a short text lacks most
/// of its exemplar's pairs, and is far from it however like it is. And where many short texts are
/// tried, some are near by luck.
///
/// With `E(n)` the expected Jensen-Shannon divergence of n pairs drawn from the exemplar itself,
/// `s(n)` its standard deviation, N the number of different texts looked at, and D the divergence
/// measured,
///
/// ```
/// C = E(n) - s(n) * sqrt(2 ln N)
/// beyond chance = ln 2 * (D - C) / (ln 2 - C)
/// ```
///
/// 0 for what is as near as the nearest of N draws of that size, ln 2 for what shares nothing: an
/// adjustment for chance as that of Rand's index (Hubert and Arabie 1985), by the expected extreme
/// of N normal variables (Gumbel 1958). It is negative for what is nearer than that.
///
/// `E` and `s` are worked out for powers of two and interpolated between them. A pair's count is
/// taken to have Poisson's distribution; where more than [#MANY] are expected, its term is that of
/// the second derivative at the mean, 1 / 8n, and does not spread. The variance is that given n: of
/// the sum of the terms', what goes with the sum of the counts is taken off. Not thread-safe.
final class BeyondChance {
  private static final double MANY = 40;
  private static final int POWERS = 48;

  private final double[] shares;
  private final Moments[] ofPowers = new Moments[POWERS];

  /// Of the divergence of a draw.
  private record Moments(double mean, double deviation) {}

  BeyondChance(Exemplar exemplar) {
    double[] all = new double[Exemplar.BINS];
    int bins = 0;
    for (int bin = 0; bin < Exemplar.BINS; bin++) {
      if (exemplar.count(bin) > 0) {
        all[bins++] = (double) exemplar.count(bin) / exemplar.pairs();
      }
    }
    this.shares = Arrays.copyOf(all, bins);
  }

  /// Of a channel, whose pairs are those of its pieces and one for each byte cut away.
  ///
  /// @param tried how many different texts are looked at
  double of(Channel channel, int tried) {
    return of(channel.distance(), channel.cut() + pairs(channel.pieces()), tried);
  }

  /// Of pieces looked at alone, whose distance is taken.
  double of(List<Piece> pieces, PieceDistance distance) {
    return of(distance.of(pieces, 0), pairs(pieces), 1);
  }

  private static long pairs(List<Piece> pieces) {
    return pieces.stream().mapToLong(piece -> Math.max(0, piece.bytes().length - 1)).sum();
  }

  /// Of a distance in nats, that of so many pairs.
  double of(double distance, long pairs, int tried) {
    double deviations = Math.sqrt(2 * Math.log(Math.max(1, tried)));
    double chance = expected(pairs) - deviations * deviation(pairs);
    double room = JensenShannon.NOTHING_SHARED - chance;
    return room <= 0 ? distance : JensenShannon.NOTHING_SHARED * (distance - chance) / room;
  }

  /// The expected divergence, in nats, of so many pairs drawn from the exemplar.
  double expected(long pairs) {
    return pairs < 1 ? JensenShannon.NOTHING_SHARED : between(pairs, Moments::mean);
  }

  /// Its standard deviation.
  double deviation(long pairs) {
    return pairs < 1 ? 0 : between(pairs, Moments::deviation);
  }

  private double between(long pairs, ToDoubleFunction<Moments> moment) {
    int power = Math.min(POWERS - 2, 63 - Long.numberOfLeadingZeros(pairs));
    double part = Math.min(1, Math.log((double) pairs / (1L << power)) / Math.log(2));
    return (1 - part) * moment.applyAsDouble(ofPower(power))
        + part * moment.applyAsDouble(ofPower(power + 1));
  }

  private Moments ofPower(int power) {
    Moments known = ofPowers[power];
    if (known == null) {
      known = moments(Math.scalb(1.0, power));
      ofPowers[power] = known;
    }
    return known;
  }

  private Moments moments(double pairs) {
    double mean = 0;
    double variance = 0;
    double withCount = 0;
    for (double share : shares) {
      double expected = pairs * share;
      if (expected > MANY) {
        mean += 1 / (8 * pairs);
        continue;
      }
      double probability = Math.exp(-expected);
      double none = share * Math.log(2) / 2;
      double first = probability * none;
      double second = first * none;
      double product = 0;
      for (int count = 1; count < expected + 12 * Math.sqrt(expected) + 12; count++) {
        probability *= expected / count;
        double own = count / pairs;
        double both = own + share;
        double term = (own * Math.log(2 * own / both) + share * Math.log(2 * share / both)) / 2;
        first += probability * term;
        second += probability * term * term;
        product += probability * term * count;
      }
      mean += first;
      variance += second - first * first;
      withCount += product - first * expected;
    }
    double given = Math.max(0, variance - withCount * withCount / pairs);
    return new Moments(Math.clamp(mean, 0, JensenShannon.NOTHING_SHARED), Math.sqrt(given));
  }
}
