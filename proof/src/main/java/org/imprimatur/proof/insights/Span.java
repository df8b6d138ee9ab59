// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.insights;

import java.time.Duration;
import java.time.Instant;

/** One stretch of time that a submission was with one owner. */
public record Span(Owner owner, Instant from, Instant to) {
  public long millis() {
    return Duration.between(from, to).toMillis();
  }
}
