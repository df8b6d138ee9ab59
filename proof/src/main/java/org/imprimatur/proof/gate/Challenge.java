// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.imprimatur.proof.evidence.ComparedMetric;
import org.imprimatur.proof.evidence.Comparison;
import org.imprimatur.proof.evidence.Estimate;
import org.imprimatur.proof.evidence.Interval;
import org.imprimatur.proof.evidence.Margins;
import org.imprimatur.proof.evidence.NonInferiority;
import org.imprimatur.proof.gate.Verdict.Outcome;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Requirement;

/**
 * {@code performance.comparison/1}: whether the challenger is at most a margin worse than the
 * champion, by the whole interval of the difference. What is judged is what the policy names a
 * margin for; where it names none that the task has, the ranking of two classes, the accuracy of
 * several, and R² of a number.
 */
final class Challenge {
  private Challenge() {}

  static Judgement judge(Json.Obj content, Requirement.Limits limits) {
    Map<ComparedMetric, Estimate> found = Comparison.fromTables(content.object("tables")).judged();
    Map<ComparedMetric, Double> margins = Margins.judged(found.keySet(), limits.numbers());
    Outcome worst = Outcome.WITHIN;
    List<Verdict.Reason> reasons = new ArrayList<>();
    for (Map.Entry<ComparedMetric, Double> asked : margins.entrySet()) {
      Estimate difference = found.get(asked.getKey());
      if (difference != null) {
        Judgement one = judge(asked.getKey(), difference, asked.getValue());
        reasons.addAll(one.reasons());
        worst = worse(worst, one.outcome());
      }
    }
    return new Judgement(worst, reasons);
  }

  private static Outcome worse(Outcome one, Outcome other) {
    if (one == Outcome.OUTSIDE || other == Outcome.OUTSIDE) {
      return Outcome.OUTSIDE;
    }
    return one == Outcome.WITHIN ? other : one;
  }

  private static Judgement judge(ComparedMetric metric, Estimate difference, double margin) {
    Interval interval = difference.interval();
    Double value = difference.value();
    if (interval == null || value == null) {
      return Judgement.of(
          Outcome.CANNOT_BE_TOLD,
          "comparison.undefined",
          "The challenger cannot be compared with the champion by %s. %s"
              .formatted(metric.title(), difference.reason()));
    }
    Outcome outcome = outcome(metric.nonInferiority(difference, margin));
    return Judgement.of(
        outcome,
        metric == ComparedMetric.ROC_AUC ? "comparison.auc" : "comparison.difference",
        "The challenger's %s minus the champion's is %s, 95 %% interval [%s, %s]; it may be at most %s %s: %s."
            .formatted(
                metric.title(),
                figure(metric, value),
                figure(metric, interval.low()),
                figure(metric, interval.high()),
                figure(metric, margin),
                metric.moreIsBetter() ? "worse" : "more",
                outcome.word()));
  }

  private static Outcome outcome(NonInferiority found) {
    return switch (found) {
      case WITHIN -> Outcome.WITHIN;
      case OUTSIDE -> Outcome.OUTSIDE;
      case CANNOT_BE_TOLD -> Outcome.CANNOT_BE_TOLD;
    };
  }

  /** A figure with a unit may be of any magnitude, so it has digits and no decimals. */
  private static String figure(ComparedMetric metric, double value) {
    if (metric.isShare()) {
      return Figures.of(value);
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros();
    boolean plain = Math.abs(rounded.scale()) <= 9;
    return plain ? rounded.toPlainString() : rounded.toString();
  }
}
