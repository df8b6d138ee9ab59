// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import org.imprimatur.proof.evidence.Comparison;
import org.imprimatur.proof.evidence.Estimate;
import org.imprimatur.proof.evidence.Interval;
import org.imprimatur.proof.evidence.NonInferiority;
import org.imprimatur.proof.gate.Verdict.Outcome;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Requirement;

/**
 * {@code performance.comparison/1}: whether the challenger ranks at most the policy's margin worse
 * than the champion, by DeLong's interval of the difference of areas under the curve.
 */
final class Challenge {
  private static final double MARGIN = 0.02;

  private Challenge() {}

  static Judgement judge(Json.Obj content, Requirement.Limits limits) {
    double margin = limits.number("margin", MARGIN);
    Estimate difference = Comparison.fromTables(content.object("tables")).aucDifference();
    Interval interval = difference.interval();
    Double value = difference.value();
    if (interval == null || value == null) {
      return Judgement.of(
          Outcome.CANNOT_BE_TOLD,
          "comparison.undefined",
          "The challenger cannot be compared with the champion. " + difference.reason());
    }
    Outcome outcome =
        switch (NonInferiority.of(difference, margin)) {
          case WITHIN -> Outcome.WITHIN;
          case OUTSIDE -> Outcome.OUTSIDE;
          case CANNOT_BE_TOLD -> Outcome.CANNOT_BE_TOLD;
        };
    return Judgement.of(
        outcome,
        "comparison.auc",
        "The challenger's ROC AUC minus the champion's is %s, 95 %% interval [%s, %s]; "
                .formatted(
                    Figures.of(value), Figures.of(interval.low()), Figures.of(interval.high()))
            + "it may be at most %s worse: %s.".formatted(Figures.of(margin), outcome.word()));
  }
}
