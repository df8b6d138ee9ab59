// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.act;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** When something was done, in UTC milliseconds, and by whom (a pseudonym). */
public record Stamp(Instant at, String by) {
  /** Who acts where the server does: it computes evidence and issues attestations. */
  public static final String SYSTEM = "imprimatur";

  public Stamp {
    at = at.truncatedTo(ChronoUnit.MILLIS);
  }
}
