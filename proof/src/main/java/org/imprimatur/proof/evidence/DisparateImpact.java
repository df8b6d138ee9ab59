// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.Comparator;
import org.imprimatur.proof.json.Json;

/**
 * The rates of the favourable prediction, each compared with the largest group: the screening value
 * of 29 CFR 1607.4(D), not a verdict.
 *
 * @param blocked whether no figure may be told
 */
record DisparateImpact(SelectionTable table, int favourable, boolean blocked) {
  private static final double FOUR_FIFTHS = 0.8;

  Json toJson(Estimate minOverMax) {
    Json.Builder json = Json.obj().put("favourable_prediction", favourable);
    if (blocked || table.rows().isEmpty()) {
      return json.put("min_over_max", Json.nothing())
          .put("four_fifths_pass", Json.nothing())
          .build();
    }
    SelectionTable.Row largest =
        table.rows().stream().max(Comparator.comparingLong(SelectionTable.Row::n)).orElseThrow();
    Json.Builder rates = Json.obj();
    Json.Builder against = Json.obj();
    for (SelectionTable.Row row : table.rows()) {
      rates.put(row.group(), rate(row));
      against.put(
          row.group(), Values.number(rate(largest) == 0 ? null : rate(row) / rate(largest)));
    }
    json.put("favourable_rate", rates.build())
        .put("min_over_max", minOverMax.number())
        .put("min_over_max_katz95", Values.pair(minOverMax.interval()))
        .put("reference_group", largest.group())
        .put("against_largest_group", against.build());
    Double value = minOverMax.value();
    return value == null
        ? json.put("four_fifths_pass", Json.nothing()).build()
        : json.put("four_fifths_pass", value >= FOUR_FIFTHS).build();
  }

  private double rate(SelectionTable.Row row) {
    return (double) row.favourable(favourable) / row.n();
  }
}
