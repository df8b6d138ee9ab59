// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Directions;
import org.imprimatur.proof.policy.Expression;

/**
 * A change envelope to begin with: what the checks read of a submitted version, as an envelope says
 * it. Its limits are those of the version now; whoever states it chooses others.
 */
final class EnvelopeDraft {
  private static final Set<String> FIGURES = Set.of("performance", "fairness");

  private final Api api;
  private final Json.Obj submission;

  EnvelopeDraft(Api api, Json.Obj submission) {
    this.api = api;
    this.submission = submission;
  }

  /** The YAML of it. */
  String text() {
    Json.Obj model = model();
    List<String> lines = new ArrayList<>();
    lines.add("imprimatur: envelope/v1");
    lines.add("change: \"\"   # what changes in such a retrain, and how it is made");
    lines.add("impact: \"\"   # its benefits and risks, and what holds them");
    lines.add("data: []     # the names of the data sets that a retrain may be trained on");
    lines.add("features:");
    for (Json.Obj port : Words.objects(model, "inputs")) {
      lines.add(
          "  - {name: %s, type: %s}"
              .formatted(quoted(Words.text(port, "name")), quoted(Words.text(port, "type"))));
    }
    lines.add(
        "operators: ["
            + String.join(", ", Words.object(model, "operators").members().keySet())
            + "]");
    lines.add("bounds:");
    lines.addAll(bounds());
    lines.add("cutoff: same");
    lines.add("most: 1");
    lines.add("until: \"\"    # its last day, such as 2027-06-30");
    return String.join(System.lineSeparator(), lines);
  }

  private Json.Obj model() {
    for (Json.Obj item : Words.objects(submission, "evidence")) {
      if (Words.text(item, "item").equals("artifact/1")) {
        String hex = Digest.parse(Words.text(item, "digest")).hex();
        Json.Obj evidence = api.get("/blobs/" + hex);
        List<Json.Obj> models = Words.objects(Words.object(evidence, "details"), "models");
        if (models.size() == 1) {
          return Words.object(models.getFirst(), "model");
        }
      }
    }
    throw CommandException.unknown(
        "envelope.artifact",
        "The check artifact/1 has not read exactly one ONNX model of this submission.",
        "Wait for the checks. Only a version with one ONNX model can have a change envelope.");
  }

  /** One for each figure that an expression of the gate judges, in its direction. */
  private List<String> bounds() {
    List<String> lines = new ArrayList<>();
    for (Json.Obj requirement : Words.objects(submission, "requirements")) {
      String of = Words.text(requirement, "class");
      if (!FIGURES.contains(of)) {
        continue;
      }
      var asked = Directions.of(Expression.overMetrics(Words.text(requirement, "rule"), of));
      for (Json.Obj reason : Words.objects(requirement, "reasons")) {
        if (Words.text(reason, "code").equals("metric.judged")) {
          Json.Obj facts = Words.object(reason, "facts");
          String metric = Words.text(facts, "metric");
          if (asked.atLeast().contains(metric)) {
            lines.add(bound(of, facts, "at-least", rounded(facts, "low", false)));
          }
          if (asked.atMost().contains(metric)) {
            lines.add(bound(of, facts, "at-most", rounded(facts, "high", true)));
          }
        }
      }
    }
    return lines;
  }

  private static String bound(String of, Json.Obj facts, String direction, String limit) {
    return "  - {class: %s, metric: %s, %s: %s}   # now %s to %s"
        .formatted(
            of,
            quoted(Words.text(facts, "metric")),
            direction,
            limit,
            rounded(facts, "low", false),
            rounded(facts, "high", true));
  }

  /** In four figures, outwards, so that the version itself keeps it. */
  private static String rounded(Json.Obj facts, String name, boolean up) {
    var four = new MathContext(4, up ? RoundingMode.CEILING : RoundingMode.FLOOR);
    return BigDecimal.valueOf(facts.number(name)).round(four).toPlainString();
  }

  private static String quoted(String text) {
    return Json.of(text).text();
  }
}
