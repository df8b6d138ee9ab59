// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The figures of two predicted numbers on the same rows.
 *
 * <p>A difference of means (of squared errors, of their sizes, of errors) has the interval of the
 * mean of what each row adds to it; a difference of roots and one of R² have it by the delta
 * method. All of them take both models' errors on one row together.
 */
record PairedErrorFigures(PairedErrors rows, MeanInterval interval) {
  private static final MathContext EXACT = MathContext.DECIMAL128;

  /** Squares have lost so many bits before they are squared again. */
  private static final int DROPPED = 53;

  /** Every figure by name, in the order of reading. */
  Map<String, Compared> figures() {
    Portion first = rows.champion();
    Portion second = rows.challenger();
    Map<String, Compared> figures = new LinkedHashMap<>();
    figures.put("rmse", root());
    figures.put("mse", squares());
    figures.put("mae", mean("mae", first.meanAbsoluteError(), second.meanAbsoluteError(), sizes()));
    figures.put("r2", determination());
    figures.put("bias", mean("bias", first.bias("bias"), second.bias("bias"), errors()));
    return figures;
  }

  /** A difference and half of its interval, in units of {@code 2^-scale}. */
  private record Gap(double value, double half, int scale) {
    Estimate estimate(String definition) {
      return Portion.scaled(definition, value, new Interval(value - half, value + half), -scale);
    }
  }

  private String definition(String name) {
    return interval.definition(name + "_difference");
  }

  private int scale() {
    return rows.champion().errors().scale();
  }

  private Gap sizes() {
    return gap(rows.sizes());
  }

  private Gap errors() {
    return gap(rows.errors());
  }

  private Gap gap(PairedSums sums) {
    return new Gap(mean(sums.b().subtract(sums.a())), half(variance(sums)), scale());
  }

  private Compared squares() {
    Estimate first = rows.champion().meanSquaredError();
    Estimate second = rows.challenger().meanSquaredError();
    PairedSums coarse = rows.squares();
    double half = Math.scalb(half(variance(coarse)), DROPPED);
    return mean("mse", first, second, new Gap(mean(gained().negate()), half, 2 * scale()));
  }

  /** Squared errors of the champion minus the challenger's. */
  private BigInteger gained() {
    PairedSums errors = rows.errors();
    return errors.aa().subtract(errors.bb());
  }

  private Compared mean(String name, Estimate champion, Estimate challenger, Gap gap) {
    String definition = definition(name);
    String tooFew = Compared.tooFew(rows.rows());
    return tooFew == null
        ? new Compared(champion, challenger, gap.estimate(definition))
        : Compared.without(definition, champion, challenger, tooFew);
  }

  /** A root grows with its square by one over twice the root. */
  private Compared root() {
    Estimate champion = rows.champion().rootMeanSquaredError();
    Estimate challenger = rows.challenger().rootMeanSquaredError();
    PairedSums errors = rows.errors();
    double first = StrictMath.sqrt(mean(errors.aa()));
    double second = StrictMath.sqrt(mean(errors.bb()));
    boolean perfect = first == 0 || second == 0;
    if (perfect && first != second && Compared.tooFew(rows.rows()) == null) {
      double gap = Math.scalb(second - first, -scale());
      Interval apart = Compared.apart(champion, challenger);
      return new Compared(champion, challenger, Estimate.of(definition("rmse"), gap, apart));
    }
    double gap = perfect ? 0 : mean(gained().negate()) / (first + second);
    double half = perfect ? 0 : half(varianceOfRoots(first, second));
    return mean("rmse", champion, challenger, new Gap(gap, half, scale()));
  }

