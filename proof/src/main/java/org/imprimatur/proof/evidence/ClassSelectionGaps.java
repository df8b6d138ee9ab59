// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.imprimatur.proof.json.Json;

/**
 * How far the groups of one attribute are apart in who is predicted which of several classes.
 * {@code fairness.multiclass/1} and {@code fairness.selection/1} both have these figures from here.
 *
 * @param favourable the number of the class that is good for the person, where one is
 */
record ClassSelectionGaps(
    List<String> classes, Optional<Integer> favourable, List<ClassSelection.Group> groups) {
  private static final String PARITY = "demographic_parity_difference";
  private static final String IMPACT = "disparate_impact.min_over_max";

  /** Every gap by its name, in the order of reading. */
  Map<String, Estimate> all() {
    Map<String, Estimate> gaps = new LinkedHashMap<>();
    List<Estimate> parity = new ArrayList<>();
    for (int of = 0; of < classes.size(); of++) {
      parity.add(selected(of).difference(PARITY + "/1"));
    }
    gaps.put(PARITY, largest(parity));
    favourable.ifPresent(
        of -> {
          gaps.put(IMPACT, selected(of).ratio(IMPACT + "/1"));
          gaps.put("impact_ratio_min", impactRatios(of).least());
        });
    for (int of = 0; of < classes.size(); of++) {
      String name = "class." + classes.get(of) + ".selection_rate_";
      gaps.put(name + "difference", selected(of).difference("selection_rate_difference/1"));
      gaps.put(name + "ratio", selected(of).ratio("selection_rate_ratio/1"));
    }
    return gaps;
  }

  /** The largest of the classes' gaps; undefined where one of them is. */
  static Estimate largest(List<Estimate> gaps) {
    Estimate largest = gaps.getFirst();
    for (Estimate gap : gaps) {
      if (gap.value() == null) {
        return gap;
      }
      if (gap.value() > Objects.requireNonNull(largest.value())) {
        largest = gap;
      }
    }
    return largest;
  }

  ImpactRatios impactRatios(int of) {
    return new ImpactRatios(rates(of), Json.of(classes.get(of)));
  }

  private GroupRates selected(int of) {
    return new GroupRates(rates(of));
  }

  private List<GroupRates.Rate> rates(int of) {
    return groups.stream()
        .map(group -> new GroupRates.Rate(group.name(), group.predicted().get(of), group.rows()))
        .toList();
  }
}
