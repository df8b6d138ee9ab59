// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.util.Optional;
import org.imprimatur.proof.act.PolicyAct;
import org.imprimatur.proof.act.PolicyAct.PolicyDeclined;
import org.imprimatur.proof.act.PolicyAct.PolicyProposed;
import org.imprimatur.proof.act.PolicyAct.PolicyPublished;
import org.imprimatur.proof.act.PolicyAct.PolicyWatched;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.gate.PublicationConduct;
import org.imprimatur.proof.gate.Publications;
import org.imprimatur.proof.policy.Policy;

/**
 * Holds policies to the rules under which two persons, or the founding of the log, bring them in.
 */
final class PolicyRules {
  private final Ground ground;

  PolicyRules(Ground ground) {
    this.ground = ground;
  }

  void check(PolicyAct act) throws UnestablishedException {
    Publications publications = ground.facts().publications();
    switch (act) {
      case PolicyProposed proposed -> {
        unless(
            !publications.proposed(proposed.proposal()),
            "id.taken",
            "The proposal " + proposed.proposal() + " was made before.");
        ground.blobs().bytes(proposed.reason());
        conduct(act, proposed.policyName(), Optional.of(ground.blobs().policy(proposed.policy())));
      }
      case PolicyWatched watched ->
          conduct(act, named(publications, watched.proposal()), Optional.empty());
      case PolicyDeclined declined ->
          conduct(act, named(publications, declined.proposal()), Optional.empty());
      case PolicyPublished published -> published(published);
    }
  }

  private static String named(Publications publications, String proposal) {
    return publications.open(proposal).map(PolicyProposed::policyName).orElse("");
  }

  private void published(PolicyPublished act) throws UnestablishedException {
    Policy policy = ground.blobs().policy(act.policy());
    unless(
        !ground.facts().publications().published().containsKey(act.policy())
            && ground.facts().publications().published().values().stream()
                .noneMatch(
                    one ->
                        one.policyName().equals(act.policyName()) && one.number() == act.number()),
        "id.taken",
        "The policy %s %d was published before.".formatted(act.policyName(), act.number()));
    unless(
        policy.name().equals(act.policyName()),
        "policy.name",
        "The published policy does not call itself " + act.policyName() + ".");
    if (!act.by().equals(Stamp.SYSTEM)) {
      conduct(act, act.policyName(), Optional.of(policy));
    }
  }

  private void conduct(PolicyAct act, String name, Optional<Policy> policy) {
    var conduct =
        new PublicationConduct(
            ground.facts().publications(),
            ground.facts().staff(),
            ground.facts().examinedUnder(name));
    ground.findings().add(conduct.against(act, policy));
  }

  private void unless(boolean right, String code, String sentence) {
    ground.findings().unless(right, code, sentence);
  }
}
