// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.monitoring;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.BatchAct.BatchEvaluated;

/**
 * How many rows of production were scored under an approval that is for so many. What counts are
 * the rows of batches, as they were read first, of windows that ended since people gave the
 * approval, so that nobody dates rows back out of the count; those of a retrain under its envelope
 * count with those of before. Rows that could not be computed leave their window free and come
 * again, so that they count then.
 *
 * @param budget for how many rows the approval is
 * @param rows how many were scored, by what was sent
 * @param near when four fifths of the budget were used up
 * @param spent when all of it was
 */
public record Exposure(long budget, long rows, Optional<Instant> near, Optional<Instant> spent) {
  private static final Comparator<Scored> ORDER =
      Comparator.comparing(Scored::at).thenComparingLong(Scored::batch);

  /**
   * Rows that were scored.
   *
   * @param at when they were counted
   * @param rows how many they are; none where they could not be read
   */
  public record Scored(long batch, Instant at, long rows) {}

  /** Where the batches of a model are known. */
  @FunctionalInterface
  public interface Source {
    /** The batches that were read, of windows that ended after an instant. */
    List<Scored> since(Instant given);
  }

  /**
   * How many rows of a batch count.
   *
   * @param first how it was computed when it was sent
   */
  public static long rows(BatchEvaluated first) {
    return first.outcome().equals(BatchPlan.FAILED) ? 0 : first.n().orElse(0);
  }

  /** Counts the batches up to each instant at which a share of the budget is reached. */
  public static Exposure of(long budget, List<Scored> batches) {
    long rows = 0;
    Optional<Instant> near = Optional.empty();
    Optional<Instant> spent = Optional.empty();
    for (Scored one : batches.stream().sorted(ORDER).toList()) {
      rows = sum(rows, one.rows());
      if (near.isEmpty() && rows >= budget - budget / 5) {
        near = Optional.of(one.at());
      }
      if (spent.isEmpty() && rows >= budget) {
        spent = Optional.of(one.at());
      }
    }
    return new Exposure(budget, rows, near, spent);
  }

  /** Whoever forges a log can write any number: it stays the largest, and takes nothing back. */
  private static long sum(long rows, long more) {
    return more > Long.MAX_VALUE - rows ? Long.MAX_VALUE : rows + Math.max(0, more);
  }
}
