// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.imprimatur.proof.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * The rows by the values of one registered column.
 *
 * @param bins the reliability table of each row of {@code groups}, in its order; empty where scores
 *     are no probabilities
 */
public record SegmentTable(GroupTable groups, List<Reliability> bins) {
  public SegmentTable {
    bins = List.copyOf(bins);
  }

  /** Every segment's figures by its value. */
  Json details(RowCounts counts, MeanInterval by) {
    Json.Builder json = Json.obj();
    for (int i = 0; i < groups.rows().size(); i++) {
      GroupTable.Row row = groups.rows().get(i);
      Reliability table = i < bins.size() ? bins.get(i) : null;
      json.put(row.group(), figures(row, table, counts, by));
    }
    return json.build();
  }

  /** The figures of one segment, or of all rows as if they were one. */
  static Json figures(
      GroupTable.Row row, @Nullable Reliability bins, RowCounts counts, MeanInterval by) {
    Confusion c = row.confusion();
    Map<String, Estimate> figures = new LinkedHashMap<>();
    figures.put("prevalence", c.baseRate("prevalence/1"));
    figures.put("roc_auc", row.ranking().rocAuc());
    figures.put("recall", c.truePositiveRate("recall/1"));
    figures.put("precision", c.precision());
    figures.put("selection_rate", c.selectionRate());
    figures.put("accuracy", c.accuracy());
    String reason = c.n() == 0 ? Estimate.NO_ROWS : counts.notProbabilities();
    if (reason != null || bins == null) {
      String why = reason == null ? Estimate.NO_ROWS : reason;
      figures.put("brier", Estimate.undefined(by.definition("brier"), why));
      figures.put("ece_10", Estimate.undefined("ece_10/1", why));
    } else {
      Estimate brier = row.brier().mean("brier", c.n(), 1, by);
      figures.put("brier", brier);
      figures.put("ece_10", bins.withInterval("ece_10/1", row.brier().sum()));
    }
    Json.Builder json = Json.obj().put("n", c.n()).put("positives", c.positives());
    figures.forEach((name, estimate) -> json.put(name, estimate.toJson()));
    return json.build();
  }

  Json toJson() {
    return Json.obj()
        .put("rows", groups.toJson())
        .put("bins_10", Json.array(bins.stream().map(Reliability::toJson).toList()))
        .build();
  }

  static SegmentTable fromJson(String column, Json.Obj json) {
    List<Reliability> bins = new ArrayList<>();
    for (Json table : json.array("bins_10").values()) {
      bins.add(Reliability.fromJson((Json.Arr) table));
    }
    return new SegmentTable(GroupTable.fromJson(column, json.array("rows")), bins);
  }
}
