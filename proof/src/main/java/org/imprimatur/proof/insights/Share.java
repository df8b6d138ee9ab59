// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import java.util.Optional;
import org.imprimatur.proof.evidence.Interval;
import org.imprimatur.proof.json.Json;

/**
 * So many of so many, with Wilson's 95 % interval.
 *
 * @param least below so many no share is given
 */
public record Share(long count, long of, long least) {
  /** The least of what is said about how people review. */
  public static final int LEAST_OF_REVIEW = 20;

  static Share of(long count, long of) {
    return new Share(count, of, Spread.LEAST);
  }

  static Share ofReview(long count, long of) {
    return new Share(count, of, LEAST_OF_REVIEW);
  }

  public boolean enough() {
    return of >= least;
  }

  public double share() {
    return (double) count / (double) of;
  }

  public Optional<Interval> interval() {
    return enough() ? Optional.of(Interval.wilson(count, of)) : Optional.empty();
  }

  Json toJson() {
    Json.Builder json = Json.obj().put("of", of);
    interval()
        .ifPresent(
            interval ->
                json.put("count", count)
                    .put("share", share())
                    .put("low", interval.low())
                    .put("high", interval.high()));
    return json.build();
  }
}
