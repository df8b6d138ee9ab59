// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.imprimatur.proof.act.ModelAct.RiskAnswered;
import org.imprimatur.proof.act.ModelAct.RiskConfirmed;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Policy;

/** The tier is what the policy's rules give for the answers, and somebody else confirms it. */
final class RiskRules {
  private static final String RISK_MANAGER = "risk-manager";

  private final Ground ground;

  RiskRules(Ground ground) {
    this.ground = ground;
  }

  void answered(RiskAnswered act) throws UnestablishedException {
    ModelFacts model = ground.facts().model(act.model());
    unless(
        act.policy().equals(ground.facts().governing(model)),
        "risk.policy",
        "The answers are to another policy than that of " + model.name() + ".");
    Json.Obj document = ground.blobs().document(act.assessment(), "assessment/v1");
    unless(
        document.string("policy").equals(act.policy().toString())
            && document.string("tier").equals(act.tier())
            && document.string("rule").equals(act.rule()),
        "risk.differs",
        "The assessment says another policy, tier or rule than the act.");
    Policy.Tier tier = ground.blobs().policy(act.policy()).tier(answers(document));
    unless(
        tier.name().equals(act.tier()) && tier.rule().equals(act.rule()),
        "risk.tier",
        "The answers give the tier %s by %s, not %s by %s."
            .formatted(tier.name(), tier.rule(), act.tier(), act.rule()));
  }

  /** What an assessment answers, by question. */
  static Map<String, String> answers(Json.Obj document) {
    Map<String, String> answers = new TreeMap<>();
    Json.Obj given = document.object("answers");
    given.members().keySet().forEach(question -> answers.put(question, given.string(question)));
    return answers;
  }

  void confirmed(RiskConfirmed act) throws UnestablishedException {
    ModelFacts model = ground.facts().model(act.model());
    unless(
        ground.facts().holds(act.by(), RISK_MANAGER),
        "risk.role",
        act.by() + " is no risk manager and cannot confirm a tier.");
    unless(
        ground.blobs().policy(ground.facts().governing(model)).tiers().contains(act.tier()),
        "risk.tier",
        "The policy has no tier " + act.tier() + ".");
    Optional<RiskAnswered> answered = model.answered();
    if (answered.isEmpty() || !answered.get().assessment().equals(act.assessment())) {
      ground
          .findings()
          .add("risk.stale", "What was confirmed is not the latest assessment of " + model.name());
      return;
    }
    unless(
        ground
            .blobs()
            .policy(ground.facts().governing(model))
            .ranksLike(ground.blobs().policy(answered.get().policy())),
        "risk.outdated",
        "The policy ranks models otherwise since the questions were answered.");
    Set<String> same = ground.facts().staff().sameAs(act.by(), model.since());
    unless(
        !same.contains(answered.get().by()) && !model.touchedBy(same),
        "risk.own",
        "%s had a hand in the model, or counts as somebody who had, and confirmed its tier."
            .formatted(act.by()));
    unless(
        answered.get().rule().equals(act.rule()),
        "risk.differs",
        "The confirmation names another rule than the assessment.");
    unless(
        answered.get().tier().equals(act.tier()) || act.reason().isPresent(),
        "risk.reason",
        "Another tier than the rule gives was set without a reason.");
  }

  private void unless(boolean right, String code, String sentence) {
    ground.findings().unless(right, code, sentence);
  }
}
