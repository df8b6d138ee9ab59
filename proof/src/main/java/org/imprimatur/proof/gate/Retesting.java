// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.review.RaisedFinding;

/** Who may look whether a finding is put right. */
public final class Retesting {
  private Retesting() {}

  /**
   * What stands against this person's retest for the version that the people are of; empty where
   * nothing.
   */
  public static Optional<Reason> bar(People people, RaisedFinding finding, String person) {
    Set<String> same = people.sameAs(person);
    boolean own =
        same.contains(finding.raised().owner())
            || finding.lastFix().filter(fix -> same.contains(fix.by())).isPresent();
    return own
        ? Optional.of(
            Reason.of(
                "finding.retested-by-owner",
                "Whoever owns or fixed finding %d does not retest it.".formatted(finding.number())))
        : people
            .conflict(person)
            .map(link -> Reason.of("finding.retested-by-contributor", person + " " + link + "."));
  }

  /** Whether a retest that counts for the version that the people are of has closed it. */
  public static boolean isClosed(People people, RaisedFinding finding) {
    return finding.closings().stream()
        .anyMatch(retest -> bar(people, finding, retest.by()).isEmpty());
  }
}
