// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.util.List;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.imprimatur.proof.json.Json;

/** Models and versions as people read them in a terminal. */
final class ModelText {
  private ModelText() {}

  static String of(Json.Obj model) {
    Json.Obj use = Words.object(model, "use");
    Json.Obj policy = Words.object(model, "policy");
    var lines = new StringJoiner(System.lineSeparator());
    lines.add(Words.text(model, "name") + ", owner " + Words.text(model, "owner"));
    lines.add("  purpose      " + Words.text(use, "purpose"));
    lines.add("  population   " + Words.text(use, "population"));
    lines.add("  restrictions " + Words.text(use, "restrictions"));
    lines.add("  policy       " + Words.text(policy, "name") + " " + Words.text(policy, "number"));
    lines.add("  risk         " + risk(Words.object(model, "risk")));
    lines.add("  examination  " + examination(Words.object(model, "examination")));
    lines.add("  production   " + version(Words.text(model, "production")));
    for (Json.Obj version : Words.objects(model, "versions")) {
      lines.add("  " + version(version));
    }
    return lines.toString();
  }

  static String list(List<Json.Obj> models) {
    if (models.isEmpty()) {
      return "No model is registered.";
    }
    return models.stream()
        .map(
            model ->
                "%-32s tier %-8s %-10s production %s"
                    .formatted(
                        Words.text(model, "name"),
                        either(Words.text(model, "tier"), "none"),
                        Words.text(model, "risk"),
                        version(Words.text(model, "production"))))
        .collect(Collectors.joining(System.lineSeparator()));
  }

  /** A version in one line. */
  static String version(Json.Obj version) {
    String submissions =
        Words.array(version, "submissions").stream()
            .map(Words::text)
            .collect(Collectors.joining(", "));
    return "v%s  %s, cut-off %s, manifest %s%s"
        .formatted(
            Words.text(version, "version"),
            Words.text(version, "stage"),
            Words.text(version, "cutoff"),
            Words.brief(Words.text(version, "manifest")),
            submissions.isEmpty() ? "" : ", submissions " + submissions);
  }

  private static String risk(Json.Obj risk) {
    if (Words.text(risk, "tier").isEmpty()) {
      return "not answered yet";
    }
    Json.Obj confirmed = Words.object(risk, "confirmed");
    return Words.text(confirmed, "tier").isEmpty()
        ? "tier %s by rule %s, not confirmed yet"
            .formatted(Words.text(risk, "tier"), Words.text(risk, "rule"))
        : "tier %s, confirmed by %s"
            .formatted(Words.text(confirmed, "tier"), Words.text(confirmed, "by"));
  }

  private static String examination(Json.Obj examination) {
    return Words.text(examination, "testSet").isEmpty()
        ? "none registered yet"
        : "test set %s, looked at %s times, custodian %s"
            .formatted(
                Words.brief(Words.text(examination, "testSet")),
                either(Words.text(examination, "looks"), "0"),
                Words.text(examination, "custodian"));
  }

  private static String version(String number) {
    return number.isEmpty() ? "none" : "v" + number;
  }

  private static String either(String text, String otherwise) {
    return text.isEmpty() ? otherwise : text;
  }
}
