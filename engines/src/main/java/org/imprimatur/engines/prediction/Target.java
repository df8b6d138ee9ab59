// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.prediction;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.engines.onnx.Scorer;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Specification;
import org.imprimatur.proof.json.Json;

/**
 * What a check on predictions of several classes, or of a number, is asked.
 *
 * @param label the column of the truth; empty where a check needs none
 * @param classes their order, where it is stated: ties go to the first
 * @param scores the column of scores of each class, where they are stated
 * @param groups protected attributes, and sets of them
 */
public record Target(
    Optional<String> id,
    String label,
    Optional<String> prediction,
    List<String> classes,
    Map<String, String> scores,
    List<List<String>> groups,
    Model model) {

  /** How a model is asked: the columns it reads, and which output answers. */
  public record Model(Optional<List<String>> features, Optional<Scorer.Output> output) {}

  public Target {
    classes = List.copyOf(classes);
    scores = new LinkedHashMap<>(scores);
    groups = List.copyOf(groups);
  }

  public static Target of(Json.Obj spec) throws CheckException {
    Optional<Json.Obj> label = object(spec, "label");
    if (label.isEmpty()) {
      throw new CheckException(
          "spec.label", "The examination names no label column. Add label: {column}.");
    }
    return of(spec, label.get().string("column"));
  }

  /** What a check is asked that looks at predictions alone. */
  public static Target unlabelled(Json.Obj spec) throws CheckException {
    return of(spec, "");
  }

  private static Target of(Json.Obj spec, String label) throws CheckException {
    Map<String, String> scores = new LinkedHashMap<>();
    object(spec, "scores")
        .ifPresent(
            found ->
                found
                    .members()
                    .keySet()
                    .forEach(name -> scores.put(ClassNames.plain(name), found.string(name))));
    List<String> classes =
        spec.find("classes")
            .map(named -> Specification.texts(named).stream().map(ClassNames::plain).toList())
            .orElse(List.copyOf(scores.keySet()));
    return new Target(
        Specification.text(spec, "id"),
        label,
        Specification.text(spec, "prediction").or(() -> Specification.text(spec, "score")),
        distinct(classes),
        scores,
        groups(spec),
        new Model(
            spec.find("features").map(Specification::texts),
            object(spec, "output").map(Scorer.Output::of)));
  }

  private static List<String> distinct(List<String> classes) throws CheckException {
    Set<String> distinct = new LinkedHashSet<>(classes);
    if (distinct.size() < classes.size()) {
      throw new CheckException("spec.classes", "The list of classes names one twice.");
    }
    return classes;
  }

  private static List<List<String>> groups(Json.Obj spec) {
    List<List<String>> groups = new ArrayList<>();
    spec.find("groups")
        .map(Specification::texts)
        .orElse(List.of())
        .forEach(name -> groups.add(List.of(name)));
    if (spec.find("intersections").orElse(Json.nothing()) instanceof Json.Arr sets) {
      sets.values().forEach(set -> groups.add(Specification.texts(set)));
    }
    return groups;
  }

  private static Optional<Json.Obj> object(Json.Obj spec, String name) {
    return spec.find(name).filter(Json.Obj.class::isInstance).map(Json.Obj.class::cast);
  }

  boolean isLabelled() {
    return !label.isEmpty();
  }

  /** The same, for a check that compares groups. */
  public Target needsGroups() throws CheckException {
    if (groups.isEmpty()) {
      throw new CheckException(
          "spec.groups", "The examination names no groups, so fairness cannot be computed.");
    }
    return this;
  }

  /** Whether a column tells a row, or its answer. */
  boolean isKey(String column) {
    return column.equals(label) || id.equals(Optional.of(column));
  }

  /** Every column that a group rests on, once. */
  List<String> groupColumns() {
    Set<String> names = new LinkedHashSet<>();
    groups.forEach(names::addAll);
    return List.copyOf(names);
  }
}
