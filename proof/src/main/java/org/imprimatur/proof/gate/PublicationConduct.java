// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.proof.act.PolicyAct;
import org.imprimatur.proof.act.PolicyAct.PolicyDeclined;
import org.imprimatur.proof.act.PolicyAct.PolicyProposed;
import org.imprimatur.proof.act.PolicyAct.PolicyPublished;
import org.imprimatur.proof.act.PolicyAct.PolicyWatched;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.policy.Policy;

/**
 * Who may bring in a policy, and when: a risk manager proposes it, a second, independent person who
 * answers for people publishes it, and nobody who has a hand in a model that it governs does
 * either. A server asks it before it records an act, and a replay asks the same of every recorded
 * one.
 */
public final class PublicationConduct {
  /** The codes that speak of who acts, not of the policy. */
  public static final Set<String> ABOUT_PERSON =
      Set.of("policy.role", "policy.second-person", "policy.examinee");

  private final Publications publications;
  private final Staff staff;
  private final Examinees examinees;
  private final List<Reason> against = new ArrayList<>();

  /**
   * The ground of a rule, as it stood before the act.
   *
   * @param examined who ever had a hand in a model under a policy of this name ({@link
   *     Contributors#ever})
   */
  public PublicationConduct(Publications publications, Staff staff, Set<String> examined) {
    this.publications = publications;
    this.staff = staff;
    this.examinees = new Examinees(staff, examined);
  }

  /**
   * Everything that stands against this act; nothing where it may be recorded.
   *
   * @param policy what the act's text says, where it is about one
   */
  public List<Reason> against(PolicyAct act, Optional<Policy> policy) {
    against.clear();
    switch (act) {
      case PolicyProposed proposed -> proposed(proposed, policy);
      case PolicyPublished published -> published(published, policy);
      case PolicyWatched watched -> watched(watched);
      case PolicyDeclined declined -> declined(declined);
    }
    return List.copyOf(against);
  }

  private void proposed(PolicyProposed act, Optional<Policy> policy) {
    manager(act.by());
    examinee(act.by());
    unless(
        policy.map(Policy::name).equals(Optional.of(act.policyName())),
        "policy.name",
        "The proposed policy does not call itself " + act.policyName() + ".");
    unless(
        act.number() == publications.next(act.policyName()),
        "policy.number",
        "The next policy %s has the number %d, not %d."
            .formatted(act.policyName(), publications.next(act.policyName()), act.number()));
    unless(
        !publications.published().containsKey(act.policy()),
        "policy.same",
        "This text is published already.");
    unless(
        publications.open().stream().noneMatch(one -> one.policyName().equals(act.policyName())),
        "policy.waiting",
        "Another proposal for %s waits. Decline it first.".formatted(act.policyName()));
  }

  private void published(PolicyPublished act, Optional<Policy> policy) {
    Optional<PolicyProposed> proposed =
        act.proposal()
            .flatMap(publications::open)
            .filter(
                one ->
                    one.policy().equals(act.policy())
                        && one.policyName().equals(act.policyName())
                        && one.number() == act.number());
    if (proposed.isEmpty()) {
      no("policy.proposal", "Nobody proposed " + title(act) + " in this form.");
      return;
    }
    second(act.by(), proposed.get().by());
    manager(proposed.get().by());
    examinee(act.by());
    examinee(proposed.get().by());
    unless(
        act.number() == publications.next(act.policyName()),
        "policy.number",
        "Another policy of this name was published since. Propose " + title(act) + " again.");
    boolean preset =
        publications.newest(act.policyName()).map(PolicyPublished::preset).orElse(false);
    unless(
        act.preset() == preset,
        "policy.default",
        "A publication does not change which policy new models get.");
    policy
        .map(one -> Staffing.gaps(one, staff, act.at()))
        .orElse(List.of("The text cannot be read."))
        .forEach(gap -> no("policy.staffing", gap));
  }

  private void second(String by, String proposer) {
    unless(
        staff.confirms(by),
        "policy.role",
        "%s is neither administrator nor risk manager.".formatted(by));
    unless(
        !by.equals(proposer),
        "policy.second-person",
        "%s proposed the policy; another person publishes it.".formatted(proposer));
    unless(
        by.equals(proposer) || staff.independent(proposer, by),
        "policy.second-person",
        "%s proposed the policy, and %s counts as the same person.".formatted(proposer, by));
  }

  /** It binds nobody, so that one risk manager is enough, and may be whoever proposed it. */
  private void watched(PolicyWatched act) {
    unless(
        publications.open(act.proposal()).isPresent(),
        "policy.proposal",
        "No proposal waits under " + act.proposal() + ".");
    unless(
        staff.holds(act.by(), Staff.RISK_MANAGER),
        "policy.role",
        act.by() + " is no risk manager and cannot have a policy watched.");
    unless(
        publications.watched(act.proposal()).isEmpty(),
        "policy.watched",
        "The proposal is watched already.");
  }

  private void declined(PolicyDeclined act) {
    Optional<PolicyProposed> proposed = publications.open(act.proposal());
    unless(
        proposed.isPresent(), "policy.proposal", "No proposal waits under " + act.proposal() + ".");
    unless(
        staff.confirms(act.by()) || proposed.map(PolicyProposed::by).equals(Optional.of(act.by())),
        "policy.role",
        act.by() + " is neither administrator nor risk manager, and did not propose it.");
  }

  private void manager(String person) {
    unless(
        staff.holds(person, Staff.RISK_MANAGER),
        "policy.role",
        person + " is no risk manager and cannot propose a policy.");
  }

  /** The examinee does not set the exam. */
  private void examinee(String person) {
    unless(
        !examinees.include(person),
        "policy.examinee",
        person + " has a hand in a model that this policy governs, or counts as somebody who has.");
  }

  private static String title(PolicyPublished act) {
    return act.policyName() + "@" + act.number();
  }

  private void unless(boolean right, String code, String sentence) {
    if (!right) {
      no(code, sentence);
    }
  }

  private void no(String code, String sentence) {
    against.add(Reason.of(code, sentence));
  }
}
