// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.act.FindingAct.FindingRaised;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.review.RaisedFinding;

/** Who may look whether a finding is put right, and on which evidence that can rest. */
public final class Retesting {
  private Retesting() {}

  /**
   * What stands against this person's retest for the version that the people are of; empty where
   * nothing.
   */
  public static Optional<Reason> bar(People people, RaisedFinding finding, String person) {
    Set<String> same = people.sameAs(person);
    boolean own =
        same.contains(finding.owner())
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

  /**
   * The evidence of the docket on which a retest can rest: computed of what the finding was said of
   * after it was raised, and not what was there before, in whichever submission of the model.
   */
  public static List<EvidenceRecorded> grounds(Docket docket, RaisedFinding finding) {
    List<EvidenceRecorded> computed = new ArrayList<>();
    for (Docket.Filed filed : docket.filed()) {
      EvidenceRecorded act = filed.act();
      if (!act.level().equals(Policy.Level.SUPPLIED.word())) {
        computed.add(act);
      }
    }
    Set<String> checks = checks(finding.raised(), computed);
    return computed.stream()
        .filter(act -> act.evidenceClass().equals(finding.raised().anchor().evidenceClass()))
        .filter(act -> checks.isEmpty() || checks.contains(Failures.unversioned(act.item())))
        .filter(act -> !finding.raised().anchor().said().equals(Optional.of(act.evidence())))
        .filter(act -> !docket.review().wasThere(act.evidence(), finding))
        .toList();
  }

  /** The checks that the finding was said of; empty where it was said of no check's evidence. */
  private static Set<String> checks(FindingRaised raised, List<EvidenceRecorded> computed) {
    Set<String> checks = new HashSet<>();
    String item = raised.anchor().item();
    if (item.contains("/") && !item.startsWith(Dossier.SUPPLIED)) {
      checks.add(Failures.unversioned(item));
    }
    raised.failure().map(Failures::check).stream()
        .filter(
            check ->
                computed.stream().anyMatch(act -> Failures.unversioned(act.item()).equals(check)))
        .forEach(checks::add);
    return checks;
  }
}
