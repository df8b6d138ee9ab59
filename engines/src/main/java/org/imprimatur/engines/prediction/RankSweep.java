// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.prediction;

import java.math.BigInteger;
import org.imprimatur.proof.evidence.FixedPoint;
import org.imprimatur.proof.evidence.Ranking;
import org.imprimatur.proof.evidence.Sums;

/** A ranking, added up over distinct scores in ascending order. */
final class RankSweep {
  private final long positives;
  private final long negatives;
  private long positivesBelow;
  private long negativesBelow;
  private BigInteger twiceU = BigInteger.ZERO;
  private BigInteger largest = BigInteger.ZERO;
  private BigInteger precision = BigInteger.ZERO;
  private Sums ofPositives = Sums.ZERO;
  private Sums ofNegatives = Sums.ZERO;

  RankSweep(long positives, long negatives) {
    this.positives = positives;
    this.negatives = negatives;
  }

  /** The rows of the next higher score. */
  void next(long p, long n) {
    long left = positives - positivesBelow;
    double share = (double) left / (double) (left + negatives - negativesBelow);
    precision = precision.add(big(FixedPoint.of(share)).multiply(big(p)));
    ofPositives = ofPositives.plus(repeated(2 * negativesBelow + n, p));
    ofNegatives = ofNegatives.plus(repeated(2 * positivesBelow + p, n));
    twiceU = twiceU.add(big(p).multiply(big(2 * negativesBelow + n)));
    positivesBelow += p;
    negativesBelow += n;
    BigInteger distance =
        big(positivesBelow)
            .multiply(big(negatives))
            .subtract(big(negativesBelow).multiply(big(positives)));
    largest = largest.max(distance.abs());
  }

  Ranking ranking() {
    return new Ranking(
        positives,
        negatives,
        twiceU,
        new Ranking.Curve(largest, precision),
        ofPositives,
        ofNegatives);
  }

  private static Sums repeated(long value, long times) {
    BigInteger sum = big(value).multiply(big(times));
    return new Sums(sum, sum.multiply(big(value)));
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }
}
