// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.imprimatur.proof.distribution.ChiSquared;
import org.imprimatur.proof.json.Json;

/**
 * Missing cells of columns by the groups of one attribute.
 *
 * @param rows rows of each group
 * @param missing for each column that misses a cell: such cells of each group
 */
public record MissingByGroup(Map<String, Long> rows, Map<String, Map<String, Long>> missing) {
  public MissingByGroup {
    rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
    missing = Collections.unmodifiableMap(new LinkedHashMap<>(missing));
  }

  /**
   * Pearson's chi-square test that a column misses cells equally often in all groups. It is not
   * told where an expected count is below 1, or more than a fifth of them below 5 (Cochran,
   * Biometrics 10, 1954).
   */
  Estimate difference(String column) {
    String definition = "missing_by_group_p/1";
    Map<String, Long> cells = missing.getOrDefault(column, Map.of());
    double all = (double) rows.values().stream().mapToLong(Long::longValue).sum();
    double gone = (double) cells.values().stream().mapToLong(Long::longValue).sum();
    if (rows.size() < 2) {
      return Estimate.undefined(definition, "There is only one group.");
    }
    if (gone == 0 || gone == all) {
      return Estimate.undefined(definition, "Every cell is there, or none.");
    }
    double statistic = 0;
    int small = 0;
    boolean tiny = false;
    for (Map.Entry<String, Long> group : rows.entrySet()) {
      double n = (double) group.getValue();
      double found = (double) cells.getOrDefault(group.getKey(), 0L);
      for (double share : new double[] {gone / all, 1 - gone / all}) {
        double expected = n * share;
        small += expected < 5 ? 1 : 0;
        tiny |= expected < 1;
      }
      double distance = found - n * gone / all;
      statistic += distance * distance / (n * (gone / all) * (1 - gone / all));
    }
    return tiny || small * 5 > 2 * rows.size()
        ? Estimate.undefined(definition, "Too few cells are missing, or groups are too small.")
        : Estimate.of(definition, ChiSquared.survival(statistic, rows.size() - 1L));
  }

  Json details() {
    Json.Builder columns = Json.obj();
    missing.forEach(
        (column, cells) -> {
          Json.Builder groups = Json.obj();
          rows.forEach(
              (group, n) ->
                  groups.put(
                      group,
                      Estimate.rate("missing_share/1", cells.getOrDefault(group, 0L), n).toJson()));
          columns.put(
              column,
              Json.obj()
                  .put("groups", groups.build())
                  .put("equal_p", difference(column).toJson())
                  .build());
        });
    return columns.build();
  }

  private static Json counts(Map<String, Long> counts) {
    Json.Builder json = Json.obj();
    counts.forEach(json::put);
    return json.build();
  }

  Json toJson() {
    Json.Builder columns = Json.obj();
    missing.forEach((column, cells) -> columns.put(column, counts(cells)));
    return Json.obj().put("rows", counts(rows)).put("missing", columns.build()).build();
  }

  static MissingByGroup fromJson(Json.Obj json) {
    Json.Obj columns = json.object("missing");
    Map<String, Map<String, Long>> missing = new LinkedHashMap<>();
    columns
        .members()
        .keySet()
        .forEach(column -> missing.put(column, counts(columns.object(column))));
    return new MissingByGroup(counts(json.object("rows")), missing);
  }

  private static Map<String, Long> counts(Json.Obj json) {
    Map<String, Long> counts = new LinkedHashMap<>();
    json.members().keySet().forEach(name -> counts.put(name, json.integer(name)));
    return counts;
  }
}
