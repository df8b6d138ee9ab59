// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.checks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.imprimatur.engines.prediction.PairedClassRows;
import org.imprimatur.engines.prediction.PairedNumberRows;
import org.imprimatur.engines.prediction.TwoModels;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Specification;
import org.imprimatur.engines.task.Task;
import org.imprimatur.proof.evidence.ClassComparison;
import org.imprimatur.proof.evidence.ComparedMetric;
import org.imprimatur.proof.evidence.Comparison;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.evidence.Margins;
import org.imprimatur.proof.evidence.MeanInterval;
import org.imprimatur.proof.evidence.NumberComparison;
import org.imprimatur.proof.evidence.Parted;
import org.imprimatur.proof.json.Json;

/** Whether a challenger does better than the champion on the same rows. */
final class ComparisonCheck {
  private ComparisonCheck() {}

  static Json.Obj run(Task task) throws CheckException, IOException {
    Margins margins = margins(task);
    Comparison comparison = compared(task, seed(task));
    return task.evidence(Evidence.Kind.DERIVED)
        .computed(comparison.tables(), comparison.metrics(), comparison.details(margins));
  }

  private static Comparison compared(Task task, long seed) throws CheckException, IOException {
    String named = named(task);
    return switch (named) {
      case "binary" -> new ScoreComparisonCheck(task).compare(seed);
      case "multiclass" -> {
        PairedClassRows rows = TwoModels.of(task).classes(() -> Scored.database(task));
        yield new ClassComparison(
            rows.classes(),
            rows.cells(rows.all()),
            parted(task, rows::by, rows::cells),
            rows.draw(seed),
            MeanInterval.STUDENT);
      }
      case "regression" -> {
        PairedNumberRows rows = TwoModels.of(task).numbers(() -> Scored.database(task));
        yield new NumberComparison(
            rows.errors(rows.all()),
            parted(task, rows::by, rows::errors),
            rows.draw(seed),
            MeanInterval.STUDENT);
      }
      default ->
          throw new CheckException(
              "spec.task", "The task is binary, multiclass or regression, not \"" + named + "\".");
    };
  }

  private static String named(Task task) {
    return Specification.text(task.spec(), "task").orElse("binary");
  }

  /** Finds the rows of every value of some columns. */
  private interface By {
    SortedMap<String, int[]> rows(List<String> columns) throws CheckException;
  }

  /** Counts what is known of some rows. */
  private interface Slice<S> {
    S of(int[] rows) throws CheckException;
  }

  private static <S> List<Parted<S>> parted(Task task, By by, Slice<S> slice)
      throws CheckException {
    List<Parted<S>> all = new ArrayList<>();
    for (String segment : Scored.segments(task)) {
      all.add(parted(Parted.Kind.SEGMENT, List.of(segment), by, slice));
    }
    for (List<String> group : TwoModels.groups(task)) {
      all.add(parted(Parted.Kind.GROUP, group, by, slice));
    }
    return all;
  }

  private static <S> Parted<S> parted(Parted.Kind kind, List<String> columns, By by, Slice<S> slice)
      throws CheckException {
    Map<String, S> byValue = new LinkedHashMap<>();
    for (Map.Entry<String, int[]> rows : by.rows(columns).entrySet()) {
      byValue.put(rows.getKey(), slice.of(rows.getValue()));
    }
    return new Parted<>(String.join(" & ", columns), kind, byValue);
  }

  /** A number is the margin of all metrics that are shares; one metric alone may be named. */
  private static Margins margins(Task task) throws CheckException {
    Json stated = task.spec().find("margin").orElse(Json.nothing());
    if (!(stated instanceof Json.Obj byMetric)) {
      Optional<String> text = Specification.text(task.spec(), "margin");
      return text.isEmpty()
          ? Margins.of(Margins.PRESET)
          : Margins.of(margin(text.get(), /* most= */ 1));
    }
    Map<ComparedMetric, Double> margins = new EnumMap<>(ComparedMetric.class);
    for (String name : byMetric.members().keySet()) {
      ComparedMetric metric =
          ComparedMetric.of(name)
              .orElseThrow(
                  () ->
                      new CheckException("spec.margin", "No margin can be set for " + name + "."));
      String text = Specification.text(byMetric, name).orElse("");
      margins.put(metric, margin(text, metric.isShare() ? 1 : Double.MAX_VALUE));
    }
    return new Margins(Margins.PRESET, margins);
  }

  private static double margin(String text, double most) throws CheckException {
    try {
      double margin = Double.parseDouble(text);
      if (margin >= 0 && margin <= most) {
        return margin;
      }
    } catch (NumberFormatException e) {
      // Told below, in the same words as a number out of range.
    }
    throw new CheckException(
        "spec.margin",
        "The margin "
            + text
            + (most > 1 ? " is not a number from 0 on." : " is not a number from 0 to 1."));
  }

  private static long seed(Task task) throws CheckException {
    String text = Specification.text(task.spec(), "seed").orElse("1");
    try {
      long seed = Long.parseLong(text);
      if (Math.abs(seed) <= 1L << 53) {
        return seed;
      }
    } catch (NumberFormatException e) {
      // Told below, in the same words as a number out of range.
    }
    throw new CheckException("spec.seed", "The seed " + text + " is not a whole number.");
  }
}
