// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.imprimatur.proof.json.Json;

/** Named counts, for checks whose metrics are nothing but counts. */
public record Counts(SortedMap<String, Long> values) {
  public Counts {
    values = new TreeMap<>(values);
  }

  public Map<String, Estimate> metrics() {
    Map<String, Estimate> metrics = new LinkedHashMap<>();
    values.forEach((name, count) -> metrics.put(name, Estimate.of(name + "/1", count)));
    return metrics;
  }

  public Json tables() {
    Json.Builder counts = Json.obj();
    values.forEach(counts::put);
    return Json.obj().put("counts", counts.build()).build();
  }

  static Counts fromTables(Json.Obj tables) {
    Json.Obj counts = tables.object("counts");
    SortedMap<String, Long> values = new TreeMap<>();
    counts.members().keySet().forEach(name -> values.put(name, counts.integer(name)));
    return new Counts(values);
  }
}
