// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.imprimatur.proof.evidence.ComparedMetric;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Nearest;

/** Which keys an evaluation has, at the top and below, and what may stand in each. */
final class EvaluationShape {
  /**
   * One key.
   *
   * @param expected what must stand there, in words; the sentence "The key k must be ..."
   * @param below the keys inside, where it holds a mapping of fixed keys
   */
  private record Key(String expected, Predicate<Json> fits, List<String> below) {
    Key(String expected, Predicate<Json> fits) {
      this(expected, fits, List.of());
    }
  }

  private static final List<String> LABEL = List.of("column", "positive");
  private static final List<String> OUTPUT = List.of("name", "index", "key");
  private static final List<String> COST = List.of("fp", "fn");
  private static final List<String> CHAMPION =
      List.of(
          "model",
          "predictions",
          "score",
          "prediction",
          "scores",
          "classes",
          "threshold",
          "output",
          "features");

  private static final Key TEXT = new Key("a text", Json.Str.class::isInstance);
  private static final Key COLUMN =
      new Key("the name of a column", value -> value instanceof Json.Str);
  private static final Key COLUMNS =
      new Key("a list of column names, such as [sex, age]", value -> isList(value, 0));
  private static final Key FILE = new Key("one path", value -> value instanceof Json.Str);
  private static final Key FILES =
      new Key("one path or a list of paths", value -> value instanceof Json.Str || isTexts(value));

  private static final Map<String, Key> KEYS = keys();

  private EvaluationShape() {}

  private static Map<String, Key> keys() {
    Map<String, Key> keys = new LinkedHashMap<>();
    keys.put("imprimatur", TEXT);
    keys.put(
        "task",
        new Key(
            "binary, multiclass or regression",
            Set.of(Json.of("binary"), Json.of("multiclass"), Json.of("regression"))::contains));
    keys.put("data", FILES);
    keys.put("reference", FILES);
    keys.put("model", FILE);
    keys.put("predictions", FILES);
    keys.put("card", FILE);
    keys.put("id", COLUMN);
    keys.put("label", new Key("{column: NAME, positive: VALUE}", EvaluationShape::isLabel, LABEL));
    keys.put("score", COLUMN);
    keys.put("prediction", COLUMN);
    keys.put("classes", new Key("a list of at least two classes", value -> isList(value, 2)));
    keys.put(
        "scores",
        new Key("a column of scores for every class, {CLASS: COLUMN}", EvaluationShape::isTextMap));
    keys.put(
        "threshold", new Key("a number, the cut-off of the score", Json.Num.class::isInstance));
    keys.put(
        "favourable",
        new Key(
            "0 or 1, the prediction that is good for the person; a class where there are more",
            EvaluationShape::isScalar));
    keys.put("groups", COLUMNS);
    keys.put(
        "intersections",
        new Key(
            "a list of lists of two columns or more, such as [[sex, age]]",
            EvaluationShape::isIntersections));
    keys.put("segments", COLUMNS);
    keys.put("categorical", COLUMNS);
    keys.put("prohibited", COLUMNS);
    keys.put("features", COLUMNS);
    keys.put(
        "output", new Key("{name: OUTPUT} with index or key", EvaluationShape::isOutput, OUTPUT));
    keys.put(
        "champion",
        new Key("{model: FILE} or {predictions: FILE}", EvaluationShape::isChampion, CHAMPION));
    keys.put(
        "margin",
        new Key(
            "a number, or a number for each of some metrics, such as {rmse: 2}",
            EvaluationShape::isMargin));
    keys.put("cost", new Key("{fp: NUMBER, fn: NUMBER}", EvaluationShape::isCost, COST));
    keys.put("times", new Key("{label: COLUMN}", EvaluationShape::isTextMap, List.of("label")));
    keys.put("seed", new Key("a whole number", EvaluationShape::isWhole));
    return keys;
  }

  static void check(Map<String, Json> keys) throws EvaluationException {
    for (Map.Entry<String, Json> entry : keys.entrySet()) {
      String name = entry.getKey();
      known("", name, List.copyOf(KEYS.keySet()));
      Key key = KEYS.getOrDefault(name, TEXT);
      if (!key.below().isEmpty() && entry.getValue() instanceof Json.Obj object) {
        for (String inner : object.members().keySet()) {
          known(name + ".", inner, key.below());
        }
      }
      if (!key.fits().test(entry.getValue())) {
        throw new EvaluationException(
            "evaluation." + name, "The key " + name + " must be " + key.expected() + ".");
      }
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

  private static boolean isLabel(Json value) {
    return value instanceof Json.Obj label
        && label.find("column").orElse(null) instanceof Json.Str
        && label.find("positive").map(EvaluationShape::isScalar).orElse(true);
  }

  private static boolean isIntersections(Json value) {
    return value instanceof Json.Arr sets && sets.values().stream().allMatch(set -> isList(set, 2));
  }

  private static boolean isOutput(Json value) {
    return value instanceof Json.Obj output
        && output.find("name").orElse(null) instanceof Json.Str
        && output.find("index").map(Json.Num.class::isInstance).orElse(true);
  }

  private static boolean isChampion(Json value) {
    return value instanceof Json.Obj champion
        && champion.find("model").map(Json.Str.class::isInstance).orElse(true)
        && champion.find("predictions").map(FILES.fits()::test).orElse(true)
        && champion.find("score").map(Json.Str.class::isInstance).orElse(true)
        && champion.find("prediction").map(Json.Str.class::isInstance).orElse(true)
        && champion.find("scores").map(EvaluationShape::isTextMap).orElse(true)
        && champion.find("classes").map(list -> isList(list, 2)).orElse(true)
        && champion.find("threshold").map(Json.Num.class::isInstance).orElse(true)
        && champion.find("output").map(EvaluationShape::isOutput).orElse(true)
        && champion.find("features").map(list -> isList(list, 1)).orElse(true)
        && Stream.of("model", "predictions", "score", "prediction", "scores")
            .anyMatch(name -> champion.find(name).isPresent());
  }

  private static boolean isMargin(Json value) {
    return switch (value) {
      case Json.Num _ -> true;
      case Json.Obj margins ->
          !margins.members().isEmpty()
              && margins.members().values().stream().allMatch(Json.Num.class::isInstance)
              && margins.members().keySet().stream()
                  .allMatch(name -> ComparedMetric.of(name).isPresent());
      case Json _ -> false;
    };
  }

  private static boolean isCost(Json value) {
    return value instanceof Json.Obj cost
        && COST.stream()
            .allMatch(
                name ->
                    cost.find(name).orElse(null) instanceof Json.Num(var number) && number >= 0);
  }

  private static boolean isWhole(Json value) {
    return value instanceof Json.Num(var number)
        && number == Math.rint(number)
        && Math.abs(number) < 0x1p53;
  }

  private static boolean isTextMap(Json value) {
    return value instanceof Json.Obj map
        && !map.members().isEmpty()
        && map.members().values().stream().allMatch(Json.Str.class::isInstance);
  }

  private static boolean isTexts(Json value) {
    return value instanceof Json.Arr list
        && !list.values().isEmpty()
        && list.values().stream().allMatch(Json.Str.class::isInstance);
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
