// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.ImpactAct;
import org.imprimatur.proof.impact.Condemnations;

/** What is condemned, and what was when each submission was promoted. */
final class CondemnationFacts {
  private Condemnations now = Condemnations.NONE;
  private final List<ImpactAct> acts = new ArrayList<>();
  private final Set<String> ids = new HashSet<>();
  private final Map<Long, Condemnations> then = new HashMap<>();

  void apply(ImpactAct act) {
    now = now.after(act);
    acts.add(act);
    ids.add(act.condemnation());
  }

  void apply(VersionPromoted act) {
    then.putIfAbsent(act.submission(), now);
  }

  Condemnations now() {
    return now;
  }

  /** Everything that was ever condemned and lifted. */
  List<ImpactAct> all() {
    return Collections.unmodifiableList(acts);
  }

  /** What came after a promotion is another's matter. */
  Condemnations of(SubmissionFacts submission) {
    return submission.promoted().isPresent()
        ? then.getOrDefault(submission.opened().submission(), now)
        : now;
  }

  boolean uses(String id) {
    return ids.contains(id);
  }
}
