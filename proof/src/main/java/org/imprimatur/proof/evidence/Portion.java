// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.function.DoubleSupplier;
import org.imprimatur.proof.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * Sums over some rows with a true and a predicted number. Numbers are integers in units of {@code
 * 2^-scale}, chosen so that the largest of a test set has 53 bits: what is small beside the largest
 * is rounded, as it is in any sum of doubles, but no sum depends on an order.
 */
public record Portion(long rows, Errors errors, Numbers values, MeanInterval interval) {
  private static final MathContext EXACT = MathContext.DECIMAL128;

  /** So many bits of a square are left out before it is squared again. */
  private static final int DROPPED = 53;

  public Portion(long rows, Errors errors, Numbers values) {
    this(rows, errors, values, MeanInterval.STUDENT);
  }

  /**
   * Prediction minus truth.
   *
   * @param quartic the squares, without their last 53 bits, squared
   */
  public record Errors(
      int scale, BigInteger sum, BigInteger absolute, BigInteger squares, BigInteger quartic) {}

  /** The true and the predicted numbers themselves. */
  public record Numbers(int scale, Square truth, Square prediction) {}

  /** A sum and the sum of squares. */
  public record Square(BigInteger sum, BigInteger squares) {}

  private static double mean(BigInteger sum, long rows) {
    return new BigDecimal(sum).divide(BigDecimal.valueOf(rows), EXACT).doubleValue();
  }

  /** The sum of squared distances from the mean, in squared units. */
  static BigDecimal spread(Square of, long rows) {
    BigDecimal sum = new BigDecimal(of.sum);
    return new BigDecimal(of.squares)
        .subtract(sum.multiply(sum).divide(BigDecimal.valueOf(rows), EXACT))
        .max(BigDecimal.ZERO);
  }

  /** A mean with its interval, none for a single row. */
  private Estimate mean(String name, Square of, int scale) {
    String definition = interval.definition(name);
    if (rows == 0) {
      return Estimate.undefined(definition, Estimate.NO_ROWS);
    }
    double mean = mean(of.sum, rows);
    if (rows < 2) {
      return scaled(definition, mean, null, -scale);
    }
    double variance = spread(of, rows).doubleValue() / (double) rows / (double) (rows - 1);
    double half = interval.quantile(rows) * StrictMath.sqrt(variance);
    return scaled(definition, mean, new Interval(mean - half, mean + half), -scale);
  }

  /** An estimate in units, brought to its magnitude; undefined if no double is as large. */
  static Estimate scaled(String definition, double value, @Nullable Interval interval, int power) {
    double result = Math.scalb(value, power);
    double low = interval == null ? result : Math.scalb(interval.low(), power);
    double high = interval == null ? result : Math.scalb(interval.high(), power);
    if (Double.isInfinite(result) || Double.isInfinite(low) || Double.isInfinite(high)) {
      return Estimate.undefined(definition, "It is larger than a number can be.");
    }
    return Estimate.of(definition, result, interval == null ? null : new Interval(low, high));
  }

  Estimate meanTruth() {
    return mean("mean_truth", values.truth, values.scale);
  }

  Estimate meanPrediction() {
    return mean("mean_prediction", values.prediction, values.scale);
  }

  /** The mean error, under the name that it has there. */
  Estimate bias(String name) {
    return mean(name, new Square(errors.sum, errors.squares), errors.scale);
  }

  Estimate meanAbsoluteError() {
    return mean("mae", new Square(errors.absolute, errors.squares), errors.scale);
  }

  Estimate meanSquaredError() {
    return squared("mse", -2 * errors.scale, false);
  }

  /** Its interval is the root of that of the mean squared error. */
  Estimate rootMeanSquaredError() {
    return squared("rmse", -errors.scale, true);
  }

