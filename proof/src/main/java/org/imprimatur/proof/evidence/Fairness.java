// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.imprimatur.proof.json.Json;

/**
 * The integer tables of {@code fairness/1} and the metrics that follow from them.
 *
 * @param favourable the predicted class that is good for the person, 0 or 1
 */
public record Fairness(RowCounts counts, int favourable, List<GroupTable> attributes) {
  public Fairness {
    if (favourable != 0 && favourable != 1) {
      throw new IllegalArgumentException("The favourable class is 0 or 1, not " + favourable);
    }
    attributes = List.copyOf(attributes);
  }

  /** The gaps of every attribute and intersection, by name. */
  public Map<String, Estimate> metrics() {
    Map<String, Estimate> metrics = new LinkedHashMap<>();
    for (GroupTable table : attributes) {
      String prefix = "fairness." + table.attribute() + ".";
      gaps(table).forEach((name, estimate) -> metrics.put(prefix + name, estimate));
    }
    return metrics;
  }

  private Map<String, Estimate> gaps(GroupTable table) {
    return new GroupGaps(table, favourable, counts).all();
  }

  /** What of it no label is needed for. */
  public Selection selection() {
    return new Selection(
        counts.rows(), favourable, attributes.stream().map(GroupTable::selection).toList());
  }

  /** The same as a tree for reading: {@code fairness.afam.groups.yes.tpr} and so on. */
  public Json details() {
    return AttributeTrees.details(attributes, GroupTable::attribute, this::tree);
  }

  private Json tree(GroupTable table) {
    Json.Builder groups = Json.obj();
    table.rows().forEach(row -> groups.put(row.group(), GroupDetails.of(row, counts)));
    Json.Builder tree = Json.obj().put("groups", groups.build());
    gaps(table)
        .forEach(
            (name, estimate) -> {
              if (!name.startsWith("disparate_impact")) {
                tree.put(name, estimate.toJson());
              }
            });
    GroupRates positive = table.rates(Confusion::tp, Confusion::positives);
    GroupRates negative = table.rates(Confusion::fp, Confusion::negatives);
    List<String> leftOut = new ArrayList<>(positive.leftOut());
    negative.leftOut().stream().filter(group -> !leftOut.contains(group)).forEach(leftOut::add);
    leftOut.sort(null);
    boolean blocked = counts.blocked() != null;
    SelectionTable selection = table.selection();
    Json without =
        Json.obj()
            .put("tpr_difference", Values.number(blocked ? null : positive.differenceOfDefined()))
            .put("fpr_difference", Values.number(blocked ? null : negative.differenceOfDefined()))
            .put(
                "groups_left_out_of_one_or_both",
                Json.array(leftOut.stream().map(Json::of).toList()))
            .build();
    return tree.put("without_undefined", without)
        .put(
            "disparate_impact",
            new DisparateImpact(selection, favourable, blocked)
                .toJson(new SelectionGaps(selection, favourable).adverseImpact()))
        .put("impact_ratios", ImpactRatios.of(selection, favourable).toJson())
        .build();
  }

  public Json tables() {
    List<Json> groups = new ArrayList<>();
    for (GroupTable table : attributes) {
      groups.add(
          Json.obj().put("attribute", table.attribute()).put("rows", table.toJson()).build());
    }
    return Json.obj()
        .put("counts", counts.toJson())
        .put("favourable", favourable)
        .put("groups", Json.array(groups))
        .build();
  }

  public static Fairness fromTables(Json.Obj json) {
    List<GroupTable> tables = new ArrayList<>();
    for (Json value : json.array("groups").values()) {
      Json.Obj table = (Json.Obj) value;
      tables.add(GroupTable.fromJson(table.string("attribute"), table.array("rows")));
    }
    return new Fairness(
        RowCounts.fromJson(json.object("counts")), (int) json.integer("favourable"), tables);
  }
}
