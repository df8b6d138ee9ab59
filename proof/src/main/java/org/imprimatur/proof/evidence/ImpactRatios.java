// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

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
 * @param favourable the predicted class that is good for the person, 0 or 1
 */
record ImpactRatios(GroupTable table, int favourable) {
  private static final long SMALLEST_PERCENT = 2;
  private static final String UNKNOWN = "missing";
  private static final String DEFINITION = "impact_ratio_min/1";

  private long rows() {
    return table.rows().stream().mapToLong(row -> row.confusion().n()).sum();
  }

  private long selected(GroupTable.Row row) {
    return row.confusion().favourable(favourable);
  }

  private double rate(GroupTable.Row row) {
    return (double) selected(row) / row.confusion().n();
  }

  private static boolean unknown(GroupTable.Row row) {
    return Arrays.asList(row.group().split(" & ", -1)).contains(UNKNOWN);
  }

  /** Whether a category stands in the ratios. */
  private boolean compared(GroupTable.Row row, long rows) {
    long n = row.confusion().n();
    return n > 0 && !unknown(row) && n * 100 >= rows * SMALLEST_PERCENT;
  }

  private List<GroupTable.Row> compared() {
    long rows = rows();
    return table.rows().stream().filter(row -> compared(row, rows)).toList();
  }

  private Optional<GroupTable.Row> mostSelected() {
    return compared().stream().max(Comparator.comparingDouble(this::rate));
  }

  /** The smallest impact ratio among the compared categories, with the Katz-log interval. */
  Estimate least() {
    List<GroupTable.Row> compared = compared();
    if (compared.size() < 2) {
      return Estimate.undefined(
          DEFINITION, "Fewer than two known categories have at least 2 % of the rows.");
    }
    GroupTable.Row most = mostSelected().orElseThrow();
    if (selected(most) == 0) {
      return Estimate.undefined(DEFINITION, "No category has anyone selected.");
    }
    GroupTable.Row least =
        compared.stream()
            .filter(row -> !row.equals(most))
            .min(Comparator.comparingDouble(this::rate))
            .orElseThrow();
    return Estimate.of(DEFINITION, rate(least) / rate(most), interval(least, most));
  }

  private Interval interval(GroupTable.Row row, GroupTable.Row most) {
    return Interval.katzLog(
        selected(row), row.confusion().n(), selected(most), most.confusion().n());
  }

  /** The table as the rule's summary of results has it. */
  Json toJson() {
    long rows = rows();
    Optional<GroupTable.Row> most = mostSelected().filter(row -> selected(row) > 0);
    Json.Builder categories = Json.obj();
    long unknown = 0;
    for (GroupTable.Row row : table.rows()) {
      if (unknown(row)) {
        unknown += row.confusion().n();
      } else if (row.confusion().n() > 0) {
        categories.put(row.group(), category(row, most, compared(row, rows)));
      }
    }
    return Json.obj()
        .put("rule", "6 RCNY 5-300")
        .put("selected_prediction", favourable)
        .put("most_selected", most.map(row -> Json.of(row.group())).orElse(Json.nothing()))
        .put("unknown_category", unknown)
        .put("categories", categories.build())
        .build();
  }

  private Json category(GroupTable.Row row, Optional<GroupTable.Row> most, boolean compared) {
    Json.Builder json =
        Json.obj()
            .put("n", row.confusion().n())
            .put("selected", selected(row))
            .put("selection_rate", rate(row))
            .put(
                "selection_rate_wilson95",
                Values.pair(Interval.wilson(selected(row), row.confusion().n())))
            .put("under_two_percent", !compared);
    if (most.isEmpty() || !compared) {
      return json.put("impact_ratio", Json.nothing()).build();
    }
    json.put("impact_ratio", rate(row) / rate(most.get()));
    return row.equals(most.get())
        ? json.build()
        : json.put("impact_ratio_katz95", Values.pair(interval(row, most.get()))).build();
  }
}
