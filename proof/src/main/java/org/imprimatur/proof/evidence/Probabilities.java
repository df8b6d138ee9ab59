// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.Optional;
import org.imprimatur.proof.json.Json;

/**
 * Sums over scores that are read as probabilities, in fixed point.
 *
 * @param interval that of the means of what each row adds
 */
public record Probabilities(
    Sums scores,
    Sums brier,
    Sums logLoss,
    Reliability ten,
    Reliability fifteen,
    Optional<CalibrationFit> fit,
    MeanInterval interval) {
  public Probabilities(
      Sums scores,
      Sums brier,
      Sums logLoss,
      Reliability ten,
      Reliability fifteen,
      Optional<CalibrationFit> fit) {
    this(scores, brier, logLoss, ten, fifteen, fit, MeanInterval.STUDENT);
  }

  Json toJson() {
    Json.Builder json =
        Json.obj()
            .put("score_fx", scores.toJson())
            .put("brier_fx", brier.toJson())
            .put("log_loss_fx", logLoss.toJson())
            .put("bins_10", ten.toJson())
            .put("bins_15", fifteen.toJson());
    fit.ifPresent(found -> json.put("logistic", found.toJson()));
    interval.into(json);
    return json.build();
  }

  static Probabilities fromJson(Json.Obj json) {
    return new Probabilities(
        Sums.fromJson(json.object("score_fx")),
        Sums.fromJson(json.object("brier_fx")),
        Sums.fromJson(json.object("log_loss_fx")),
        Reliability.fromJson(json.array("bins_10")),
        Reliability.fromJson(json.array("bins_15")),
        json.find("logistic").map(found -> CalibrationFit.fromJson((Json.Obj) found)),
        MeanInterval.fromTables(json));
  }
}
