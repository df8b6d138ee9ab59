// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;

/** Which versions were measured on which test sets, in order. */
final class LookFacts {
  private final Map<Digest, Set<Looker>> looks = new HashMap<>();

  /** A version that was measured on a test set. */
  private record Looker(String model, long version) {
    static Looker of(SubmissionOpened opened) {
      return new Looker(opened.model(), opened.version());
    }
  }

  void apply(EvidenceRecorded act, SubmissionOpened opened) {
    if (act.look().isPresent()) {
      for (Digest input : act.inputs()) {
        looks.computeIfAbsent(input, _ -> new LinkedHashSet<>()).add(Looker.of(opened));
      }
    }
  }

  /** Which look at a test set the submission's version takes: one for each version, in order. */
  long number(Digest testSet, SubmissionOpened opened) {
    List<Looker> lookers = new ArrayList<>(looks.getOrDefault(testSet, Set.of()));
    int earlier = lookers.indexOf(Looker.of(opened));
    return (earlier < 0 ? lookers.size() : earlier) + 1L;
  }
}
