// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.util.ArrayList;
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
    fields(Words.object(model, "fields")).forEach(lines::add);
    promises(Words.object(model, "promises")).forEach(lines::add);
    envelope(Words.object(model, "envelope")).forEach(lines::add);
    for (Json.Obj version : Words.objects(model, "versions")) {
      lines.add("  " + version(version));
    }
    return lines.toString();
  }

  private static List<String> fields(Json.Obj fields) {
    return fields.members().keySet().stream()
        .map(
            name -> {
              Json.Obj field = Words.object(fields, name);
              Json.Obj stated = Words.object(field, "stated");
              return "  %-12s %s, since %s by %s"
                  .formatted(
                      name,
                      Words.text(field, "value"),
                      Words.text(stated, "at"),
                      Words.text(stated, "by"));
            })
        .toList();
  }

  /** What is promised, one measure a line; the next submission pins it. */
  private static List<String> promises(Json.Obj promises) {
    List<String> lines = new ArrayList<>();
    for (Json.Obj kpi : Words.objects(promises, "kpis")) {
      String breach = Words.text(kpi, "breach");
      lines.add(
          "  promised     %s: %s %s %s, %s, owner %s%s"
              .formatted(
                  Words.text(kpi, "name"),
                  Words.text(kpi, "direction"),
                  Words.text(kpi, "limit"),
                  Words.text(kpi, "unit"),
                  Words.text(kpi, "every"),
                  Words.text(kpi, "owner"),
                  breach.isEmpty() ? "" : ", when it breaks: " + breach));
    }
    return lines;
  }

  private static List<String> envelope(Json.Obj envelope) {
    List<String> lines = new ArrayList<>();
    Json.Obj stated = Words.object(envelope, "stated");
    if (!Words.text(stated, "until").isEmpty()) {
      lines.add(
          "  envelope     stated: at most %s retrains until %s; the next submission pins it for"
                  .formatted(Words.text(stated, "most"), Words.text(stated, "until"))
              + " people to sign");
      lines.add("               data " + texts(stated, "data"));
      lines.add(
          "               inputs "
              + Words.objects(stated, "features").stream()
                  .map(one -> Words.text(one, "name") + " " + Words.text(one, "type"))
                  .collect(Collectors.joining(", ")));
      lines.add("               operators " + texts(stated, "operators"));
      for (Json.Obj bound : Words.objects(stated, "bounds")) {
        lines.add("               bound " + bound(bound));
      }
      lines.add("               cut-off " + Words.text(stated, "cutoff"));
    }
    Json.Obj signed = Words.object(envelope, "signed");
    if (!Words.text(signed, "submission").isEmpty()) {
      String ended = Words.text(signed, "ended");
      lines.add(
          "  envelope     signed by submission %s: %s of %s retrains, until %s%s"
              .formatted(
                  Words.text(signed, "submission"),
                  Words.text(signed, "used"),
                  Words.text(signed, "most"),
                  Words.text(signed, "until"),
                  ended.isEmpty() ? "" : ". " + ended));
    }
    return lines;
  }

  private static String texts(Json.Obj object, String member) {
    return Words.array(object, member).stream().map(Words::text).collect(Collectors.joining(", "));
  }

  private static String bound(Json.Obj bound) {
    String least = Words.text(bound, "at-least");
    return "%s %s %s"
        .formatted(
            Words.text(bound, "class"),
            Words.text(bound, "metric"),
            least.isEmpty() ? "at most " + Words.text(bound, "at-most") : "at least " + least);
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
    return "v%s  %s%s, cut-off %s, manifest %s%s"
        .formatted(
            Words.text(version, "version"),
            Words.text(version, "stage"),
            Serving.of(version).flatMap(Serving::aside).orElse(""),
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