  private Estimate squared(String name, int power, boolean root) {
    String definition = interval.definition(name);
    if (rows == 0) {
      return Estimate.undefined(definition, Estimate.NO_ROWS);
    }
    double mean = mean(errors.squares, rows);
    double value = root ? StrictMath.sqrt(mean) : mean;
    if (rows < 2) {
      return scaled(definition, value, null, power);
    }
    double coarse = Math.scalb(mean, -DROPPED);
    double spread = Math.max(0, mean(errors.quartic, rows) - coarse * coarse);
    double half = interval.quantile(rows) * StrictMath.sqrt(spread / (double) (rows - 1));
    double low = Math.max(0, mean - Math.scalb(half, DROPPED));
    double high = mean + Math.scalb(half, DROPPED);
    Interval around =
        root ? new Interval(StrictMath.sqrt(low), StrictMath.sqrt(high)) : new Interval(low, high);
    return scaled(definition, value, around, power);
  }

  /** The standard deviation of the errors, over one row fewer than there are. */
  Estimate residualDeviation() {
    String definition = "residual_std/1";
    if (rows < 2) {
      return Estimate.undefined(definition, "It needs two rows.");
    }
    double spread = spread(new Square(errors.sum, errors.squares), rows).doubleValue();
    return scaled(definition, StrictMath.sqrt(spread / (double) (rows - 1)), null, -errors.scale);
  }

  /** The mean truth, rounded to a double. */
  public double centreOfTruth() {
    return rows == 0 ? 0 : Math.scalb(mean(values.truth.sum, rows), -values.scale);
  }

  /** The mean error, rounded to a double. */
  public double centreOfErrors() {
    return rows == 0 ? 0 : Math.scalb(mean(errors.sum, rows), -errors.scale);
  }

  /** Whether all true numbers are the same. */
  boolean constantTruth() {
    return rows == 0 || spread(values.truth, rows).signum() == 0;
  }

  /** 1 minus the squared errors over the spread of the truth. */
  double determination() {
    return 1 - ratio(new BigDecimal(errors.squares));
  }

  /** 1 minus the spread of the errors over that of the truth. */
  double explained() {
    return 1 - ratio(spread(new Square(errors.sum, errors.squares), rows));
  }

  /**
   * A share of the spread of the truth that is explained, with its interval.
   *
   * @param pair the errors of that share beside the truth
   */
  Estimate ofTruth(String name, DoubleSupplier share, SquaredPair pair) {
    String definition = interval.definition(name);
    if (rows < 2) {
      return Estimate.undefined(definition, "It needs two rows.");
    }
    if (constantTruth()) {
      return Estimate.undefined(definition, "All true numbers are the same.");
    }
    double value = share.getAsDouble();
    if (!Double.isFinite(value)) {
      return Estimate.undefined(definition, "It is larger than a number can be.");
    }
    return Estimate.of(definition, value, pair.interval(value, rows, interval));
  }

  private double ratio(BigDecimal unexplained) {
    double ratio = unexplained.divide(spread(values.truth, rows), EXACT).doubleValue();
    return Math.scalb(ratio, 2 * (values.scale - errors.scale));
  }

  Json toJson() {
    return Json.obj()
        .put("n", rows)
        .put("error", Values.big(errors.sum))
        .put("error_absolute", Values.big(errors.absolute))
        .put("error_squares", Values.big(errors.squares))
        .put("error_quartic", Values.big(errors.quartic))
        .put("truth", square(values.truth))
        .put("prediction", square(values.prediction))
        .build();
  }

  private static Json square(Square of) {
    return new Sums(of.sum, of.squares).toJson();
  }

  /** The units of sums, and the interval of their means, which stand once for all portions. */
  record Form(int errorScale, int valueScale, MeanInterval interval) {
    static Form fromTables(Json.Obj tables) {
      return new Form(
          Math.toIntExact(tables.integer("error_scale")),
          Math.toIntExact(tables.integer("value_scale")),
          MeanInterval.fromTables(tables).ofEach());
    }
  }

  static Portion fromJson(Json.Obj json, Form form) {
    return new Portion(
        json.integer("n"),
        new Errors(
            form.errorScale,
            Values.big(json, "error"),
            Values.big(json, "error_absolute"),
            Values.big(json, "error_squares"),
            Values.big(json, "error_quartic")),
        new Numbers(form.valueScale, square(json, "truth"), square(json, "prediction")),
        form.interval);
  }

  private static Square square(Json.Obj json, String name) {
    Sums sums = Sums.fromJson(json.object(name));
    return new Square(sums.sum(), sums.squares());
  }
}
