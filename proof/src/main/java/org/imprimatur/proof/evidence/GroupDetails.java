// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.LinkedHashMap;
import java.util.Map;
import org.imprimatur.proof.json.Json;
import org.jspecify.annotations.Nullable;

/** All figures of one group for reading: counts, bare rates, intervals, and what is undefined. */
final class GroupDetails {
  /** The suffix under which the interval of a figure that is no share of rows stands. */
  private static final Map<String, String> INTERVALS =
      Map.of(
          "roc_auc", "_delong95",
          "mean_score", "_normal95",
          "brier", "_normal95",
          "observed_over_expected", "_wilson95");

  private GroupDetails() {}

  static Json of(GroupTable.Row row, RowCounts counts) {
    Confusion c = row.confusion();
    Json.Builder json = Json.obj().put("n", c.n()).put("positives", c.positives());
    json.put("share", Values.number(counts.rows() == 0 ? null : (double) c.n() / counts.rows()));
    json.put("tp", c.tp()).put("fp", c.fp()).put("fn", c.fn()).put("tn", c.tn());
    Json.Builder undefined = Json.obj();
    rates(row, counts)
        .forEach(
            (name, estimate) -> {
              json.put(name, estimate.number());
              if (estimate.reason() != null) {
                undefined.put(name, estimate.reason());
              }
              String suffix = INTERVALS.getOrDefault(name, "_wilson95");
              json.put(name + suffix, Values.pair(estimate.interval()));
            });
    return json.put("undefined", undefined.build()).build();
  }

  private static Map<String, Estimate> rates(GroupTable.Row row, RowCounts counts) {
    Confusion c = row.confusion();
    Map<String, Estimate> rates = new LinkedHashMap<>();
    rates.put("selection_rate", c.selectionRate());
    rates.put("tpr", c.truePositiveRate("tpr/1"));
    rates.put("fpr", c.falsePositiveRate());
    rates.put("tnr", c.trueNegativeRate("tnr/1"));
    rates.put("fnr", c.falseNegativeRate());
    rates.put("accuracy", c.accuracy());
    rates.put("precision", c.precision());
    rates.put("base_rate", c.baseRate("base_rate/1"));
    rates.put("roc_auc", row.ranking().rocAuc());
    block(rates, counts.blocked());
    Map<String, Estimate> scores = new LinkedHashMap<>();
    scores.put("mean_score", row.meanScore());
    scores.put("brier", mean("brier/1", row.brier(), c.n()));
    scores.put("observed_over_expected", row.observedOverExpected());
    block(scores, counts.notProbabilities());
    rates.putAll(scores);
    return rates;
  }

  private static Estimate mean(String definition, Sums sums, long rows) {
    return rows == 0
        ? Estimate.undefined(definition, Estimate.NO_ROWS)
        : sums.mean(definition, rows, -1e9, 1e9);
  }

  private static void block(Map<String, Estimate> rates, @Nullable String reason) {
    if (reason != null) {
      rates.replaceAll((name, old) -> Estimate.undefined(old.definition(), reason));
    }
  }
}
