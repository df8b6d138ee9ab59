// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.table;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.imprimatur.proof.evidence.Confusion;
import org.imprimatur.proof.evidence.FixedPoint;
import org.imprimatur.proof.evidence.Performance;
import org.imprimatur.proof.evidence.Probabilities;
import org.imprimatur.proof.evidence.Quantiles;
import org.imprimatur.proof.evidence.Ranking;
import org.imprimatur.proof.evidence.Reliability;
import org.imprimatur.proof.evidence.Sums;

/** Integer statistics of distinct scores in one pass each; no sum depends on an order of rows. */
final class PlainSweep {
  /** The least probability that the logarithm sees: the machine epsilon. */
  private static final double CLIP = 0x1p-52;

  private final DistinctScores scores;

  PlainSweep(DistinctScores scores) {
    this.scores = scores;
  }

  Confusion confusion(double threshold) {
    long tp = 0;
    long fp = 0;
    for (int i = scores.size() - 1; i >= 0 && scores.score(i) >= threshold; i--) {
      tp += scores.positives(i);
      fp += scores.negatives(i);
    }
    return new Confusion(scores.negatives() - fp, fp, scores.positives() - tp, tp);
  }

  List<Performance.Threshold> thresholds() {
    List<Performance.Threshold> steps = new ArrayList<>();
    for (int i = 1; i <= 9; i++) {
      String cutoff = "0." + i;
      steps.add(new Performance.Threshold(cutoff, confusion(Double.parseDouble(cutoff))));
    }
    return steps;
  }

  Ranking ranking() {
    BigInteger positives = big(scores.positives());
    BigInteger negatives = big(scores.negatives());
    BigInteger twiceU = BigInteger.ZERO;
    BigInteger largest = BigInteger.ZERO;
    BigInteger precision = BigInteger.ZERO;
    Sums ofPositives = Sums.ZERO;
    Sums ofNegatives = Sums.ZERO;
    long below = 0;
    long negativesBelow = 0;
    for (int i = 0; i < scores.size(); i++) {
      long p = scores.positives(i);
      long n = scores.negatives(i);
      long left = scores.positives() - below;
      double share = (double) left / (left + scores.negatives() - negativesBelow);
      precision = precision.add(big(FixedPoint.of(share)).multiply(big(p)));
      ofPositives = ofPositives.plus(repeated(2 * negativesBelow + n, p));
      ofNegatives = ofNegatives.plus(repeated(2 * below + p, n));
      twiceU = twiceU.add(big(p).multiply(big(2 * negativesBelow + n)));
      below += p;
      negativesBelow += n;
      BigInteger distance =
          big(below).multiply(negatives).subtract(big(negativesBelow).multiply(positives)).abs();
      largest = largest.max(distance);
    }
    return new Ranking(
        scores.positives(),
        scores.negatives(),
        twiceU,
        new Ranking.Curve(largest, precision),
        ofPositives,
        ofNegatives);
  }

  private static Sums repeated(long value, long times) {
    BigInteger sum = big(value).multiply(big(times));
    return new Sums(sum, sum.multiply(big(value)));
  }

  Sums scoreSums() {
    return sums((score, positive) -> score);
  }

  Sums brierSums() {
    return sums((score, positive) -> positive ? (1 - score) * (1 - score) : score * score);
  }

  private Sums logLossSums() {
    return sums(
        (score, positive) -> {
          double p = Math.min(1 - CLIP, Math.max(CLIP, score));
          return -StrictMath.log(positive ? p : 1 - p);
        });
  }

  private Sums sums(Loss loss) {
    Sums sums = Sums.ZERO;
    for (int i = 0; i < scores.size(); i++) {
      sums = sums.plus(units(loss.of(scores.score(i), true), scores.positives(i)));
      sums = sums.plus(units(loss.of(scores.score(i), false), scores.negatives(i)));
    }
    return sums;
  }

  private static Sums units(double value, long times) {
    if (times == 0) {
      return Sums.ZERO;
    }
    BigInteger count = big(times);
    return new Sums(
        big(FixedPoint.of(value)).multiply(count),
        big(FixedPoint.of(value * value)).multiply(count));
  }

  /** What a row with this score loses. */
  private interface Loss {
    double of(double score, boolean positive);
  }

  /** Only for scores within [0, 1]. */
  Probabilities probabilities() {
    return new Probabilities(
        scoreSums(),
        brierSums(),
        logLossSums(),
        reliability(10),
        reliability(15),
        LogisticFit.of(scores, CLIP));
  }

  /** Every distinct score goes where the rows below it put it. */
  Quantiles quantiles(boolean probabilities) {
    long total = scores.positives() + scores.negatives();
    List<Quantiles.Slot> slots = new ArrayList<>();
    for (int slot = 0; slot < Quantiles.SLOTS; slot++) {
      long n = 0;
      long p = 0;
      BigInteger sum = BigInteger.ZERO;
      String least = "";
      long below = 0;
      for (int i = 0; i < scores.size(); i++) {
        long here = scores.positives(i) + scores.negatives(i);
        if (Quantiles.SLOTS * below / total == slot) {
          least = n == 0 ? Double.toString(scores.score(i)) : least;
          n += here;
          p += scores.positives(i);
          sum = sum.add(probabilities ? units(i, here) : BigInteger.ZERO);
        }
        below += here;
      }
      slots.add(new Quantiles.Slot(n, p, sum, least));
    }
    return new Quantiles(slots);
  }

  private BigInteger units(int i, long rows) {
    return BigInteger.valueOf(FixedPoint.of(scores.score(i))).multiply(BigInteger.valueOf(rows));
  }

  /** Bins (lo, hi] between the edges of numpy.linspace(0, 1, 11). */
  Reliability closedAbove(boolean probabilities) {
    List<Reliability.Bin> bins = new ArrayList<>();
    for (int bin = 0; bin < 10; bin++) {
      long n = 0;
      long p = 0;
      BigInteger sum = BigInteger.ZERO;
      for (int i = 0; probabilities && i < scores.size(); i++) {
        double score = scores.score(i);
        boolean above = bin == 0 || score > bin * 0.1;
        if (above && (bin == 9 || score <= (bin + 1) * 0.1)) {
          long here = scores.positives(i) + scores.negatives(i);
          n += here;
          p += scores.positives(i);
          sum = sum.add(units(i, here));
        }
      }
      bins.add(new Reliability.Bin(n, p, sum));
    }
    return new Reliability(bins);
  }

  private Reliability reliability(int bins) {
    long[] rows = new long[bins];
    long[] positives = new long[bins];
    BigInteger[] sums = new BigInteger[bins];
    Arrays.fill(sums, BigInteger.ZERO);
    for (int i = 0; i < scores.size(); i++) {
      int bin = Math.min(bins - 1, (int) StrictMath.floor(scores.score(i) * bins));
      long count = scores.positives(i) + scores.negatives(i);
      rows[bin] += count;
      positives[bin] += scores.positives(i);
      sums[bin] = sums[bin].add(big(FixedPoint.of(scores.score(i))).multiply(big(count)));
    }
    List<Reliability.Bin> found = new ArrayList<>();
    for (int bin = 0; bin < bins; bin++) {
      found.add(new Reliability.Bin(rows[bin], positives[bin], sums[bin]));
    }
    return new Reliability(found);
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }
}
