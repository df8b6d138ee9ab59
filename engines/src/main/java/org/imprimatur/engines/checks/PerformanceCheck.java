// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.engines.checks;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.imprimatur.engines.table.Database;
import org.imprimatur.engines.table.ScoredData;
import org.imprimatur.engines.task.CheckException;
import org.imprimatur.engines.task.Specification;
import org.imprimatur.engines.task.Task;
import org.imprimatur.proof.evidence.Beside;
import org.imprimatur.proof.evidence.CostMatrix;
import org.imprimatur.proof.evidence.Evidence;
import org.imprimatur.proof.evidence.Performance;
import org.imprimatur.proof.evidence.Probabilities;
import org.imprimatur.proof.evidence.Reliability;
import org.imprimatur.proof.evidence.SegmentTable;
import org.imprimatur.proof.evidence.Sums;
import org.imprimatur.proof.json.Json;

/** How well a model ranks, decides and is calibrated on the test set. */
final class PerformanceCheck {
  private static final List<String> STEPS =
      List.of("0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9");
  private static final List<String> FINE =
      IntStream.range(1, 100).mapToObj(i -> String.format(Locale.ROOT, "%.2f", i / 100.0)).toList();

  /** Costs beyond it are a slip of the unit. */
  private static final BigDecimal MOST_COST = new BigDecimal("1e12");

  private PerformanceCheck() {}

  static Json.Obj run(Task task) throws CheckException, IOException {
    Specification asked = Specification.of(task.spec());
    Optional<CostMatrix> cost = cost(task.spec());
    List<String> segments = Scored.segments(task);
    try (Database database = Scored.database(task);
        ScoredData data = Scored.open(database, task, asked, segments)) {
      ScoredData.Overall overall = data.overall(cutoffs(asked));
      List<SegmentTable> bySegment =
          segments.isEmpty() ? List.of() : data.segments(segments, asked.threshold());
      return evidence(task, data, overall, new Extra(cost, bySegment));
    }
  }

  /** What performance is asked for beside the figures of all rows. */
  record Extra(Optional<CostMatrix> cost, List<SegmentTable> bySegment) {}

  /** The cut-off of the examination, and those at which everything is told beside it. */
  static List<Double> cutoffs(Specification asked) {
    List<Double> cutoffs = new ArrayList<>(List.of(asked.threshold()));
    STEPS.forEach(step -> cutoffs.add(Double.parseDouble(step)));
    FINE.forEach(step -> cutoffs.add(Double.parseDouble(step)));
    return cutoffs;
  }

  /** The record of what was counted at {@link #cutoffs}. */
  static Json.Obj evidence(Task task, ScoredData data, ScoredData.Overall overall, Extra extra) {
    Performance performance =
        new Performance(
            data.counts(),
            overall.confusions().getFirst(),
            overall.ranking(),
            overall.probabilities().orElseGet(PerformanceCheck::none),
            thresholds(STEPS, overall, 1),
            new Beside(
                thresholds(FINE, overall, 1 + STEPS.size()),
                overall.quantiles(),
                overall.closedAbove(),
                extra.cost,
                extra.bySegment));
    return task.evidence(Evidence.Kind.DERIVED)
        .computed(
            performance.tables(),
            performance.metrics(),
            Scored.withAgreement(performance.details(), data.agreement()));
  }

  private static List<Performance.Threshold> thresholds(
      List<String> names, ScoredData.Overall overall, int first) {
    List<Performance.Threshold> steps = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      steps.add(new Performance.Threshold(names.get(i), overall.confusions().get(first + i)));
    }
    return steps;
  }

  static Optional<CostMatrix> cost(Json.Obj spec) throws CheckException {
    Json stated = spec.find("cost").orElse(Json.nothing());
    if (stated instanceof Json.Null) {
      return Optional.empty();
    }
    if (!(stated instanceof Json.Obj matrix)) {
      throw new CheckException(
          "spec.cost", "The cost of errors is no pair. Write cost: {fp: 1, fn: 5}.");
    }
    return Optional.of(new CostMatrix(cost(matrix, "fp"), cost(matrix, "fn")));
  }

  private static BigDecimal cost(Json.Obj matrix, String name) throws CheckException {
    String text = Specification.text(matrix, name).orElse("");
    try {
      BigDecimal cost = new BigDecimal(text);
      if (cost.signum() >= 0 && cost.compareTo(MOST_COST) <= 0 && cost.scale() <= 12) {
        return cost;
      }
    } catch (NumberFormatException e) {
      // Told below, in the same words as a number out of range.
    }
    throw new CheckException(
        "spec.cost",
        "The cost "
            + name
            + " is not a number from 0 to 1e12 with at most 12 digits after the point: "
            + text
            + ".");
  }

  /** Nothing can be added up where scores are no probabilities. */
  private static Probabilities none() {
    Reliability empty = new Reliability(List.of());
    return new Probabilities(Sums.ZERO, Sums.ZERO, Sums.ZERO, empty, empty, Optional.empty());
  }
}
