// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.LinkedHashMap;
import java.util.Map;
import org.imprimatur.proof.json.Json;

/**
 * The rows of one segment, or all rows as if they were one, with a true and a predicted number.
 *
 * @param errors squared errors beside squared distances of the truth from its mean in the segment
 */
public record NumberSegment(Portion sums, SquaredPair errors) {
  /** The coefficient of determination; undefined where the truth does not vary. */
  Estimate determination() {
    return sums.ofTruth("r2", sums::determination, errors);
  }

  Json figures() {
    Map<String, Estimate> figures = new LinkedHashMap<>();
    figures.put("rmse", sums.rootMeanSquaredError());
    figures.put("mae", sums.meanAbsoluteError());
    figures.put("bias", sums.bias("bias"));
    figures.put("r2", determination());
    figures.put("mean_truth", sums.meanTruth());
    figures.put("mean_prediction", sums.meanPrediction());
    Json.Builder json = Json.obj().put("n", sums.rows());
    figures.forEach((name, estimate) -> json.put(name, estimate.toJson()));
    return json.build();
  }

  Json toJson() {
    return Json.obj().put("sums", sums.toJson()).put("errors_and_truth", errors.toJson()).build();
  }

  static NumberSegment fromJson(Json.Obj json, Portion.Form form) {
    return new NumberSegment(
        Portion.fromJson(json.object("sums"), form),
        SquaredPair.fromJson(json.object("errors_and_truth")));
  }
}
