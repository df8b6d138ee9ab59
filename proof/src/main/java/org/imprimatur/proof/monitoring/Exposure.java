// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.monitoring;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.imprimatur.proof.act.BatchAct.BatchEvaluated;
import org.imprimatur.proof.act.BatchAct.BatchWithdrawn;

/**
 * How many rows of production were scored under an approval that is for so many. What counts are
 * the rows of batches, as they were read first, of windows that ended since people gave the
 * approval, so that nobody dates rows back out of the count; those of a retrain under its envelope
 * count with those of before. Rows that could not be computed leave their window free and come
 * again, so that they count then. Rows that were taken back count no more from then on; what had
 * been reached by then stays reached, so that nobody renews an approval by taking rows back.
 *
 * @param budget for how many rows the approval is
 * @param rows how many were scored, by what was sent
 * @param near when four fifths of the budget were used up
 * @param spent when all of it was
 */
public record Exposure(long budget, long rows, Optional<Instant> near, Optional<Instant> spent) {
  private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

  /**
   * Rows that were scored.
   *
   * @param at when they were counted
   * @param rows how many they are; none where they could not be read
   * @param withdrawn when they were taken back; empty where they stand
   */
  public record Scored(long batch, Instant at, long rows, Optional<Instant> withdrawn) {
    private Stream<Change> changes() {
      Change counted = new Change(at, batch, Math.max(0, rows));
      return Stream.concat(
          Stream.of(counted),
          withdrawn.map(then -> new Change(then, batch, -counted.rows())).stream());
    }
  }

  /** What changes the count, and when. */
  private record Change(Instant at, long batch, long rows) {
    private static final Comparator<Change> ORDER =
        Comparator.comparing(Change::at).thenComparingLong(Change::batch);
  }

  /** Where the batches of a model are known. */
  @FunctionalInterface
  public interface Source {
    /** The batches that were read, of windows that ended after an instant. */
    List<Scored> since(Instant given);
  }

  /** The rows of a batch, once it was read. */
  public static Optional<Scored> scored(Batch batch) {
    return batch.evaluations().stream()
        .findFirst()
        .map(
            first ->
                new Scored(
                    batch.number(),
                    first.at(),
                    rows(first),
                    batch.withdrawn().map(BatchWithdrawn::at)));
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
    BigInteger rows = BigInteger.ZERO;
    Optional<Instant> near = Optional.empty();
    Optional<Instant> spent = Optional.empty();
    for (Change one : batches.stream().flatMap(Scored::changes).sorted(Change.ORDER).toList()) {
      rows = rows.add(BigInteger.valueOf(one.rows()));
      if (near.isEmpty() && reaches(rows, budget - budget / 5)) {
        near = Optional.of(one.at());
      }
      if (spent.isEmpty() && reaches(rows, budget)) {
        spent = Optional.of(one.at());
      }
    }
    return new Exposure(budget, rows.min(LARGEST).longValueExact(), near, spent);
  }

  /** Whoever forges a log can write any number, so that the sum has no largest one. */
  private static boolean reaches(BigInteger rows, long share) {
    return rows.compareTo(BigInteger.valueOf(share)) >= 0;
  }
}
