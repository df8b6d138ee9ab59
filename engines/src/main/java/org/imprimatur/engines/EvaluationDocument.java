// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import java.util.List;
import org.imprimatur.proof.json.Json;

/** Puts the records of several checks into one object under the published names. */
final class EvaluationDocument {
  private final Json.Builder document =
      Json.obj().put("imprimatur", "evaluation-result/v1").put("task", "binary");

  void add(String check, Json.Obj evidence) {
    Json.Obj details = evidence.object("details");
    switch (check) {
      case Job.PERFORMANCE -> {
        document.put("metrics", evidence.object("metrics"));
        for (String name : List.of("confusion", "calibration", "thresholds")) {
          document.put(name, details.object(name));
        }
      }
      case Job.FAIRNESS -> {
        document.put("fairness", details.object("fairness"));
        document.put("intersections", details.object("intersections"));
      }
      case Job.DATA_QUALITY -> document.put("quality", quality(evidence));
      case Job.PROHIBITED_INPUTS -> document.put("prohibited_inputs", details);
      default -> throw new IllegalArgumentException("No place for " + check);
    }
  }

  private static Json quality(Json.Obj evidence) {
    Json.Obj details = evidence.object("details");
    Json.Obj counts = evidence.object("tables").object("counts");
    Json test =
        Json.obj()
            .put("rows", counts.integer("rows"))
            .put("columns", details.object("columns"))
            .put("duplicate_rows", counts.integer("duplicate_rows"))
            .put("constant_columns", details.array("constant_columns"))
            .build();
    Json.Builder balance = Json.obj();
    for (String name : List.of("negatives", "positives")) {
      counts.find(name).ifPresent(count -> balance.put(name, count));
    }
    Json.Builder quality =
        Json.obj()
            .put("test", test)
            .put("class_balance", Json.obj().put("test", balance.build()).build())
            .put("problems", details.array("problems"));
    counts
        .find("rows_shared_with_training")
        .ifPresent(rows -> quality.put("test_rows_that_also_stand_in_train", rows));
    return quality.build();
  }

  Json.Obj finish(Job job, Json.Obj evidence) {
    Json.Builder inputs = Json.obj();
    job.inputs().forEach((role, input) -> inputs.put(role, input.digest().toString()));
    return document
        .put("inputs", inputs.build())
        .put("spec", job.spec())
        .put("evidence", evidence)
        .build();
  }
}
