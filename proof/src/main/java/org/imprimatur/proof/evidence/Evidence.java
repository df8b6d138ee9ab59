// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.Map;
import org.imprimatur.proof.json.Json;

/**
 * The record of one check run, {@code evidence/v1}.
 *
 * <p>Its metrics follow from its integer tables alone: {@link #derive} computes them again without
 * the data.
 */
public record Evidence(String check, String evidenceClass, Kind kind, Json inputs, Json spec) {
  public static final String PERFORMANCE = "performance/1";
  public static final String MULTICLASS = "performance.multiclass/1";
  public static final String FAIRNESS_MULTICLASS = "fairness.multiclass/1";
  public static final String COMPARISON = "performance.comparison/1";
  public static final String REGRESSION = "performance.regression/1";
  public static final String FAIRNESS_REGRESSION = "fairness.regression/1";
  public static final String FAIRNESS = "fairness/1";
  public static final String SELECTION = "fairness.selection/1";
  public static final String DATA_QUALITY = "data.quality/1";
  public static final String RUNTIME = "operations.runtime/1";
  public static final String DRIFT = "data.drift/1";
  public static final String PROXIES = "data.proxies/1";
  public static final String LEAKAGE = "data.leakage/1";

  /** Derived evidence is the same bytes on every machine; measured evidence has a tolerance. */
  public enum Kind {
    DERIVED,
    MEASURED;

    public String word() {
      return this == DERIVED ? "derived" : "measured";
    }
  }

  public Json.Obj computed(Json tables, Map<String, Estimate> metrics, Json details) {
    return head()
        .put("outcome", "computed")
        .put("tables", tables)
        .put("metrics", Tables.metrics(metrics))
        .put("details", details)
        .build();
  }

  /** The record of a check that could not be computed: it satisfies nothing. */
  public Json.Obj error(String code, String message) {
    Json.Obj nothing = Json.obj().build();
    return head()
        .put("outcome", "error")
        .put("error", Json.obj().put("code", code).put("message", message).build())
        .put("tables", nothing)
        .put("metrics", nothing)
        .put("details", nothing)
        .build();
  }

  private Json.Builder head() {
    return Json.obj()
        .put("imprimatur", "evidence/v1")
        .put("check", check)
        .put("class", evidenceClass)
        .put("kind", kind.word())
        .put("inputs", inputs)
        .put("spec", spec);
  }

  /** The metrics of an evidence record, computed again from its tables. */
  public static Json derive(Json.Obj evidence) {
    Json.Obj tables = evidence.object("tables");
    String check = evidence.string("check");
    return switch (check) {
      case PERFORMANCE -> Tables.metrics(Performance.fromTables(tables).metrics());
      case MULTICLASS -> Tables.metrics(Multiclass.fromTables(tables).metrics());
      case REGRESSION -> Tables.metrics(Regression.fromTables(tables).metrics());
      case FAIRNESS_REGRESSION -> Tables.metrics(NumberFairness.fromTables(tables).metrics());
      case FAIRNESS_MULTICLASS -> Tables.metrics(ClassFairness.fromTables(tables).metrics());
      case COMPARISON -> Tables.metrics(Comparison.fromTables(tables).metrics());
      case FAIRNESS -> Tables.metrics(Fairness.fromTables(tables).metrics());
      case SELECTION ->
          Tables.metrics(
              tables.find("classes").isPresent()
                  ? ClassSelection.fromTables(tables).metrics()
                  : Selection.fromTables(tables).metrics());
      case PROXIES -> Tables.metrics(Proxies.fromTables(tables).metrics());
      case LEAKAGE -> Tables.metrics(Leakage.fromTables(tables).metrics());
      case DATA_QUALITY -> Tables.metrics(DataQuality.fromTables(tables).metrics());
      case RUNTIME -> Tables.metrics(MeasuredRuntime.fromTables(tables).metrics());
      case DRIFT -> Tables.metrics(Drift.fromTables(tables).metrics());
      default -> Tables.metrics(Counts.fromTables(tables).metrics());
    };
  }
}
