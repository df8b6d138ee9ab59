// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of two models of several classes on the same rows, from their common cells. */
record PairedClassFigures(List<String> classes, PairedClasses rows, MeanInterval interval) {
  private static final BigDecimal SQUARED_UNIT = new BigDecimal(BigInteger.ONE.shiftLeft(100));

  PairedClassFigures {
    classes = List.copyOf(classes);
  }

  /** Every figure by name, in the order of reading. */
  Map<String, Compared> figures() {
    ClassFigures first = new ClassFigures(classes, rows.champion());
    ClassFigures second = new ClassFigures(classes, rows.challenger());
    Map<String, Compared> figures = new LinkedHashMap<>();
    figures.put("accuracy", accuracy());
    figures.put(
        "f1_macro",
        mean(
            "f1_macro",
            new Side(first.macroOfLabels(), first.slopeOfMacro()),
            new Side(second.macroOfLabels(), second.slopeOfMacro())));
    figures.put(
        "f1_weighted",
        mean(
            "f1_weighted",
            new Side(first.weighted(ClassRate.F1), first.slopeOfWeighted(ClassRate.F1)),
            new Side(second.weighted(ClassRate.F1), second.slopeOfWeighted(ClassRate.F1))));
    figures.put("log_loss", logLoss());
    return figures;
  }

  private Compared accuracy() {
    PairedCounts right = rows.right();
    Estimate first = Estimate.rate("accuracy/1", right.first(), right.n());
    Estimate second = Estimate.rate("accuracy/1", right.second(), right.n());
    if (right.n() == 0) {
      return Compared.without("accuracy_difference/1", first, second, Estimate.NO_ROWS);
    }
    double gap = (double) (right.onlySecond() - right.onlyFirst()) / (double) right.n();
    return new Compared(
        first, second, Estimate.of("accuracy_difference/1", gap, right.difference()));
  }

  /** A figure of one model, and how it grows with the count of a cell. */
  private record Side(Estimate estimate, ClassFigures.Slope slope) {}

  /**
   * The delta method over the multinomial counts of the common cells: the slope of a difference is
   * the difference of both slopes. Two models that agree on every row differ by exactly 0.
   */
  private Compared mean(String name, Side first, Side second) {
    String definition = name + "_difference/1";
    Estimate champion = first.estimate();
    Estimate challenger = second.estimate();
    String tooFew = Compared.tooFew(rows.rows());
    if (champion.value() == null || challenger.value() == null || tooFew != null) {
      String why = tooFew == null ? Compared.UNDEFINED : tooFew;
      return Compared.without(definition, champion, challenger, why);
    }
    double gap = challenger.value() - champion.value();
    double variance =
        rows.total(
            cell -> {
              double slope =
                  second.slope().at(cell.label(), cell.challenger())
                      - first.slope().at(cell.label(), cell.champion());
              return slope * slope;
            });
    Interval around;
    if (variance > ClassFigures.NO_VARIANCE) {
      around = Interval.normal(gap, variance, -1, 1);
    } else if (rows.agreed() == rows.rows() && spreads(first)) {
      around = new Interval(0, 0);
    } else {
      around = Compared.apart(champion, challenger).within(new Interval(-1, 1));
    }
    return new Compared(champion, challenger, Estimate.of(definition, gap, around));
  }

  /** A perfect model's own interval has no width either, which says nothing of its next rows. */
  private boolean spreads(Side first) {
    return rows.total(
            cell -> {
              double slope = first.slope().at(cell.label(), cell.champion());
              return slope * slope;
            })
        > ClassFigures.NO_VARIANCE;
  }

  private Compared logLoss() {
    PairedSums sums = rows.losses().sums();
    Estimate first = logLoss("champion", rows.losses().withoutChampion(), sums.a(), sums.aa());
    Estimate second = logLoss("challenger", rows.losses().withoutChallenger(), sums.b(), sums.bb());
    String definition = interval.definition("log_loss_difference");
    long n = rows.rows();
    for (String why : new String[] {first.reason(), second.reason(), Compared.tooFew(n)}) {
      if (why != null) {
        return Compared.without(definition, first, second, why);
      }
    }
    double gap = FixedPoint.mean(sums.b().subtract(sums.a()), n);
    double variance = variance(sums.varianceOfDifference(n), n);
    double half = interval.quantile(n) * StrictMath.sqrt(variance);
    return new Compared(
        first, second, Estimate.of(definition, gap, new Interval(gap - half, gap + half)));
  }

  private Estimate logLoss(String whose, long without, BigInteger sum, BigInteger squares) {
    long n = rows.rows();
    String definition = interval.ofEach().definition("log_loss");
    if (n == 0) {
      return Estimate.undefined(definition, Estimate.NO_ROWS);
    }
    if (without > 0) {
      return Estimate.undefined(
          definition,
          "%d of %d rows have no probabilities of the %s.".formatted(without, n, whose));
    }
    // A loss that both models share is left out of the sums where the other model has none.
    boolean told = rows.losses().withoutChampion() + rows.losses().withoutChallenger() == 0;
    if (!told) {
      return Estimate.undefined(definition, "The other model has no probabilities.");
    }
    double mean = FixedPoint.mean(sum, n);
    if (n < 2) {
      return Estimate.of(definition, mean);
    }
    PairedSums own = new PairedSums(sum, sum, squares, squares, squares);
    double variance = variance(own.varianceOfA(n), n);
    return Estimate.of(
        definition, mean, interval.ofEach().around(mean, variance, n, 0, Double.MAX_VALUE));
  }

  private static double variance(BigDecimal ofRows, long n) {
    return ofRows
        .divide(SQUARED_UNIT, MathContext.DECIMAL128)
        .divide(BigDecimal.valueOf(n), MathContext.DECIMAL128)
        .doubleValue();
  }
}
