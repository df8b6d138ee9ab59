// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far the groups of one attribute are apart in who is predicted what. {@code fairness/1} and
 * {@code fairness.selection/1} both have these figures from here.
 *
 * @param favourable the predicted class that is good for the person, 0 or 1
 */
record SelectionGaps(SelectionTable table, int favourable) {
  private static final String PARITY = "demographic_parity_";
  private static final String IMPACT = "disparate_impact.min_over_max";

  /** Every gap by its name, in the order of reading. */
  Map<String, Estimate> all() {
    Map<String, Estimate> gaps = new LinkedHashMap<>();
    GroupRates selected = table.rates(SelectionTable.Row::selected);
    gaps.put(PARITY + "difference", selected.difference(PARITY + "difference/1"));
    gaps.put(PARITY + "ratio", selected.ratio(PARITY + "ratio/1"));
    gaps.put(IMPACT, adverseImpact());
    gaps.put("impact_ratio_min", ImpactRatios.of(table, favourable).least());
    return gaps;
  }

  /** The adverse impact ratio: the smallest favourable rate over the largest. */
  Estimate adverseImpact() {
    return table.rates(row -> row.favourable(favourable)).ratio(IMPACT + "/1");
  }
}
