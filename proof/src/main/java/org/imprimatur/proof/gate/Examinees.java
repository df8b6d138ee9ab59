// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.PolicyAct;
import org.imprimatur.proof.act.PolicyAct.PolicyPublished;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.gate.Verdict.Reason;

/**
 * Whom a policy examines: everybody who ever had a hand in a model under it. The examinee does not
 * set the exam, whichever comes first, the policy or the hand.
 */
public final class Examinees {
  private final Staff staff;
  private final Set<String> hands;

  /** Those of a policy, by who had a hand in any model that it governs. */
  Examinees(Staff staff, Set<String> hands) {
    this.staff = staff;
    this.hands = Set.copyOf(hands);
  }

  /** Whether the person is one of them, or counts as one. */
  boolean include(String person) {
    return !themselves(person).isEmpty();
  }

  private Set<String> themselves(String person) {
    Set<String> themselves = new TreeSet<>(staff.sameAs(person));
    themselves.retainAll(hands);
    return themselves;
  }

  /**
   * What stands against opening a submission under a policy: those of its two authors who are
   * examined by it themselves. The founding of the log has no author.
   *
   * @param acts all acts of the model, with those of its submissions, before this one
   */
  public static List<Reason> against(
      SubmissionOpened act,
      Collection<? extends Act> acts,
      Publications publications,
      Staff staff) {
    Set<String> hands = Contributors.ever(acts);
    hands.add(act.by());
    var examinees = new Examinees(staff, hands);
    List<Reason> against = new ArrayList<>();
    for (PolicyAct brought : publications.broughtIn(act.policy())) {
      Set<String> themselves = examinees.themselves(brought.by());
      if (!themselves.isEmpty()) {
        against.add(Reason.of("submission.examinee", sentence(brought, themselves)));
      }
    }
    return against;
  }

  private static String sentence(PolicyAct brought, Set<String> themselves) {
    String did = brought instanceof PolicyPublished ? "published" : "proposed";
    String hand =
        themselves.contains(brought.by())
            ? "has a hand in the model."
            : "counts as " + String.join(" and ", themselves) + ", with a hand in the model.";
    return "%s %s the policy and %s".formatted(brought.by(), did, hand);
  }
}
