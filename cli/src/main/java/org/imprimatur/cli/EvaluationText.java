// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.imprimatur.proof.evidence.Computation;
import org.imprimatur.proof.json.Json;

/** The result of an evaluation as people read it in a terminal: four decimals, intervals beside. */
final class EvaluationText {
  private static final int MOST_DRIFTED = 5;

  private EvaluationText() {}

  static String of(Json.Obj document) {
    var lines = new StringJoiner(System.lineSeparator());
    Words.object(document, "metrics")
        .members()
        .forEach((name, value) -> lines.add(metric(name, value)));
    for (String kind : List.of("fairness", "intersections")) {
      Words.object(document, kind)
          .members()
          .forEach((attribute, value) -> groups(attribute, value, lines));
    }
    ComparisonText.of(document).forEach(lines::add);
    drifted(Words.object(document, "drift"), lines);
    Words.object(Words.object(document, "operations"), "metrics")
        .members()
        .forEach((name, value) -> lines.add(metric(name, value)));
    if (Computation.isUnconfined(document)) {
      lines.add("note: Computed without confinement, as --accept-unconfined allows.");
    }
    for (Json note : Words.array(document, "read")) {
      lines.add("note: " + Words.text(note));
    }
    for (Json.Obj problem : Words.objects(document, "problems")) {
      lines.add(
          "problem, %s: %s"
              .formatted(Words.text(problem, "check"), Words.text(problem, "sentence")));
    }
    for (Json.Obj left : Words.objects(document, "not_computed")) {
      lines.add(
          "not computed, %s: %s"
              .formatted(Words.text(left, "check"), Words.text(left, "sentence")));
    }
    for (Json found :
        Words.array(Words.object(document, "prohibited_inputs"), "prohibited_found")) {
      lines.add("prohibited input: " + Words.text(found));
    }
    return lines.toString();
  }

  /** The columns that moved most, by PSI: the table of all stands in the JSON. */
  private static void drifted(Json.Obj drift, StringJoiner lines) {
    List<String> columns =
        drift.members().keySet().stream()
            .sorted(Comparator.comparingDouble((String name) -> -psi(drift, name)))
            .toList();
    if (columns.isEmpty()) {
      return;
    }
    lines.add(columns.size() + " columns compared with the reference, the most drifted first:");
    for (String name : columns.subList(0, Math.min(MOST_DRIFTED, columns.size()))) {
      double psi = psi(drift, name);
      lines.add(
          "drift of %-15s %s"
              .formatted(name, psi < 0 ? "PSI undefined" : "PSI " + figure(Json.of(psi))));
    }
  }

  private static double psi(Json.Obj drift, String column) {
    Json.Obj psi = Words.object(Words.object(drift, column), "psi");
    return find(psi, "value") instanceof Json.Num(var value) ? value : -1;
  }

  private static String metric(String name, Json value) {
    if (!(value instanceof Json.Obj metric)) {
      return "%-24s %s".formatted(name, figure(value));
    }
    if (!(find(metric, "value") instanceof Json.Num)) {
      return "%-24s cannot be told: %s".formatted(name, Words.text(metric, "reason"));
    }
    return "%-24s %s%s"
        .formatted(
            name,
            figure(find(metric, "value")),
            interval(find(metric, "low"), find(metric, "high")));
  }

  private static void groups(String attribute, Json value, StringJoiner lines) {
    if (!(value instanceof Json.Obj fairness)) {
      return;
    }
    if (fairness.find("disparate_impact").isEmpty()) {
      differences(attribute, fairness, lines);
      return;
    }
    Json.Obj impact = Words.object(fairness, "disparate_impact");
    List<Json> ends = Words.array(impact, "min_over_max_katz95");
    lines.add(
        "by %s: lowest over highest favourable rate %s%s"
            .formatted(
                attribute,
                figure(find(impact, "min_over_max")),
                ends.size() == 2 ? interval(ends.getFirst(), ends.getLast()) : ""));
    Json.Obj counted = Words.object(fairness, "groups");
    Words.object(impact, "favourable_rate")
        .members()
        .forEach(
            (group, rate) ->
                lines.add(
                    "  %-22s %s of %s"
                        .formatted(
                            group, figure(rate), Words.text(Words.object(counted, group), "n"))));
  }

  /**
   * Of several classes or a number: how far groups are apart, without the figures of each class.
   */
  private static void differences(String attribute, Json.Obj fairness, StringJoiner lines) {
    Json.Obj counted = Words.object(fairness, "groups");
    lines.add(
        "by %s (rows: %s):"
            .formatted(
                attribute,
                counted.members().entrySet().stream()
                    .map(group -> group.getKey() + " " + rows(group.getValue()))
                    .collect(Collectors.joining(", "))));
    fairness.members().entrySet().stream()
        .filter(
            entry -> entry.getValue() instanceof Json.Obj of && of.find("definition").isPresent())
        .filter(entry -> !entry.getKey().startsWith("class."))
        .forEach(entry -> lines.add("  " + metric(entry.getKey(), entry.getValue())));
  }

  private static String rows(Json group) {
    return group instanceof Json.Obj of ? Words.text(of, "n") : "";
  }

  static String interval(Json low, Json high) {
    return low instanceof Json.Num && high instanceof Json.Num
        ? " [" + figure(low) + ", " + figure(high) + "]"
        : "";
  }

  static String figure(Json value) {
    return switch (value) {
      case Json.Num(var number) -> String.format(Locale.ROOT, "%.4f", number);
      case Json.Null _ -> "undefined";
      default -> Words.text(value);
    };
  }

  static Json find(Json.Obj object, String name) {
    return object.find(name).orElse(Json.nothing());
  }
}
