// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.Map;
import org.imprimatur.proof.json.Json;

/** How tables and metrics of evidence stand in JSON. */
public final class Tables {
  private Tables() {}

  static Json confusion(Confusion counts) {
    return Json.obj()
        .put("tn", counts.tn())
        .put("fp", counts.fp())
        .put("fn", counts.fn())
        .put("tp", counts.tp())
        .build();
  }

  static Confusion confusion(Json.Obj json) {
    return new Confusion(
        json.integer("tn"), json.integer("fp"), json.integer("fn"), json.integer("tp"));
  }

  /** The metrics of evidence by name. */
  public static Json metrics(Map<String, Estimate> metrics) {
    Json.Builder json = Json.obj();
    metrics.forEach((name, estimate) -> json.put(name, estimate.toJson()));
    return json.build();
  }
}
