// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.imprimatur.proof.json.Json;

/**
 * The tables of {@code data.drift/1}, column by column, and the metrics that follow from them.
 *
 * @param vanished columns of the reference that the current data lack
 * @param added columns of the current data that the reference lacks
 * @param retyped columns that hold numbers in one file alone; they are compared as categories
 */
public record Drift(
    SortedMap<String, DriftColumn> columns,
    List<String> vanished,
    List<String> added,
    List<String> retyped) {
  /** From here on a PSI counts as a shift, after Siddiqi, <i>Credit Risk Scorecards</i>, 2006. */
  public static final double SHIFTED = 0.25;

  private static final int MOST_NAMES = 10;

  public Drift {
    columns = new TreeMap<>(columns);
    vanished = List.copyOf(vanished);
    added = List.copyOf(added);
    retyped = List.copyOf(retyped);
  }

  /** A fault of the two files themselves, whatever their values are. */
  public record Problem(String code, String sentence) {
    Json toJson() {
      return Json.obj().put("code", code).put("sentence", sentence).build();
    }
  }

  public List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    tell(problems, "drift.columns", "The reference has columns that the test set lacks", vanished);
    tell(problems, "drift.columns", "The test set has columns that the reference lacks", added);
    tell(problems, "drift.type", "These columns hold numbers in one file alone", retyped);
    return problems;
  }

  private static void tell(List<Problem> to, String code, String sentence, List<String> columns) {
    if (!columns.isEmpty()) {
      to.add(new Problem(code, sentence + ": " + listed(columns) + "."));
    }
  }

  /** Every metric by name. None is a p-value: with enough rows any change is significant. */
  public Map<String, Estimate> metrics() {
    Map<String, Estimate> metrics = new LinkedHashMap<>();
    metrics.put("compared_columns", Estimate.of("compared_columns/1", columns.size()));
    metrics.put("vanished_columns", Estimate.of("vanished_columns/1", vanished.size()));
    metrics.put("new_columns", Estimate.of("new_columns/1", added.size()));
    Map<String, Estimate> indices = of(columns, DriftColumn::stabilityIndex);
    metrics.put("max_psi", largest("max_psi/1", indices));
    metrics.put("drifted_columns", drifted(indices));
    metrics.put(
        "max_js_distance", largest("max_js_distance/1", of(columns, DriftColumn::jensenShannon)));
    metrics.put(
        "max_ks",
        largest("max_ks/1", of(only(NumericDrift.class), NumericDrift::kolmogorovSmirnov)));
    metrics.put("new_categories", sum("new_categories/1", CategoryDrift::newCategories));
    metrics.put(
        "vanished_categories", sum("vanished_categories/1", CategoryDrift::vanishedCategories));
    return metrics;
  }

  private <T> SortedMap<String, T> only(Class<T> kind) {
    SortedMap<String, T> found = new TreeMap<>();
    columns.forEach(
        (name, column) -> {
          if (kind.isInstance(column)) {
            found.put(name, kind.cast(column));
          }
        });
    return found;
  }

  private static <T> Map<String, Estimate> of(
      SortedMap<String, T> columns, Function<T, Estimate> measure) {
    Map<String, Estimate> found = new LinkedHashMap<>();
    columns.forEach((name, column) -> found.put(name, measure.apply(column)));
    return found;
  }

  private Estimate sum(String definition, Function<CategoryDrift, Long> count) {
    return Estimate.of(
        definition,
        (double) only(CategoryDrift.class).values().stream().mapToLong(count::apply).sum());
  }

  /** An undefined one may be the largest, so that nothing is told where one is undefined. */
  private static Estimate largest(String definition, Map<String, Estimate> estimates) {
    if (estimates.isEmpty()) {
      return Estimate.undefined(definition, "There is no such column in both files.");
    }
    List<String> undefined = undefined(estimates);
    return undefined.isEmpty()
        ? Estimate.of(
            definition, estimates.values().stream().mapToDouble(Drift::value).max().orElseThrow())
        : Estimate.undefined(definition, "It is undefined for: " + listed(undefined) + ".");
  }

  private static Estimate drifted(Map<String, Estimate> indices) {
    String definition = "drifted_columns/1";
    List<String> undefined = undefined(indices);
    return undefined.isEmpty()
        ? Estimate.of(
            definition,
            (double) indices.values().stream().filter(psi -> value(psi) >= SHIFTED).count())
        : Estimate.undefined(definition, "The PSI is undefined for: " + listed(undefined) + ".");
  }

  private static double value(Estimate estimate) {
    Double value = estimate.value();
    return value == null ? Double.NaN : value;
  }

  private static List<String> undefined(Map<String, Estimate> estimates) {
    List<String> names = new ArrayList<>();
    estimates.forEach(
        (name, estimate) -> {
          if (!estimate.isDefined()) {
            names.add(name);
          }
        });
    return names;
  }

  /** Names in a sentence, not more than fit. */
  public static String listed(List<String> names) {
    String some = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
    int more = names.size() - MOST_NAMES;
    return more > 0 ? some + " and " + more + " more" : some;
  }

  /** For reading: the columns under their published names, and what is wrong with the files. */
  public Json details() {
    Json.Builder json = Json.obj();
    columns.forEach((name, column) -> json.put(name, column.details()));
    return Json.obj()
        .put("drift", json.build())
        .put("vanished_columns", texts(vanished))
        .put("new_columns", texts(added))
        .put("problems", Json.array(problems().stream().map(Problem::toJson).toList()))
        .build();
  }

  public Json tables() {
    Json.Builder json = Json.obj();
    columns.forEach((name, column) -> json.put(name, column.tables()));
    return Json.obj()
        .put("columns", json.build())
        .put("vanished", texts(vanished))
        .put("added", texts(added))
        .put("retyped", texts(retyped))
        .build();
  }

  private static Json texts(List<String> names) {
    return Json.array(names.stream().map(Json::of).toList());
  }

  public static Drift fromTables(Json.Obj json) {
    SortedMap<String, DriftColumn> columns = new TreeMap<>();
    Json.Obj found = json.object("columns");
    found
        .members()
        .keySet()
        .forEach(name -> columns.put(name, DriftColumn.fromTables(found.object(name))));
    return new Drift(
        columns,
        texts(json.array("vanished")),
        texts(json.array("added")),
        texts(json.array("retyped")));
  }

  private static List<String> texts(Json.Arr array) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < array.values().size(); i++) {
      texts.add(array.string(i));
    }
    return texts;
  }
}
