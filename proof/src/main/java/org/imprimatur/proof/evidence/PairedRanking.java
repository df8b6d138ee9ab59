// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.math.BigDecimal;
import java.math.MathContext;
import org.imprimatur.proof.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * How champion (a) and challenger (b) rank the same rows: DeLong, DeLong and Clarke-Pearson,
 * <i>Biometrics</i> 44 (1988), by the midranks of Sun and Xu, <i>IEEE Signal Processing Letters</i>
 * 21 (2014).
 *
 * @param ofPositives a positive row's placement is twice the number of negative rows that score
 *     below it, plus the number that score the same
 * @param ofNegatives the same of a negative row among the positive rows
 */
public record PairedRanking(
    long positives, long negatives, PairedSums ofPositives, PairedSums ofNegatives) {
  private static final MathContext EXACT = MathContext.DECIMAL128;
  static final String SAME =
      "The two rankings do not differ beyond a constant, so there is nothing to test.";
  private static final String TOO_FEW = "The variance needs two rows of each class.";

  /** Why there is no area under the curve, or null. */
  @Nullable String blocked() {
    return positives == 0 || negatives == 0 ? Estimate.ONE_CLASS : null;
  }

  /** Why there is no variance, or null. */
  @Nullable String noVariance() {
    if (blocked() != null) {
      return blocked();
    }
    return positives < 2 || negatives < 2 ? TOO_FEW : null;
  }

  private @Nullable String noTest() {
    if (noVariance() != null) {
      return noVariance();
    }
    return varianceOfDifference() > 0 ? null : SAME;
  }

  double aucOfChampion() {
    return area(new BigDecimal(ofPositives.a()));
  }

  double aucOfChallenger() {
    return area(new BigDecimal(ofPositives.b()));
  }

  private double area(BigDecimal placements) {
    BigDecimal pairs =
        BigDecimal.valueOf(positives)
            .multiply(BigDecimal.valueOf(negatives))
            .multiply(BigDecimal.TWO);
    return placements.divide(pairs, EXACT).doubleValue();
  }

  double varianceOfChampion() {
    return joined(ofPositives.varianceOfA(positives), ofNegatives.varianceOfA(negatives));
  }

  double varianceOfChallenger() {
    return joined(ofPositives.varianceOfB(positives), ofNegatives.varianceOfB(negatives));
  }

  double covariance() {
    return joined(ofPositives.covariance(positives), ofNegatives.covariance(negatives));
  }

  private double varianceOfDifference() {
    return joined(
        ofPositives.varianceOfDifference(positives), ofNegatives.varianceOfDifference(negatives));
  }

  /** S10 / P + S01 / N, where placements count halves of the other class's rows. */
  private double joined(BigDecimal amongPositives, BigDecimal amongNegatives) {
    return scaled(amongPositives, positives, negatives)
        .add(scaled(amongNegatives, negatives, positives))
        .doubleValue();
  }

  private static BigDecimal scaled(BigDecimal spread, long own, long other) {
    BigDecimal pairs = BigDecimal.valueOf(other).multiply(BigDecimal.valueOf(other));
    BigDecimal scale = pairs.multiply(BigDecimal.valueOf(4)).multiply(BigDecimal.valueOf(own));
    return spread.divide(scale, EXACT);
  }

  Estimate champion() {
    return auc(0);
  }

  Estimate challenger() {
    return auc(1);
  }

  private Estimate auc(int which) {
    String blocked = blocked();
    if (blocked != null) {
      return Estimate.undefined("roc_auc/1", blocked);
    }
    double area = which == 0 ? aucOfChampion() : aucOfChallenger();
    double variance =
        noVariance() != null ? 0 : which == 0 ? varianceOfChampion() : varianceOfChallenger();
    return Estimate.of("roc_auc/1", area, interval(area, variance));
  }

  /** As for one model: DeLong's; where it has no width, Wilson's with the smaller class. */
  private Interval interval(double area, double variance) {
    return variance > 0
        ? Interval.normal(area, variance, 0, 1)
        : Interval.likeWilson(area, Math.min(positives, negatives));
  }

  /**
   * Challenger minus champion with DeLong's interval of 95 %. Two rankings that agree on every row
   * differ by exactly 0; where the variance vanishes otherwise, the two intervals are put together
   * as if they were independent, which is too wide rather than too narrow.
   */
  Estimate difference() {
    String blocked = blocked();
    if (blocked != null) {
      return Estimate.undefined("auc_difference/1", blocked);
    }
    double gap = area(new BigDecimal(ofPositives.b().subtract(ofPositives.a())));
    return Estimate.of("auc_difference/1", gap, differenceInterval(gap));
  }

  private Interval differenceInterval(double gap) {
    double variance = noVariance() != null ? 0 : varianceOfDifference();
    if (variance > 0) {
      return Interval.normal(gap, variance, -1, 1);
    }
    boolean equal =
        ofPositives.squaredDifferences().signum() == 0
            && ofNegatives.squaredDifferences().signum() == 0;
    if (equal && noVariance() == null && varianceOfChampion() > 0) {
      return new Interval(0, 0);
    }
    Interval now = interval(aucOfChallenger(), 0);
    Interval then = interval(aucOfChampion(), 0);
    Interval apart = Interval.difference(aucOfChallenger(), now, aucOfChampion(), then);
    return new Interval(Math.max(-1, apart.low()), Math.min(1, apart.high()));
  }

  /** Champion minus challenger over its standard error; undefined without a variance. */
  Estimate z() {
    String none = noTest();
    if (none != null) {
      return Estimate.undefined("delong_z/1", none);
    }
    double gap = area(new BigDecimal(ofPositives.a().subtract(ofPositives.b())));
    return Estimate.of("delong_z/1", gap / StrictMath.sqrt(varianceOfDifference()));
  }

  /** The two-sided p of {@link #z}. */
  Estimate p() {
    Estimate z = z();
    Double value = z.value();
    return value == null
        ? Estimate.undefined("delong_p/1", String.valueOf(z.reason()))
        : Estimate.of("delong_p/1", NormalTail.twoSided(value));
  }

  Json toJson() {
    return Json.obj()
        .put("positives", positives)
        .put("negatives", negatives)
        .put("of_positives", ofPositives.toJson())
        .put("of_negatives", ofNegatives.toJson())
        .build();
  }

  static PairedRanking fromJson(Json.Obj json) {
    return new PairedRanking(
        json.integer("positives"),
        json.integer("negatives"),
        PairedSums.fromJson(json.array("of_positives")),
        PairedSums.fromJson(json.array("of_negatives")));
  }
}
