// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far the groups of one attribute are apart, measure by measure. */
record GroupGaps(GroupTable table, int favourable, RowCounts counts) {
  /** Every gap by its name, in the order of reading. */
  Map<String, Estimate> all() {
    Map<String, Estimate> gaps = new LinkedHashMap<>();
    GroupRates positive = table.rates(Confusion::tp, Confusion::positives);
    GroupRates negative = table.rates(Confusion::fp, Confusion::negatives);
    gaps.putAll(new SelectionGaps(table.selection(), favourable).all());
    both(gaps, "equal_opportunity", positive);
    String odds = "equalized_odds_difference";
    gaps.put(odds, worse(positive.difference(odds + "/1"), negative.difference(odds + "/1"), true));
    String ratio = "equalized_odds_ratio";
    gaps.put(ratio, worse(positive.ratio(ratio + "/1"), negative.ratio(ratio + "/1"), false));
    both(gaps, "predictive_parity", table.rates(Confusion::tp, Confusion::selected));
    both(gaps, "false_positive_rate", negative);
    both(gaps, "false_negative_rate", table.rates(Confusion::fn, Confusion::positives));
    gaps.put("roc_auc_difference", ranking("roc_auc_difference/1"));
    block(gaps, counts.blocked());
    gaps.putAll(ofScores());
    return gaps;
  }

  private static void both(Map<String, Estimate> to, String name, GroupRates rates) {
    to.put(name + "_difference", rates.difference(name + "_difference/1"));
    to.put(name + "_ratio", rates.ratio(name + "_ratio/1"));
  }

  private static Estimate worse(Estimate a, Estimate b, boolean larger) {
    if (a.value() == null || b.value() == null) {
      return a.value() == null ? a : b;
    }
    return larger == a.value() >= b.value() ? a : b;
  }

  private Estimate ranking(String definition) {
    Map<String, Estimate> areas = new LinkedHashMap<>();
    table.rows().forEach(row -> areas.put(row.group(), row.ranking().rocAuc()));
    return new GroupEstimates(areas).difference(definition, new Interval(-1, 1));
  }

  /** What reads a score as a probability. */
  private Map<String, Estimate> ofScores() {
    Map<String, Estimate> means = new LinkedHashMap<>();
    Map<String, Estimate> calibrations = new LinkedHashMap<>();
    for (GroupTable.Row row : table.rows()) {
      means.put(row.group(), row.meanScore());
      calibrations.put(row.group(), row.observedOverExpected());
    }
    String calibration = "observed_over_expected_";
    Map<String, Estimate> gaps = new LinkedHashMap<>();
    gaps.put(
        "mean_score_difference",
        new GroupEstimates(means).difference("mean_score_difference/1", new Interval(-1, 1)));
    var observed = new GroupEstimates(calibrations);
    gaps.put(calibration + "min", observed.least(calibration + "min/1"));
    gaps.put(calibration + "max", observed.most(calibration + "max/1"));
    block(gaps, counts.notProbabilities());
    return gaps;
  }

  private static void block(Map<String, Estimate> gaps, @Nullable String reason) {
    if (reason != null) {
      gaps.replaceAll((name, old) -> Estimate.undefined(old.definition(), reason));
    }
  }
}