  private double varianceOfRoots(double first, double second) {
    long n = rows.rows();
    if (n < 2) {
      return 0;
    }
    PairedSums coarse = rows.squares();
    BigDecimal ofFirst = new BigDecimal(0x1p53 / (2 * first));
    BigDecimal ofSecond = new BigDecimal(0x1p53 / (2 * second));
    return coarse
        .varianceOfA(n)
        .multiply(ofFirst.multiply(ofFirst))
        .add(coarse.varianceOfB(n).multiply(ofSecond.multiply(ofSecond)))
        .subtract(
            coarse.covariance(n).multiply(ofFirst.multiply(ofSecond)).multiply(BigDecimal.TWO))
        .doubleValue();
  }

  private Compared determination() {
    Estimate champion = determination(rows.champion(), rows.beside().champion());
    Estimate challenger = determination(rows.challenger(), rows.beside().challenger());
    String definition = definition("r2");
    String tooFew = Compared.tooFew(rows.rows());
    if (champion.reason() != null || challenger.reason() != null) {
      String why = champion.reason() == null ? challenger.reason() : champion.reason();
      return Compared.without(definition, champion, challenger, String.valueOf(why));
    }
    if (tooFew != null) {
      return Compared.without(definition, champion, challenger, tooFew);
    }
    Portion.Numbers values = rows.champion().values();
    double ratio =
        new BigDecimal(gained())
            .divide(Portion.spread(values.truth(), rows.rows()), EXACT)
            .doubleValue();
    double gap = Math.scalb(ratio, 2 * (values.scale() - scale()));
    double half = Math.scalb(halfOfRatio(), 2 * (rows.beside().scale() - scale()));
    Estimate difference = Portion.scaled(definition, gap, new Interval(gap - half, gap + half), 0);
    return new Compared(champion, challenger, difference);
  }

  private static Estimate determination(Portion of, SquaredPair beside) {
    String definition = of.interval().definition("r2");
    if (of.rows() < 2) {
      return Estimate.undefined(definition, "It needs two rows.");
    }
    if (of.constantTruth()) {
      return Estimate.undefined(definition, "All true numbers are the same.");
    }
    double value = of.determination();
    return Double.isFinite(value)
        ? Estimate.of(definition, value, beside.interval(value, of.rows(), of.interval()))
        : Estimate.undefined(definition, "It is larger than a number can be.");
  }

  /**
   * Half of the interval of the ratio of two means: squared errors that the challenger saves, over
   * squared distances of the truth from its mean (Cochran, <i>Sampling Techniques</i>, section
   * 6.3).
   */
  private double halfOfRatio() {
    BigDecimal n = BigDecimal.valueOf(rows.rows());
    PairedSums coarse = rows.squares();
    SquaredPair first = rows.beside().champion();
    SquaredPair second = rows.beside().challenger();
    BigDecimal distances = new BigDecimal(first.b());
    if (distances.signum() == 0) {
      return 0;
    }
    BigDecimal ratio = new BigDecimal(coarse.a().subtract(coarse.b())).divide(distances, EXACT);
    BigDecimal products = new BigDecimal(first.products().subtract(second.products()));
    BigDecimal spread =
        new BigDecimal(coarse.squaredDifferences())
            .subtract(ratio.multiply(products).multiply(BigDecimal.TWO))
            .add(ratio.multiply(ratio).multiply(new BigDecimal(first.bSquares())));
    BigDecimal mean = distances.divide(n, EXACT);
    double variance =
        spread.divide(n.multiply(mean).multiply(mean), EXACT).doubleValue()
            / (double) (rows.rows() - 1);
    return interval.quantile(rows.rows()) * StrictMath.sqrt(Math.max(0, variance));
  }

  private double variance(PairedSums sums) {
    long n = rows.rows();
    return n < 2 ? 0 : sums.varianceOfDifference(n).doubleValue();
  }

  /** Half of the interval of a mean whose rows have this variance. */
  private double half(double variance) {
    long n = rows.rows();
    return interval.quantile(n) * StrictMath.sqrt(Math.max(0, variance) / (double) n);
  }

  private double mean(BigInteger sum) {
    long n = rows.rows();
    return n == 0 ? 0 : new BigDecimal(sum).divide(BigDecimal.valueOf(n), EXACT).doubleValue();
  }
}
