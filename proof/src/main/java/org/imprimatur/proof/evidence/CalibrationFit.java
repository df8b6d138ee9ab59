// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.math.BigInteger;
import org.imprimatur.proof.json.Json;

/**
 * The logistic regression of the label on the logit of the score: intercept, slope and their
 * standard errors in fixed point. Perfect calibration has intercept 0 and slope 1.
 */
public record CalibrationFit(
    BigInteger intercept, BigInteger slope, BigInteger interceptError, BigInteger slopeError) {

  Estimate interceptEstimate() {
    return estimate("calibration_intercept/1", intercept, interceptError);
  }

  Estimate slopeEstimate() {
    return estimate("calibration_slope/1", slope, slopeError);
  }

  private static Estimate estimate(String definition, BigInteger units, BigInteger error) {
    double value = FixedPoint.toDouble(units);
    double spread = FixedPoint.toDouble(error);
    double half = Interval.Z * spread;
    return Estimate.of(definition, value, new Interval(value - half, value + half));
  }

  Json toJson() {
    return Json.obj()
        .put("intercept_fx", Values.big(intercept))
        .put("slope_fx", Values.big(slope))
        .put("intercept_error_fx", Values.big(interceptError))
        .put("slope_error_fx", Values.big(slopeError))
        .build();
  }

  static CalibrationFit fromJson(Json.Obj json) {
    return new CalibrationFit(
        Values.big(json, "intercept_fx"),
        Values.big(json, "slope_fx"),
        Values.big(json, "intercept_error_fx"),
        Values.big(json, "slope_error_fx"));
  }
}
