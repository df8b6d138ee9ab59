// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.json.Json;

/**
 * Impact ratios in the reading of New York City's rules on Local Law 144 of 2021: the selection
 * rate of each category over that of the most selected category (6 RCNY § 5-300). A category under
 * 2 % of the data may be left out of the ratios, while its count and rate are shown (§ 5-301); who
 * is of unknown category is counted apart. Selected means predicted favourably.
 *
 * @param rates who is selected, of whom, in each category
 * @param selected the predicted class that selects
 */
record ImpactRatios(List<GroupRates.Rate> rates, Json selected) {
  private static final long SMALLEST_PERCENT = 2;
  private static final String UNKNOWN = "missing";
  private static final String DEFINITION = "impact_ratio_min/1";

  ImpactRatios {
    rates = List.copyOf(rates);
  }

  /** For two classes, of which {@code favourable} is good for the person: 0 or 1. */
  static ImpactRatios of(SelectionTable table, int favourable) {
    List<GroupRates.Rate> rates = new ArrayList<>();
    for (SelectionTable.Row row : table.rows()) {
      rates.add(new GroupRates.Rate(row.group(), row.favourable(favourable), row.n()));
    }
    return new ImpactRatios(rates, Json.of((long) favourable));
  }

  private long rows() {
    return rates.stream().mapToLong(GroupRates.Rate::rows).sum();
  }

  private static boolean unknown(GroupRates.Rate row) {
    return Arrays.asList(row.group().split(" & ", -1)).contains(UNKNOWN);
  }

  /** Whether a category stands in the ratios. */
  private boolean compared(GroupRates.Rate row, long rows) {
    long n = row.rows();
    return n > 0 && !unknown(row) && n * 100 >= rows * SMALLEST_PERCENT;
  }

  private List<GroupRates.Rate> compared() {
    long rows = rows();
    return rates.stream().filter(row -> compared(row, rows)).toList();
  }

  private Optional<GroupRates.Rate> mostSelected() {
    return compared().stream().max(Comparator.comparingDouble(GroupRates.Rate::value));
  }

  /** The smallest impact ratio among the compared categories, with the Katz-log interval. */
  Estimate least() {
    List<GroupRates.Rate> compared = compared();
    if (compared.size() < 2) {
      return Estimate.undefined(
          DEFINITION, "Fewer than two known categories have at least 2 % of the rows.");
    }
    GroupRates.Rate most = mostSelected().orElseThrow();
    if (most.count() == 0) {
      return Estimate.undefined(DEFINITION, "No category has anyone selected.");
    }
    GroupRates.Rate least =
        compared.stream()
            .filter(row -> !row.equals(most))
            .min(Comparator.comparingDouble(GroupRates.Rate::value))
            .orElseThrow();
    return Estimate.of(DEFINITION, least.value() / most.value(), interval(least, most));
  }

  private Interval interval(GroupRates.Rate row, GroupRates.Rate most) {
    return Interval.katzLog(row.count(), row.rows(), most.count(), most.rows());
  }

  /** The table as the rule's summary of results has it. */
  Json toJson() {
    long rows = rows();
    Optional<GroupRates.Rate> most = mostSelected().filter(row -> row.count() > 0);
    Json.Builder categories = Json.obj();
    long unknown = 0;
    for (GroupRates.Rate row : rates) {
      if (unknown(row)) {
        unknown += row.rows();
      } else if (row.rows() > 0) {
        categories.put(row.group(), category(row, most, compared(row, rows)));
      }
    }
    return Json.obj()
        .put("rule", "6 RCNY 5-300")
        .put("selected_prediction", selected)
        .put("most_selected", most.map(row -> Json.of(row.group())).orElse(Json.nothing()))
        .put("unknown_category", unknown)
        .put("categories", categories.build())
        .build();
  }

  private Json category(GroupRates.Rate row, Optional<GroupRates.Rate> most, boolean compared) {
    Json.Builder json =
        Json.obj()
            .put("n", row.rows())
            .put("selected", row.count())
            .put("selection_rate", row.value())
            .put("selection_rate_wilson95", Values.pair(Interval.wilson(row.count(), row.rows())))
            .put("under_two_percent", !compared);
    if (most.isEmpty() || !compared) {
      return json.put("impact_ratio", Json.nothing()).build();
    }
    json.put("impact_ratio", row.value() / most.get().value());
    return row.equals(most.get())
        ? json.build()
        : json.put("impact_ratio_katz95", Values.pair(interval(row, most.get()))).build();
  }
}
