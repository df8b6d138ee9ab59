// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.proof.json.Json;

/** What a check on scored data is asked: columns, cut-off, favourable class, groups. */
public record Specification(
    Optional<String> id,
    Label label,
    Optional<String> score,
    double threshold,
    int favourable,
    Groups groups) {

  /** The label's column and the value that makes a row positive. */
  public record Label(String column, String positive) {
    /** The label of a check that needs none. */
    public static final Label NONE = new Label("", "1");
  }

  /** Protected attributes, and the sets of them that are looked at together. */
  public record Groups(List<String> single, List<List<String>> intersections) {
    public List<List<String>> all() {
      List<List<String>> all = new ArrayList<>();
      single.forEach(column -> all.add(List.of(column)));
      all.addAll(intersections);
      return all;
    }
  }

  public static Specification of(Json.Obj spec) throws CheckException {
    Json.Obj label =
        (Json.Obj)
            spec.find("label")
                .filter(found -> found instanceof Json.Obj)
                .orElseThrow(
                    () ->
                        new CheckException(
                            "spec.label",
                            "The examination names no label column. Add label: {column,"
                                + " positive}."));
    // The values of a label are compared without the spaces around them.
    String positive = text(label, "positive").orElse("1").strip();
    return of(spec, new Label(label.string("column"), positive));
  }

  /** What a check is asked that looks at predictions alone. */
  public static Specification unlabelled(Json.Obj spec) throws CheckException {
    return of(spec, Label.NONE);
  }

  private static Specification of(Json.Obj spec, Label label) throws CheckException {
    return new Specification(
        text(spec, "id"),
        label,
        text(spec, "score"),
        threshold(text(spec, "threshold").orElse("0.5")),
        favourable(text(spec, "favourable").orElse("1")),
        new Groups(
            spec.find("groups").map(Specification::texts).orElse(List.of()), intersections(spec)));
  }

  /** The same, for a check that compares groups. */
  public Specification needsGroups() throws CheckException {
    if (groups.all().isEmpty()) {
      throw new CheckException(
          "spec.groups", "The examination names no groups, so fairness cannot be computed.");
    }
    return this;
  }

  /** Whether a label tells two classes apart, as it does where nothing else is said. */
  public static boolean hasTwoClasses(Json.Obj spec) {
    return text(spec, "task").orElse("binary").equals("binary");
  }

  /** The columns that models answered, by their names or presets: they are no features. */
  public static Set<String> answers(Json.Obj spec) {
    Set<String> answers = new TreeSet<>();
    answers.addAll(spec.find("answers").map(Specification::texts).orElse(List.of()));
    answers.add(text(spec, "score").orElse("score"));
    text(spec, "prediction").ifPresent(answers::add);
    if (spec.find("scores").orElse(Json.nothing()) instanceof Json.Obj scores) {
      scores.members().keySet().forEach(name -> text(scores, name).ifPresent(answers::add));
    }
    return answers;
  }

  public static double threshold(String text) throws CheckException {
    try {
      double threshold = Double.parseDouble(text);
      if (Double.isFinite(threshold)) {
        return threshold;
      }
    } catch (NumberFormatException e) {
      // Told below, in the same words as a number that is not finite.
    }
    throw new CheckException("spec.threshold", "The cut-off " + text + " is not a number.");
  }

  private static int favourable(String text) throws CheckException {
    return switch (text) {
      case "0" -> 0;
      case "1" -> 1;
      default ->
          throw new CheckException(
              "spec.favourable", "The favourable class is 0 or 1, not " + text + ".");
    };
  }

  private static List<List<String>> intersections(Json.Obj spec) {
    List<List<String>> sets = new ArrayList<>();
    if (spec.find("intersections").orElse(Json.array(List.of())) instanceof Json.Arr found) {
      found.values().forEach(set -> sets.add(texts(set)));
    }
    return sets;
  }

  public static List<String> texts(Json json) {
    List<String> texts = new ArrayList<>();
    if (json instanceof Json.Arr array) {
      array.values().forEach(value -> texts.add(text(value)));
    }
    return texts;
  }

  public static Optional<String> text(Json.Obj json, String name) {
    return json.find(name).filter(value -> !(value instanceof Json.Null)).map(Specification::text);
  }

  private static String text(Json value) {
    return value instanceof Json.Str text ? text.value() : value.text();
  }
}
