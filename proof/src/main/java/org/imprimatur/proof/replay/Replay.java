// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.util.Arrays;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.ActException;
import org.imprimatur.proof.act.DecisionAct;
import org.imprimatur.proof.act.FoundingAct;
import org.imprimatur.proof.act.GateAct;
import org.imprimatur.proof.act.GateAct.VerdictGiven;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.HoursAct;
import org.imprimatur.proof.act.ImpactAct;
import org.imprimatur.proof.act.ModelAct;
import org.imprimatur.proof.act.MonitoringAct;
import org.imprimatur.proof.act.PeopleAct;
import org.imprimatur.proof.act.PolicyAct;
import org.imprimatur.proof.act.ReviewAct;
import org.imprimatur.proof.act.RunnerAct;
import org.imprimatur.proof.act.SampleAct;
import org.imprimatur.proof.act.SeedAct;
import org.imprimatur.proof.act.SubmissionAct;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;

/**
 * Plays a log from its first entry and holds every act to the rules under which it could be
 * recorded. Verdicts and promotions are derived again from the facts before them and only then
 * compared with what is recorded. Everything that is wrong is reported; no log, however forged,
 * makes it throw.
 */
public final class Replay {
  private final Ground ground;
  private final OrderRules order;
  private final PeopleRules people;
  private final PolicyRules policies;
  private final ModelRules models;
  private final RunnerRules runners;
  private final SubmissionRules submissions;
  private final ReviewRules reviews;
  private final DecisionRules decisions;
  private final GateRules gates;
  private final MonitoringRules monitoring;
  private final ExpiryRules expiry;
  private final BreachRules breaches;
  private final SeedRules seeds;
  private final SampleRules samples;
  private final HoursRules hours;
  private final ImpactRules impacts;
  private final TokenRules tokens;
  private final RightRules rights;
  private long entries;
  private long verdicts;
  private long promotions;
  private long signOffs;

  private Replay(BlobSource source) {
    ground = new Ground(new Facts(), new HashedBlobs(source), new Findings());
    var dockets = new Dockets(ground.facts(), ground.blobs());
    order = new OrderRules(ground);
    people = new PeopleRules(ground);
    policies = new PolicyRules(ground);
    models = new ModelRules(ground);
    runners = new RunnerRules(ground);
    submissions = new SubmissionRules(ground, dockets, new SignOffRules(ground, dockets));
    reviews = new ReviewRules(ground, dockets);
    decisions = new DecisionRules(ground, dockets);
    impacts = new ImpactRules(ground);
    tokens = new TokenRules(ground);
    rights = new RightRules(ground);
    monitoring = new MonitoringRules(ground, dockets, impacts);
    gates = new GateRules(ground, dockets, monitoring);
    expiry = new ExpiryRules(ground, monitoring);
    breaches = new BreachRules(ground, monitoring);
    seeds = new SeedRules(ground);
    samples = new SampleRules(ground);
    hours = new HoursRules(ground);
  }

  /** Replays all entries, in the log's order. */
  public static Report verify(Iterable<byte[]> entries, BlobSource source) {
    var replay = new Replay(source);
    for (byte[] entry : entries) {
      replay.next(entry);
    }
    return replay.report();
  }

  private void next(byte[] entry) {
    ground.findings().at(entries);
    try {
      Act act = Act.parse(entry);
      ground
          .findings()
          .unless(
              Arrays.equals(act.bytes(), entry),
              "act.canonical",
              "The entry is not written in the canonical form of " + act.name() + ".");
      count(act);
      expiry.before(act);
      breaches.before(act);
      seeds.before(act);
      monitoring.before(act);
      check(act);
      ground.facts().apply(act);
      expiry.after(act);
      breaches.after(act);
    } catch (ActException e) {
      ground.findings().add(e.code(), String.valueOf(e.getMessage()));
      ground.facts().skip();
    } catch (RuntimeException e) {
      unestablished("The entry", e);
      ground.facts().skip();
    }
    entries++;
  }

  private void count(Act act) {
    switch (act) {
      case VerdictGiven _ -> verdicts++;
      case VersionPromoted _ -> promotions++;
      case SignoffGiven _ -> signOffs++;
      case FoundingAct _,
          PeopleAct _,
          PolicyAct _,
          ModelAct _,
          RunnerAct _,
          SubmissionAct _,
          ReviewAct _,
          DecisionAct _,
          GateAct _,
          MonitoringAct _,
          SeedAct _,
          SampleAct _,
          HoursAct _,
          ImpactAct _ -> {}
    }
  }

  private void check(Act act) {
    order.check(entries, act);
    tokens.check(act);
    rights.check(act);
    try {
      switch (act) {
        case FoundingAct founding -> order.check(entries, founding);
        case PeopleAct about -> people.check(about);
        case PolicyAct about -> policies.check(about);
        case ModelAct about -> models.check(about);
        case RunnerAct about -> runners.check(about);
        case SubmissionAct about -> submissions.check(about);
        case ReviewAct about -> reviews.check(about);
        case DecisionAct about -> decisions.check(about);
        case GateAct about -> gates.check(about);
        case MonitoringAct about -> monitoring.check(about);
        case SeedAct about -> seeds.check(about);
        case SampleAct about -> samples.check(about);
        case HoursAct about -> hours.check(about);
        case ImpactAct about -> impacts.check(about);
      }
    } catch (UnestablishedException e) {
      ground.findings().add(e.code(), e.sentence());
    } catch (RuntimeException e) {
      unestablished(act.name(), e);
    }
  }

  /** Acts and documents come from whoever forged them: what trips a rule does not pass. */
  private void unestablished(String what, RuntimeException e) {
    ground.findings().add("act.unestablished", what + " rests on something unreadable: " + e);
  }

  private Report report() {
    monitoring.end();
    if (entries == 0) {
      ground.findings().add("log.empty", "The log has no entries, so it proves nothing.");
    }
    return new Report(
        new Report.Counts(entries, verdicts, promotions, signOffs, ground.blobs().count()),
        ground.findings().all());
  }
}
