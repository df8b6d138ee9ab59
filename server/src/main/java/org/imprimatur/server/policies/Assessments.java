// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.policies;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.imprimatur.proof.act.ModelAct.RiskAnswered;
import org.imprimatur.proof.act.ModelAct.RiskConfirmed;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.audit.Moment;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.audit.Ruling;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.people.Persons;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The risk of a model: answered by its team, confirmed or overridden by somebody else. */
@Component
public final class Assessments {
  private static final int LONGEST_REASON = 2_000;

  private final Audit audit;
  private final Database database;
  private final Blobs blobs;
  private final Models models;
  private final Policies policies;
  private final Persons persons;

  Assessments(
      Audit audit,
      Database database,
      Blobs blobs,
      Models models,
      Policies policies,
      Persons persons) {
    this.audit = audit;
    this.database = database;
    this.blobs = blobs;
    this.models = models;
    this.policies = policies;
    this.persons = persons;
  }

  /** What is known of a model's risk and examination. */
  public Risk risk(String model) {
    return risk(database.reader(), model);
  }

  public Risk risk(JdbcClient db, String model) {
    return Risk.of(Entries.acts(db, model));
  }

  /** Whether the answers were given to a policy that ranks models otherwise than today's. */
  public boolean isOutdated(JdbcClient db, Model model, RiskAnswered answered) {
    Policy governing = policies.read(policies.governing(db, model).digest());
    return !governing.ranksLike(policies.read(answered.policy()));
  }

  /** The same of a model's latest answers; nothing is outdated where nothing was answered. */
  public boolean isOutdated(Model model, Risk risk) {
    return risk.answered()
        .map(answered -> isOutdated(database.reader(), model, answered))
        .orElse(false);
  }

  /**
   * The ids of up to so many models whose tier is not settled: nobody answered or confirmed, or the
   * policy of today ranks otherwise than the one that was answered.
   */
  public List<String> unsettled(int most) {
    JdbcClient db = database.reader();
    List<String> models = new ArrayList<>(RiskStore.unconfirmed(db, most));
    for (RiskStore.Pair pair : RiskStore.confirmed(db)) {
      Policy governing =
          policies.read(policies.governing(db, Digest.parse(pair.registered())).digest());
      if (models.size() < most
          && !governing.ranksLike(policies.read(Digest.parse(pair.answered())))) {
        models.addAll(RiskStore.confirmed(db, pair, most - models.size()));
      }
    }
    return models;
  }

  /** The answers behind an assessment. */
  public Map<String, String> answers(Digest assessment) {
    Map<String, String> answers = new TreeMap<>();
    Json.Obj given = blobs.document(assessment).object("answers");
    given.members().keySet().forEach(question -> answers.put(question, given.string(question)));
    return answers;
  }

  /** Answers the policy's questions; its rules give the tier. */
  public RiskAnswered answer(Caller caller, String name, Map<String, String> answers) {
    caller.needs(Permission.PROPOSE);
    Model model = models.get(name);
    Digest governing = policies.governing(model).digest();
    Policy policy = policies.read(governing);
    check(policy, answers);
    Policy.Tier tier = policy.tier(answers);
    Json.Builder given = Json.obj();
    answers.forEach(given::put);
    Digest assessment =
        blobs.put(
            Json.obj()
                .put("imprimatur", "assessment/v1")
                .put("policy", governing.toString())
                .put("answers", given.build())
                .put("tier", tier.name())
                .put("rule", tier.rule())
                .build());
    return audit.record(
        moment -> {
          if (!policies.governing(moment.db(), model).digest().equals(governing)) {
            return refused(
                "risk.policy", 409, "A newer policy was published. Read its questions again.");
          }
          var act =
              new RiskAnswered(
                  caller.stamp(moment, Permission.PROPOSE),
                  model.id(),
                  governing,
                  assessment,
                  tier.name(),
                  tier.rule());
          return Ruling.granted(act, act);
        });
  }

  private static void check(Policy policy, Map<String, String> answers) {
    List<String> reasons = new ArrayList<>();
    for (Policy.Question question : policy.questions()) {
      String answer = answers.getOrDefault(question.id(), "");
      if (!question.answers().contains(answer)) {
        reasons.add(
            "%s (%s) takes one of: %s."
                .formatted(question.id(), question.ask(), String.join(", ", question.answers())));
      }
    }
    for (String id : answers.keySet()) {
      if (policy.questions().stream().noneMatch(question -> question.id().equals(id))) {
        reasons.add("The policy does not ask " + id + ".");
      }
    }
    if (!reasons.isEmpty()) {
      throw new RefusedException(
          new Refusal(
              "risk.answers",
              422,
              "The answers do not fit the policy's questions.",
              reasons,
              "Answer every question with one of its answers."));
    }
  }

  /** Confirms the tier, or overrides it with a reason; never by who answered or proposed. */
  public RiskConfirmed confirm(Caller caller, String name, Confirmation asked) {
    caller.needs(Permission.ASSESS);
    return audit.record(moment -> decide(moment, caller, name, asked));
  }

  /** The assessment that the assessor saw, and the tier that it comes to. */
  public record Confirmation(Digest assessment, String tier, Optional<String> reason) {
    public Confirmation {
      reason = reason.map(String::strip).filter(text -> !text.isEmpty());
    }
  }

  private Ruling<RiskConfirmed> decide(
      Moment moment, Caller caller, String name, Confirmation asked) {
    Model model = models.get(moment.db(), name);
    Optional<RiskAnswered> answered = risk(moment.db(), model.id()).answered();
    if (answered.isEmpty()) {
      return refused("risk.unanswered", 409, "Nobody has answered the questions of " + name + ".");
    }
    if (!answered.get().assessment().equals(asked.assessment())) {
      return refused(
          "risk.stale", 409, "The answers changed since you read them. Read them again.");
    }
    Set<String> same = persons.staff(moment.db()).sameAs(caller.id(), model.since());
    if (same.contains(answered.get().by()) || model.isTouchedBy(same)) {
      return refused(
          "risk.own",
          403,
          "You had a hand in this model, or count as somebody who had; another person confirms its"
              + " tier.");
    }
    if (isOutdated(moment.db(), model, answered.get())) {
      return refused(
          "risk.outdated",
          409,
          "The policy ranks models otherwise since the questions were answered. Answer them"
              + " again.");
    }
    Policy policy = policies.read(policies.governing(moment.db(), model).digest());
    if (!policy.tiers().contains(asked.tier())) {
      return refused("risk.tier", 422, "The policy has no tier " + asked.tier() + ".");
    }
    boolean overrides = !asked.tier().equals(answered.get().tier());
    if (overrides && asked.reason().isEmpty()) {
      return refused("risk.reason", 422, "Another tier than the rule gives needs a reason.");
    }
    if (asked.reason().orElse("").length() > LONGEST_REASON) {
      return refused("risk.reason", 422, "A reason has at most 2,000 characters.");
    }
    var act =
        new RiskConfirmed(
            caller.stamp(moment, Permission.ASSESS),
            model.id(),
            asked.assessment(),
            asked.tier(),
            answered.get().rule(),
            asked.reason());
    return Ruling.granted(act, act);
  }

  private static <T> Ruling<T> refused(String code, int status, String sentence) {
    return new Ruling.Refused<>(
        new Refusal(code, status, sentence, List.of(), "See the model's risk page."));
  }
}
