// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.util.StringJoiner;
import org.imprimatur.proof.json.Json;

/** The result of an evaluation as people read it in a terminal. */
final class EvaluationText {
  private EvaluationText() {}

  static String of(Json.Obj document) {
    var lines = new StringJoiner(System.lineSeparator());
    Words.object(document, "metrics")
        .members()
        .forEach((name, value) -> lines.add(metric(name, value)));
    Words.object(document, "fairness")
        .members()
        .forEach((attribute, value) -> lines.add("fairness by " + attribute + rates(value)));
    for (Json problem : Words.array(Words.object(document, "quality"), "problems")) {
      lines.add("problem: " + Words.text(problem));
    }
    return lines.toString();
  }

  private static String metric(String name, Json value) {
    if (!(value instanceof Json.Obj metric)) {
      return "%-24s %s".formatted(name, Words.text(value));
    }
    String figure = Words.text(metric, "value");
    if (figure.isEmpty()) {
      return "%-24s cannot be told: %s".formatted(name, Words.text(metric, "reason"));
    }
    String low = Words.text(metric, "low");
    return "%-24s %s%s"
        .formatted(
            name,
            figure,
            low.isEmpty() ? "" : " [" + low + ", " + Words.text(metric, "high") + "]");
  }

  private static String rates(Json attribute) {
    return attribute instanceof Json.Obj object ? ": " + object.text() : "";
  }
}
