// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.imprimatur.proof.json.Json;

/**
 * The integer tables of {@code fairness.selection/1} for two classes, and the metrics that follow
 * from them: what {@code fairness/1} says of the same rows, as far as no label is needed for it.
 *
 * @param favourable the predicted class that is good for the person, 0 or 1
 */
public record Selection(long rows, int favourable, List<SelectionTable> attributes) {
  public Selection {
    if (favourable != 0 && favourable != 1) {
      throw new IllegalArgumentException("The favourable class is 0 or 1, not " + favourable);
    }
    attributes = List.copyOf(attributes);
  }

  /** The gaps of every attribute and intersection, by name. */
  public Map<String, Estimate> metrics() {
    Map<String, Estimate> metrics = new LinkedHashMap<>();
    for (SelectionTable table : attributes) {
      String prefix = "fairness." + table.attribute() + ".";
      new SelectionGaps(table, favourable)
          .all()
          .forEach((name, estimate) -> metrics.put(prefix + name, estimate));
    }
    return metrics;
  }

  /** The same as a tree for reading: {@code fairness.afam.groups.yes.selection_rate} and so on. */
  public Json details() {
    return AttributeTrees.details(attributes, SelectionTable::attribute, this::tree);
  }

  private Json tree(SelectionTable table) {
    Json.Builder groups = Json.obj();
    table.rows().forEach(row -> groups.put(row.group(), group(row)));
    var gaps = new SelectionGaps(table, favourable);
    Json.Builder tree = Json.obj().put("groups", groups.build());
    gaps.all()
        .forEach(
            (name, estimate) -> {
              if (!name.startsWith("disparate_impact")) {
                tree.put(name, estimate.toJson());
              }
            });
    return tree.put(
            "disparate_impact",
            new DisparateImpact(table, favourable, rows == 0).toJson(gaps.adverseImpact()))
        .put("impact_ratios", ImpactRatios.of(table, favourable).toJson())
        .build();
  }

  private Json group(SelectionTable.Row row) {
    Estimate rate = row.selectionRate();
    return Json.obj()
        .put("n", row.n())
        .put("selected", row.selected())
        .put("share", Values.number(rows == 0 ? null : (double) row.n() / rows))
        .put("selection_rate", rate.number())
        .put("selection_rate_wilson95", Values.pair(rate.interval()))
        .build();
  }

  public Json tables() {
    return Json.obj()
        .put("rows", rows)
        .put("favourable", favourable)
        .put("groups", Json.array(attributes.stream().map(SelectionTable::toJson).toList()))
        .build();
  }

  public static Selection fromTables(Json.Obj json) {
    List<SelectionTable> tables = new ArrayList<>();
    for (Json value : json.array("groups").values()) {
      SelectionTable table = SelectionTable.fromJson((Json.Obj) value);
      if (table.rows().stream().mapToLong(SelectionTable.Row::n).sum() != json.integer("rows")) {
        throw new IllegalArgumentException("Every row is in one group of an attribute");
      }
      tables.add(table);
    }
    return new Selection(json.integer("rows"), Math.toIntExact(json.integer("favourable")), tables);
  }
}
