// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.monitoring;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.json.Json;

/**
 * Whether rows of production can ever be scored as the examination asks, by what a check read of
 * their columns. Nobody waits for labels of rows that no label could find.
 *
 * @param examination the {@code examination/v1} that the version's promotion pinned
 */
record BatchFit(Json.Obj examination) {
  private static final int SHOWN = 20;
  private static final String PREDICTION = "prediction";

  /** How the columns of scores of several classes are called where nothing names them. */
  private static final List<String> OF_CLASSES = List.of("score_", "prob_", "proba_");

  /**
   * Why the rows can never be scored, the first reason alone; empty where they can be.
   *
   * @param quality the computed evidence of {@code data.quality/1} over the rows
   */
  Optional<Reason> against(Json.Obj quality) {
    Json.Obj columns = quality.object("details").object("columns");
    if (count(quality, "rows") == 0) {
      return reason("data.empty", "The batch has no rows. Send a file with rows.");
    }
    return ids(quality, columns).or(() -> scores(columns));
  }

  private Optional<Reason> ids(Json.Obj quality, Json.Obj columns) {
    Optional<String> id = text("id");
    if (id.isEmpty()) {
      return label().filter(name -> columns.find(name).isPresent()).isPresent()
          ? Optional.empty()
          : reason(
              "spec.id",
              "The examination names no id by which labels could find their rows later. Send the"
                  + " rows together with their labels.");
    }
    if (columns.find(id.get()).isEmpty()) {
      return missing("id", id.get(), columns);
    }
    long without = columns.object(id.get()).integer("missing");
    if (without > 0) {
      return reason(
          "data.ids",
          "Rows of the batch without %s: %d. Every row needs an id.".formatted(id.get(), without));
    }
    long repeats = count(quality, "repeated_ids");
    return repeats == 0
        ? Optional.empty()
        : reason(
            "data.ids",
            "Rows of the batch that repeat a value of %s: %d. Ids must differ."
                .formatted(id.get(), repeats));
  }

  private Optional<Reason> scores(Json.Obj columns) {
    return scoreColumn().isEmpty()
        ? classes(columns)
        : numbers(
            text("task").filter("regression"::equals).isPresent() ? PREDICTION : BatchPlan.SCORE,
            scoreColumn().get(),
            columns);
  }

  private Optional<Reason> classes(Json.Obj columns) {
    List<String> named = new ArrayList<>();
    text(PREDICTION).or(() -> text(BatchPlan.SCORE)).ifPresent(named::add);
    if (examination.find("scores").orElse(Json.nothing()) instanceof Json.Obj scores) {
      scores.members().keySet().forEach(name -> named.add(scores.string(name)));
    }
    Optional<String> absent =
        named.stream().filter(name -> columns.find(name).isEmpty()).findFirst();
    if (absent.isPresent()) {
      return missing("score", absent.get(), columns);
    }
    boolean any =
        !named.isEmpty()
            || columns.members().keySet().stream()
                .anyMatch(
                    name ->
                        name.equals(PREDICTION) || OF_CLASSES.stream().anyMatch(name::startsWith));
    return any ? Optional.empty() : missing(PREDICTION, PREDICTION, columns);
  }

  private static Optional<Reason> numbers(String purpose, String name, Json.Obj columns) {
    if (columns.find(name).isEmpty()) {
      return missing(purpose, name, columns);
    }
    return columns.object(name).string("type").equals("text")
        ? reason(
            "data.score-missing",
            "The %s column %s of the batch is no column of numbers: a cell of it is a text, or all"
                    .formatted(purpose, name)
                + " are empty. Every row needs a finite number.")
        : Optional.empty();
  }

  /**
   * The columns of groups that the rows do not have. The labels may bring them, so that nothing
   * stands against the rows.
   *
   * @param quality as above
   */
  List<String> lacking(Json.Obj quality) {
    Json.Obj columns = quality.object("details").object("columns");
    Set<String> groups = new LinkedHashSet<>();
    for (Json one : list("groups")) {
      one(one).ifPresent(groups::add);
    }
    for (Json set : list("intersections")) {
      if (set instanceof Json.Arr names) {
        names.values().forEach(name -> one(name).ifPresent(groups::add));
      }
    }
    return groups.stream().filter(name -> columns.find(name).isEmpty()).toList();
  }

  /** How many rows have no score, so that their labels cannot be used; of one column of scores. */
  long unscored(Json.Obj quality) {
    Json.Obj columns = quality.object("details").object("columns");
    return scoreColumn()
        .filter(name -> columns.find(name).isPresent())
        .map(name -> columns.object(name).integer("missing"))
        .orElse(0L);
  }

  private Optional<String> scoreColumn() {
    return switch (text("task").orElse("binary")) {
      case "multiclass" -> Optional.empty();
      case "regression" ->
          Optional.of(text(PREDICTION).or(() -> text(BatchPlan.SCORE)).orElse(PREDICTION));
      default -> Optional.of(text(BatchPlan.SCORE).orElse(BatchPlan.SCORE));
    };
  }

  private List<Json> list(String member) {
    return examination.find(member).orElse(Json.nothing()) instanceof Json.Arr found
        ? found.values()
        : List.of();
  }

  private static Optional<String> one(Json json) {
    return json instanceof Json.Str(var text) ? Optional.of(text) : Optional.empty();
  }

  private Optional<String> text(String member) {
    return examination.find(member).flatMap(BatchFit::one);
  }

  private Optional<String> label() {
    return examination.find("label").orElse(Json.nothing()) instanceof Json.Obj label
        ? Optional.of(label.string("column"))
        : Optional.empty();
  }

  private static long count(Json.Obj quality, String metric) {
    return quality.object("metrics").find(metric).orElse(Json.nothing()) instanceof Json.Obj found
            && found.find("value").orElse(Json.nothing()) instanceof Json.Num(var value)
        ? (long) value
        : 0;
  }

  private static Optional<Reason> missing(String purpose, String name, Json.Obj columns) {
    return reason(
        "data.column-missing",
        "The batch has no %s column %s. It has: %s."
            .formatted(
                purpose,
                name,
                String.join(", ", columns.members().keySet().stream().limit(SHOWN).toList())));
  }

  private static Optional<Reason> reason(String code, String sentence) {
    return Optional.of(Reason.of(code, sentence));
  }
}
