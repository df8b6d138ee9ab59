// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.ArrayList;
import java.util.List;
import org.imprimatur.proof.json.Json;

/**
 * The finite values of both files in the same bins: each ends with an edge, which belongs to it,
 * and one lies above the last edge. Without values in the reference there are no edges and no bins.
 */
public record NumericBins(List<Double> edges, List<Long> reference, List<Long> current) {
  private static final String RULE =
      "numpy.unique(numpy.quantile(ref, [0.1..0.9])) (linear interpolation); bin of x = number of"
          + " edges < x, that is (edge[i-1], edge[i]]; missing left out";

  public NumericBins {
    edges = List.copyOf(edges);
    reference = List.copyOf(reference);
    current = List.copyOf(current);
    int bins = edges.isEmpty() ? 0 : edges.size() + 1;
    if (reference.size() != bins || current.size() != bins) {
      throw new IllegalArgumentException("There is one bin more than edges, in both files");
    }
  }

  Shift shift() {
    List<Shift.Cell> cells = new ArrayList<>();
    for (int i = 0; i < reference.size(); i++) {
      cells.add(new Shift.Cell(reference.get(i), current.get(i), 1));
    }
    return new Shift(cells);
  }

  Json tables() {
    return Json.obj()
        .put("inner_edges", Values.doubles(edges))
        .put("counts_ref", Values.longs(reference))
        .put("counts_cur", Values.longs(current))
        .build();
  }

  static NumericBins fromTables(Json.Obj json) {
    return new NumericBins(
        Values.doubles(json.array("inner_edges")),
        Values.longs(json.array("counts_ref")),
        Values.longs(json.array("counts_cur")));
  }

  Json details() {
    return Json.obj()
        .put("inner_edges", Json.array(edges.stream().map(edge -> Json.of(edge + 0.0)).toList()))
        .put("counts_ref", Values.longs(reference))
        .put("counts_cur", Values.longs(current))
        .put("rule", RULE)
        .build();
  }
}
