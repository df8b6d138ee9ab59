// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.json.Json;

/**
 * What is counted beside the headline metrics of {@code performance/1}, for plots and for what an
 * examination asks in particular.
 *
 * @param sweep the confusion table at 0.01, 0.02, … 0.99
 * @param closedAbove ten equal bins (lo, hi], as scikit-learn's calibration curve has them
 */
public record Beside(
    List<Performance.Threshold> sweep,
    Quantiles quantiles,
    Reliability closedAbove,
    Optional<CostMatrix> cost,
    List<SegmentTable> segments) {
  /** Nothing beside: evidence that was computed before these tables were. */
  public static final Beside NONE =
      new Beside(
          List.of(),
          new Quantiles(List.of()),
          new Reliability(List.of()),
          Optional.empty(),
          List.of());

  public Beside {
    sweep = List.copyOf(sweep);
    segments = List.copyOf(segments);
  }

  Json toJson() {
    Json.Builder json =
        Json.obj()
            .put("sweep", Performance.table(sweep))
            .put("quantiles", quantiles.toJson())
            .put("bins_10_closed_above", closedAbove.toJson());
    cost.ifPresent(matrix -> json.put("cost", matrix.toJson()));
    Json.Builder columns = Json.obj();
    segments.forEach(segment -> columns.put(segment.groups().attribute(), segment.toJson()));
    return json.put("segments", columns.build()).build();
  }

  static Beside fromJson(Json.Obj json) {
    List<SegmentTable> segments = new ArrayList<>();
    Json.Obj columns = json.object("segments");
    for (String column : columns.members().keySet()) {
      segments.add(SegmentTable.fromJson(column, columns.object(column)));
    }
    return new Beside(
        Performance.steps(json.array("sweep")),
        Quantiles.fromJson(json.array("quantiles")),
        Reliability.fromJson(json.array("bins_10_closed_above")),
        json.find("cost").map(cost -> CostMatrix.fromJson((Json.Obj) cost)),
        segments);
  }
}
