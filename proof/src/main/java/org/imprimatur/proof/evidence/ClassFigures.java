// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Figures that follow from a confusion table of several classes.
 *
 * <p>Shares of rows have Wilson's interval. All others have one by the delta method over the
 * multinomial counts of cells (Agresti, Categorical Data Analysis, 3rd edition, section 16.1): each
 * figure stays the same when all counts are multiplied, so that its variance is the sum over cells
 * of the count times the squared slope. Where that is 0, Wilson's formula with the size of the
 * smallest class stands in for it.
 */
record ClassFigures(List<String> classes, ClassConfusion counts) {
  private static final int SHOWN = 10;

  /** Below this a variance is what rounding leaves of 0. */
  static final double NO_VARIANCE = 1e-24;

  ClassFigures {
    classes = List.copyOf(classes);
  }

  /** How a figure grows with the count of a cell. */
  interface Slope {
    double at(int truth, int predicted);
  }

  Estimate accuracy(String definition) {
    return Estimate.rate(definition, counts.hits(), counts.rows());
  }

  /** A rate of a single class. */
  Estimate of(ClassRate rate, int of, String definition) {
    if (rate != ClassRate.F1) {
      return Estimate.rate(definition, rate.numerator(counts, of), rate.denominator(counts, of));
    }
    if (rate.denominator(counts, of) == 0) {
      return Estimate.undefined(definition, "No row is of this class and none is predicted to be.");
    }
    return estimate(
        definition,
        rate.value(counts, of),
        (truth, predicted) -> rate.slope(counts, of, truth, predicted));
  }

  /** The mean recall of the classes that occur among the labels. */
  Estimate balancedAccuracy() {
    return mean(ClassRate.RECALL, "balanced_accuracy/1", of -> counts.truth(of) > 0);
  }

  /** The mean over the classes that occur at all; undefined where the rate of one of them is. */
  Estimate macro(ClassRate rate) {
    String definition = rate.word() + "_macro/1";
    String undefined = undefined(rate, this::occurs);
    return undefined.isEmpty()
        ? mean(rate, definition, this::occurs)
        : Estimate.undefined(definition, undefined);
  }

  /** The same with 0 for what is undefined: scikit-learn's {@code zero_division=0}. */
  Estimate macroOrZero(ClassRate rate) {
    return mean(rate, rate.word() + "_macro_zero_division_0/1", this::occurs);
  }

  /**
   * The mean F1 of the classes that occur among the labels: the same classes for every model of the
   * same rows, and defined for each of them.
   */
  Estimate macroOfLabels() {
    return mean(ClassRate.F1, "f1_macro_of_labels/1", this::isLabel);
  }

  Slope slopeOfMacro() {
    return slopeOfMean(ClassRate.F1, this::isLabel);
  }

  private boolean isLabel(int of) {
    return counts.truth(of) > 0;
  }

  /** The mean over rows of the rate of each row's own class. */
  Estimate weighted(ClassRate rate) {
    String definition = rate.word() + "_weighted/1";
    String undefined = undefined(rate, of -> counts.truth(of) > 0);
    return undefined.isEmpty()
        ? weighted(rate, definition)
        : Estimate.undefined(definition, undefined);
  }

  Estimate weightedOrZero(ClassRate rate) {
    return weighted(rate, rate.word() + "_weighted_zero_division_0/1");
  }

  private boolean occurs(int of) {
    return counts.truth(of) > 0 || counts.predicted(of) > 0;
  }

  private String undefined(ClassRate rate, IntPredicate among) {
    List<String> names =
        IntStream.range(0, classes.size())
            .filter(among)
            .filter(of -> rate.denominator(counts, of) == 0)
            .mapToObj(classes::get)
            .toList();
    if (names.isEmpty()) {
      return "";
    }
    String more = names.size() > SHOWN ? " and " + (names.size() - SHOWN) + " more" : "";
    return "The "
        + rate.word()
        + " is undefined for: "
        + names.stream().limit(SHOWN).collect(Collectors.joining(", "))
        + more
        + (rate == ClassRate.RECALL ? ", which no row is." : ", which no row is predicted to be.");
  }

  private Estimate mean(ClassRate rate, String definition, IntPredicate among) {
    if (counts.rows() == 0) {
      return Estimate.undefined(definition, Estimate.NO_ROWS);
    }
    int[] taken = IntStream.range(0, classes.size()).filter(among).toArray();
    double sum = 0;
    for (int of : taken) {
      sum += rate.value(counts, of);
    }
    return estimate(definition, sum / taken.length, slopeOfMean(rate, among));
  }

  private Slope slopeOfMean(ClassRate rate, IntPredicate among) {
    double share = 1.0 / (double) IntStream.range(0, classes.size()).filter(among).count();
    return (truth, predicted) -> {
      double slope = among.test(truth) ? rate.slope(counts, truth, truth, predicted) : 0;
      boolean other = predicted != truth && among.test(predicted);
      return share * (slope + (other ? rate.slope(counts, predicted, truth, predicted) : 0));
    };
  }

