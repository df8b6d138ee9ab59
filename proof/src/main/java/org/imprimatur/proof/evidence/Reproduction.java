// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.evidence;

import java.util.Optional;
import org.imprimatur.proof.json.Difference;
import org.imprimatur.proof.json.Json;

/**
 * A record held against a second computation of the same check on the same inputs.
 *
 * <p>Derived evidence must be the same bytes. Measured evidence, such as timings, agrees where
 * every number lies within the relative tolerance that the record itself states as {@code
 * details.tolerance}; without one it must be the same bytes as well. Whether a process was confined
 * ({@link Computation}) is no figure and is left out.
 *
 * @param first the first place where they part; empty where they agree
 */
public record Reproduction(Optional<Difference> first) {
  /**
   * Compares two records.
   *
   * @param recorded the {@code evidence/v1} that was recorded
   * @param computed what a second computation gave
   */
  public static Reproduction of(Json.Obj recorded, Json.Obj computed) {
    return new Reproduction(
        Difference.first(
            Computation.figures(recorded), Computation.figures(computed), tolerance(recorded)));
  }

  /** A share of the larger number; the least is 0, and a record cannot ask for more than half. */
  private static double tolerance(Json.Obj recorded) {
    boolean measured = recorded.find("kind").equals(Optional.of(Json.of("measured")));
    if (measured
        && recorded.find("details").orElse(null) instanceof Json.Obj details
        && details.find("tolerance").orElse(null) instanceof Json.Num(var tolerance)) {
      return Math.clamp(tolerance, 0, 0.5);
    }
    return 0;
  }

  public boolean equal() {
    return first.isEmpty();
  }
}
