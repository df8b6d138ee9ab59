// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.imprimatur.proof.json.Json;

/**
 * Who is predicted positive in every group of one attribute, or of one intersection of attributes
 * ("afam &amp; single"). No label is needed to know it.
 */
public record SelectionTable(String attribute, List<Row> rows) {
  /**
   * One group. A missing group value is a group of its own, called "missing".
   *
   * @param selected how many of its n rows are predicted positive
   */
  public record Row(String group, long n, long selected) {
    public Row {
      if (selected < 0 || selected > n) {
        throw new IllegalArgumentException("Of n rows 0 to n are selected");
      }
    }

    /** Rows with the prediction that is good for the person: class 0 or class 1. */
    public long favourable(int favourable) {
      return favourable == 1 ? selected : n - selected;
    }

    Estimate selectionRate() {
      return Estimate.rate("selection_rate/1", selected, n);
    }
  }

  public SelectionTable {
    rows = List.copyOf(rows);
  }

  GroupRates rates(ToLongFunction<Row> count) {
    return new GroupRates(
        rows.stream()
            .map(row -> new GroupRates.Rate(row.group(), count.applyAsLong(row), row.n()))
            .toList());
  }

  public boolean isIntersection() {
    return AttributeTrees.isIntersection(attribute);
  }

  Json toJson() {
    List<Json> groups = new ArrayList<>();
    for (Row row : rows) {
      groups.add(
          Json.obj()
              .put("group", row.group())
              .put("n", row.n())
              .put("selected", row.selected())
              .build());
    }
    return Json.obj().put("attribute", attribute).put("rows", Json.array(groups)).build();
  }

  static SelectionTable fromJson(Json.Obj json) {
    List<Row> rows = new ArrayList<>();
    for (Json value : json.array("rows").values()) {
      Json.Obj row = (Json.Obj) value;
      rows.add(new Row(row.string("group"), row.integer("n"), row.integer("selected")));
    }
    return new SelectionTable(json.string("attribute"), rows);
  }
}