  private Estimate weighted(ClassRate rate, String definition) {
    if (counts.rows() == 0) {
      return Estimate.undefined(definition, Estimate.NO_ROWS);
    }
    return estimate(definition, weightedValue(rate), slopeOfWeighted(rate));
  }

  private double weightedValue(ClassRate rate) {
    double sum = 0;
    for (int of = 0; of < classes.size(); of++) {
      sum += (double) counts.truth(of) * rate.value(counts, of);
    }
    return sum / (double) counts.rows();
  }

  Slope slopeOfWeighted(ClassRate rate) {
    double rows = (double) counts.rows();
    double value = weightedValue(rate);
    return (truth, predicted) -> {
      double slope = part(rate, truth, truth, predicted);
      slope += predicted == truth ? 0 : part(rate, predicted, truth, predicted);
      return (rate.value(counts, truth) + slope - value) / rows;
    };
  }

  private double part(ClassRate rate, int of, int truth, int predicted) {
    return (double) counts.truth(of) * rate.slope(counts, of, truth, predicted);
  }

  /**
   * Matthews' correlation of label and prediction for several classes (Gorodkin, Computational
   * Biology and Chemistry 28, 2004); undefined where either has one class only.
   */
  Estimate matthews() {
    double rows = (double) counts.rows();
    double both = 0;
    double truths = 0;
    double predictions = 0;
    for (int of = 0; of < classes.size(); of++) {
      both += (double) counts.truth(of) * (double) counts.predicted(of);
      truths += (double) counts.truth(of) * (double) counts.truth(of);
      predictions += (double) counts.predicted(of) * (double) counts.predicted(of);
    }
    double together = rows * (double) counts.hits() - both;
    double ofTruth = rows * rows - truths;
    double ofPrediction = rows * rows - predictions;
    if (ofTruth == 0 || ofPrediction == 0) {
      return Estimate.undefined(
          "mcc/1", "Only one class occurs among the labels, or among the predictions.");
    }
    double scale = StrictMath.sqrt(ofTruth) * StrictMath.sqrt(ofPrediction);
    double value = together / scale;
    return correlation(
        "mcc/1",
        value,
        (truth, predicted) -> {
          double up =
              (double) counts.hits()
                  + (truth == predicted ? rows : 0)
                  - (double) counts.predicted(truth)
                  - (double) counts.truth(predicted);
          double down =
              (rows - (double) counts.truth(truth)) / ofTruth
                  + (rows - (double) counts.predicted(predicted)) / ofPrediction;
          return up / scale - value * down;
        });
  }

  /** Cohen's kappa (Educational and Psychological Measurement 20, 1960). */
  Estimate kappa() {
    double rows = (double) counts.rows();
    double both = 0;
    for (int of = 0; of < classes.size(); of++) {
      both += (double) counts.truth(of) * (double) counts.predicted(of);
    }
    double chance = both / rows / rows;
    if (counts.rows() == 0 || chance == 1) {
      return Estimate.undefined(
          "cohen_kappa/1", "Labels and predictions have the same single class.");
    }
    double observed = (double) counts.hits() / rows;
    double left = 1 - chance;
    return correlation(
        "cohen_kappa/1",
        (observed - chance) / left,
        (truth, predicted) -> {
          double up = ((truth == predicted ? 1 : 0) - observed) / rows;
          double margin = (double) counts.predicted(truth) + (double) counts.truth(predicted);
          double down = (margin / rows - 2 * chance) / rows;
          return up / left - down * (1 - observed) / left / left;
        });
  }

  private Estimate estimate(String definition, double value, Slope slope) {
    double variance = variance(slope);
    Interval interval =
        variance > NO_VARIANCE
            ? Interval.normal(value, variance, 0, 1)
            : Interval.likeWilson(value, smallest());
    return Estimate.of(definition, value, interval);
  }

  /** As above for a figure from -1 to 1. */
  private Estimate correlation(String definition, double value, Slope slope) {
    double variance = variance(slope);
    if (variance > NO_VARIANCE) {
      return Estimate.of(definition, value, Interval.normal(value, variance, -1, 1));
    }
    Interval half = Interval.likeWilson(Math.clamp((value + 1) / 2, 0, 1), smallest());
    return Estimate.of(definition, value, new Interval(2 * half.low() - 1, 2 * half.high() - 1));
  }

  private double variance(Slope slope) {
    double[] sum = new double[1];
    counts.each(
        (truth, predicted, count) -> {
          double at = slope.at(truth, predicted);
          sum[0] += (double) count * at * at;
        });
    return sum[0];
  }

  private long smallest() {
    return IntStream.range(0, classes.size())
        .mapToLong(counts::truth)
        .filter(rows -> rows > 0)
        .min()
        .orElse(1);
  }
}
