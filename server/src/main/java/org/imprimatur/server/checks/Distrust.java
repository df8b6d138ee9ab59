// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.checks;

import java.util.ArrayList;
import java.util.List;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.impact.Cause;
import org.imprimatur.proof.impact.Condemnations;
import org.imprimatur.server.audit.Entries;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whether evidence was ever recorded as computed by what stands condemned. */
final class Distrust {
  private Distrust() {}

  static boolean of(JdbcClient db, Digest evidence) {
    List<Act> acts = new ArrayList<>(Entries.acts(db, "act:cause.condemned"));
    if (acts.isEmpty()) {
      return false;
    }
    acts.addAll(Entries.acts(db, "act:condemnation.lifted"));
    List<Cause> causes =
        Condemnations.of(acts).standing().values().stream()
            .flatMap(act -> Cause.of(act).stream())
            .toList();
    return Entries.acts(db, evidence.toString()).stream()
        .filter(EvidenceRecorded.class::isInstance)
        .map(EvidenceRecorded.class::cast)
        .filter(recorded -> recorded.evidence().equals(evidence))
        .anyMatch(recorded -> causes.stream().anyMatch(cause -> cause.computed(recorded)));
  }
}
