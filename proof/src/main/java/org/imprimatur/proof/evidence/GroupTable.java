// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.imprimatur.proof.json.Json;

/**
 * Integer statistics of every group of one attribute, or of one intersection of attributes ("afam &
 * single").
 */
public record GroupTable(String attribute, List<Row> rows) {
  /** One group. A missing group value is a group of its own, called "missing". */
  public record Row(String group, Confusion confusion, Ranking ranking, Sums scores, Sums brier) {}

  public GroupTable {
    rows = List.copyOf(rows);
  }

  GroupRates rates(ToLongFunction<Confusion> count, ToLongFunction<Confusion> of) {
    List<GroupRates.Rate> rates = new ArrayList<>();
    for (Row row : rows) {
      Confusion confusion = row.confusion();
      rates.add(
          new GroupRates.Rate(
              row.group(), count.applyAsLong(confusion), of.applyAsLong(confusion)));
    }
    return new GroupRates(rates);
  }

  public boolean isIntersection() {
    return attribute.contains(" & ");
  }

  Json toJson() {
    List<Json> groups = new ArrayList<>();
    for (Row row : rows) {
      groups.add(
          Json.obj()
              .put("group", row.group())
              .put("n", row.confusion().n())
              .put("confusion", Tables.confusion(row.confusion()))
              .put("ranking", row.ranking().toJson())
              .put("score_fx", row.scores().toJson())
              .put("brier_fx", row.brier().toJson())
              .build());
    }
    return Json.array(groups);
  }

  static GroupTable fromJson(String attribute, Json.Arr json) {
    List<Row> rows = new ArrayList<>();
    for (Json value : json.values()) {
      Json.Obj row = (Json.Obj) value;
      rows.add(
          new Row(
              row.string("group"),
              Tables.confusion(row.object("confusion")),
              Ranking.fromJson(row.object("ranking")),
              Sums.fromJson(row.object("score_fx")),
              Sums.fromJson(row.object("brier_fx"))));
    }
    return new GroupTable(attribute, rows);
  }
}
