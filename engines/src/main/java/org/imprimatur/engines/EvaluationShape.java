// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Nearest;

/** Which keys an evaluation has, at the top and below, and what may stand in each. */
final class EvaluationShape {
  /** The keys that say what is asked of the data; they become a job's specification. */
  static final List<String> SPECIFICATION =
      List.of(
          "id",
          "label",
          "score",
          "threshold",
          "favourable",
          "groups",
          "intersections",
          "prohibited",
          "features",
          "output");

  private static final List<String> KEYS =
      Stream.concat(
              Stream.of(
                  "imprimatur",
                  "task",
                  "data",
                  "reference",
                  "model",
                  "predictions",
                  "champion",
                  "seed"),
              SPECIFICATION.stream())
          .toList();
  private static final Map<String, List<String>> BELOW =
      Map.of("label", List.of("column", "positive"), "output", List.of("name", "index", "key"));

  private EvaluationShape() {}

  static void check(Map<String, Json> keys) throws EvaluationException {
    for (Map.Entry<String, Json> entry : keys.entrySet()) {
      String key = entry.getKey();
      known("", key, KEYS);
      if (BELOW.containsKey(key) && entry.getValue() instanceof Json.Obj object) {
        for (String inner : object.members().keySet()) {
          known(key + ".", inner, BELOW.getOrDefault(key, List.of()));
        }
      }
      String expected = expected(key);
      if (!expected.isEmpty() && !fits(key, entry.getValue())) {
        throw new EvaluationException(
            "evaluation." + key, "The key " + key + " must be " + expected + ".");
      }
    }
    if (!keys.containsKey("label")) {
      throw new EvaluationException(
          "evaluation.label", "The evaluation names no label. Add label: {column, positive}.");
    }
  }

  private static void known(String above, String key, List<String> keys)
      throws EvaluationException {
    if (!keys.contains(key)) {
      String nearest = Nearest.to(key, keys);
      throw new EvaluationException(
          "evaluation.unknown-key",
          "There is no key " + above + key + ". Did you mean " + above + nearest + "?");
    }
  }

  private static String expected(String key) {
    return switch (key) {
      case "id", "score" -> "the name of a column";
      case "label" -> "{column: NAME, positive: VALUE}";
      case "threshold" -> "a number, the cut-off of the score";
      case "favourable" -> "0 or 1, the prediction that is good for the person";
      case "groups", "prohibited", "features" -> "a list of column names, such as [sex, age]";
      case "intersections" -> "a list of lists of two columns or more, such as [[sex, age]]";
      case "output" -> "{name: OUTPUT} with index or key";
      default -> "";
    };
  }

  private static boolean fits(String key, Json value) {
    return switch (key) {
      case "id", "score" -> value instanceof Json.Str;
      case "label" ->
          value instanceof Json.Obj label
              && label.find("column").orElse(null) instanceof Json.Str
              && label.find("positive").map(EvaluationShape::isScalar).orElse(true);
      case "threshold" -> value instanceof Json.Num;
      case "favourable" -> Set.of(Json.of(0L), Json.of(1L)).contains(value);
      case "groups", "prohibited", "features" -> isList(value, 0);
      case "intersections" ->
          value instanceof Json.Arr sets && sets.values().stream().allMatch(set -> isList(set, 2));
      case "output" ->
          value instanceof Json.Obj output
              && output.find("name").orElse(null) instanceof Json.Str
              && output.find("index").map(index -> index instanceof Json.Num).orElse(true);
      default -> true;
    };
  }

  private static boolean isList(Json value, int least) {
    return value instanceof Json.Arr list
        && list.values().size() >= least
        && list.values().stream().allMatch(EvaluationShape::isScalar);
  }

  private static boolean isScalar(Json value) {
    return value instanceof Json.Str || value instanceof Json.Num || value instanceof Json.Bool;
  }
}
