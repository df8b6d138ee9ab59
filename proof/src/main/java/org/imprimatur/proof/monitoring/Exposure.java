// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.monitoring;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.act.BatchAct.BatchEvaluated;
import org.imprimatur.proof.digest.Digest;

/**
 * How many rows of production were scored under an approval that is for so many. What counts are
 * the rows of batches, as they were read first, of windows that ended since people gave the
 * approval, so that nobody dates rows back out of the count; those of a retrain under its envelope
 * count with those of before. Rows that could not be computed leave their window free and come
 * again, so that they count then. Rows that were taken back go on counting, and the same bytes that
 * are sent again count once: so nobody puts an end off by taking rows back.
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
   * @param data their bytes
   */
  public record Scored(long batch, Instant at, long rows, Digest data) {
    private static final Comparator<Scored> ORDER =
        Comparator.comparing(Scored::at).thenComparingLong(Scored::batch);
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
        .map(first -> new Scored(batch.number(), first.at(), rows(first), batch.recorded().data()));
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
    Set<Digest> counted = new HashSet<>();
    for (Scored one : batches.stream().sorted(Scored.ORDER).toList()) {
      if (one.rows() <= 0 || !counted.add(one.data())) {
        continue;
      }
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
