// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.act;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * When something was done, in UTC milliseconds, and by whom (a pseudonym).
 *
 * @param with the id of the token with which it came; none where a person did it on a page, where
 *     the server did it, and in entries of before tokens were named
 */
public record Stamp(Instant at, String by, Optional<String> with) {
  /** Who acts where the server does: it computes evidence and issues attestations. */
  public static final String SYSTEM = "imprimatur";

  public Stamp {
    at = at.truncatedTo(ChronoUnit.MILLIS);
  }

  /** The same of an act that has a member of its own for the token. */
  public Stamp alone() {
    return new Stamp(at, by);
  }

  /** One that names no token. */
  public Stamp(Instant at, String by) {
    this(at, by, Optional.empty());
  }
}
