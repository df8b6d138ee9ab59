// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.cli;

import java.util.ArrayList;
import java.util.List;
import org.imprimatur.proof.json.Json;

/** A comparison with a champion as people read it in a terminal; groups stand in the JSON. */
final class ComparisonText {
  private static final List<String> TESTS = List.of("mcnemar_exact_p", "sign_test_exact_p");

  private ComparisonText() {}

  static List<String> of(Json.Obj document) {
    Json.Obj comparison = Words.object(document, "comparison");
    List<String> lines = new ArrayList<>();
    if (comparison.members().isEmpty()) {
      return lines;
    }
    lines.add("against the champion, on the same rows (champion, challenger, difference):");
    figures(Words.object(comparison, "overall"), "", lines);
    figures(Words.object(comparison, "same_cutoff"), "", lines);
    figures(Words.object(comparison, "same_volume"), ", same volume", lines);
    for (String test : TESTS) {
      Json value = EvaluationText.find(Words.object(document, test), "value");
      if (value instanceof Json.Num) {
        lines.add("  %-26s %s".formatted(test, EvaluationText.figure(value)));
      }
    }
    if (comparison.find("same").isPresent()) {
      lines.add("  " + Words.text(comparison, "same"));
    }
    Words.object(comparison, "non_inferiority")
        .members()
        .forEach(
            (name, judged) -> {
              if (judged instanceof Json.Obj found) {
                lines.add("  %-26s %s the margin".formatted(name, outcome(found)));
              }
            });
    return lines;
  }

  private static String outcome(Json.Obj judged) {
    String outcome = Words.text(judged, "outcome");
    return outcome.equals("cannot be told") ? "cannot be told to be within" : outcome;
  }

  private static void figures(Json.Obj of, String where, List<String> lines) {
    of.members()
        .forEach(
            (name, value) -> {
              if (value instanceof Json.Obj figure && figure.find("difference").isPresent()) {
                lines.add("  %-26s %s".formatted(name + where, figure(figure)));
              }
            });
  }

  private static String figure(Json.Obj figure) {
    Json.Obj difference = Words.object(figure, "difference");
    String told =
        EvaluationText.find(difference, "value") instanceof Json.Num number
            ? EvaluationText.figure(number)
                + EvaluationText.interval(
                    EvaluationText.find(difference, "low"), EvaluationText.find(difference, "high"))
                + " "
                + Words.text(figure, "reading")
            : "cannot be told: " + Words.text(difference, "reason");
    return "%s, %s, %s".formatted(side(figure, "champion"), side(figure, "challenger"), told);
  }

  private static String side(Json.Obj figure, String side) {
    return EvaluationText.figure(EvaluationText.find(Words.object(figure, side), "value"));
  }
}
