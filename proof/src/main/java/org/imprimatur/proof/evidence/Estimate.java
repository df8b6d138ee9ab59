// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import org.imprimatur.proof.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * One metric: a value with what it rests on, or no value and the reason. A value is never NaN,
 * never infinite and never a negative zero.
 */
public record Estimate(
    String definition,
    @Nullable Double value,
    @Nullable Interval interval,
    @Nullable Fraction fraction,
    @Nullable String reason) {

  static final String ONE_CLASS = "Only one class occurs among the labels.";
  static final String NO_ROWS = "There are no rows.";

  /** The counts behind a rate. */
  public record Fraction(long numerator, long denominator) {}

  public Estimate {
    if ((value == null) == (reason == null)) {
      throw new IllegalArgumentException("A metric has either a value or the reason why not");
    }
    if (value != null) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("The value of " + definition + " is not finite");
      }
      value = value + 0.0;
    }
  }

  static Estimate of(String definition, double value) {
    return new Estimate(definition, value, null, null, null);
  }

  static Estimate of(String definition, double value, @Nullable Interval interval) {
    return new Estimate(definition, value, interval, null, null);
  }

  static Estimate undefined(String definition, String reason) {
    return new Estimate(definition, null, null, null, reason);
  }

  /** A share of counted rows with Wilson's interval; undefined without rows. */
  static Estimate rate(String definition, long numerator, long denominator) {
    if (denominator == 0) {
      return undefined(definition, "The denominator is 0: no row qualifies.");
    }
    return new Estimate(
        definition,
        (double) numerator / denominator,
        Interval.wilson(numerator, denominator),
        new Fraction(numerator, denominator),
        null);
  }

  public boolean isDefined() {
    return value != null;
  }

  /** The bare value, or null. */
  Json number() {
    return Values.number(value);
  }

  Json toJson() {
    Json.Builder json = Json.obj().put("definition", definition).put("value", number());
    if (interval != null) {
      json.put("low", interval.low()).put("high", interval.high());
    }
    if (fraction != null) {
      json.put("numerator", fraction.numerator()).put("denominator", fraction.denominator());
    }
    if (reason != null) {
      json.put("reason", reason);
    }
    return json.build();
  }
}
