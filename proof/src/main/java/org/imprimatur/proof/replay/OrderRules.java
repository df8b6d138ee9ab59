// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.time.Instant;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.BatchAct.BatchEvaluated;
import org.imprimatur.proof.act.DecisionAct;
import org.imprimatur.proof.act.FoundingAct;
import org.imprimatur.proof.act.FoundingAct.ClockLeapt;
import org.imprimatur.proof.act.FoundingAct.LogOpened;
import org.imprimatur.proof.act.FoundingAct.SetupApplied;
import org.imprimatur.proof.act.GateAct;
import org.imprimatur.proof.act.GateAct.AttestationIssued;
import org.imprimatur.proof.act.HoursAct;
import org.imprimatur.proof.act.ImpactAct;
import org.imprimatur.proof.act.ModelAct;
import org.imprimatur.proof.act.MonitoringAct;
import org.imprimatur.proof.act.PeopleAct;
import org.imprimatur.proof.act.PolicyAct;
import org.imprimatur.proof.act.PolicyAct.PolicyPublished;
import org.imprimatur.proof.act.ReviewAct;
import org.imprimatur.proof.act.RunnerAct;
import org.imprimatur.proof.act.SampleAct;
import org.imprimatur.proof.act.SeedAct;
import org.imprimatur.proof.act.Stamp;
import org.imprimatur.proof.act.SubmissionAct;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;

/** How a log begins, that its time never runs back, and who may act at all. */
final class OrderRules {
  private final Ground ground;
  private Instant latest = Instant.MIN;
  private boolean setUp;

  OrderRules(Ground ground) {
    this.ground = ground;
  }

  void check(long entry, Act act) {
    Findings findings = ground.findings();
    findings.unless(
        !act.at().isBefore(latest), "order.time", "The entry is older than one before it.");
    latest = act.at().isAfter(latest) ? act.at() : latest;
    if (entry == 0) {
      findings.unless(
          act instanceof LogOpened, "log.opened", "The log does not begin with log.opened.");
    }
    findings.unless(
        act.by().equals(Stamp.SYSTEM) ? servers(act) : others(act),
        "act.by",
        "%s cannot be done by %s.".formatted(act.name(), act.by()));
  }

  void check(long entry, FoundingAct act) throws UnestablishedException {
    switch (act) {
      case LogOpened _ ->
          ground
              .findings()
              .unless(entry == 0, "log.opened", "A log is opened once, by its first entry.");
      case SetupApplied applied -> {
        ground
            .findings()
            .unless(!setUp && founding(act), "setup.applied", "Only a new log is set up, once.");
        setUp = true;
        ground.blobs().find(applied.setup());
      }
      case ClockLeapt leapt ->
          ground
              .findings()
              .unless(
                  isLeap(leapt),
                  "clock.leap",
                  "The clock did not leap, or the server went by neither of its times.");
    }
  }

  /** A server goes by no time that is before both what the clock read and what it should have. */
  private static boolean isLeap(ClockLeapt leapt) {
    return leapt.leap().abs().compareTo(ClockLeapt.LEAST) >= 0
        && !(leapt.at().isBefore(leapt.expected()) && leapt.at().isBefore(leapt.read()));
  }

  /** What the server does of its own: people and policies only where the log is founded. */
  private boolean servers(Act act) {
    return switch (act) {
      case SeedAct _ -> act instanceof SeedAct.SeedRevealed;
      case SubmissionAct.SubmissionWithdrawn withdrawn -> seeded(withdrawn);
      case FoundingAct _, EvidenceRecorded _, AttestationIssued _, BatchEvaluated _ -> true;
      case MonitoringAct.SignalRecorded signal -> signal.evidence().isPresent();
      case MonitoringAct.VersionSuspended suspended ->
          !(suspended.cause() instanceof MonitoringAct.Cause.Ordered);
      case PeopleAct _ -> founding(act);
      case PolicyAct _ -> act instanceof PolicyPublished && founding(act);
      case ModelAct _,
          RunnerAct _,
          SubmissionAct _,
          ReviewAct _,
          DecisionAct _,
          GateAct _,
          MonitoringAct _,
          SampleAct _,
          HoursAct _,
          ImpactAct _ ->
          false;
    };
  }

  /** A submission of a version that was revealed to be bad on purpose. */
  private boolean seeded(SubmissionAct.SubmissionWithdrawn act) {
    return ground
        .facts()
        .opening(act.submission())
        .filter(one -> ground.facts().seeds().isCase(one.model(), one.version()))
        .isPresent();
  }

  /** Persons do everything else; a runner only files evidence. */
  private boolean others(Act act) {
    if (ground.facts().runners().has(act.by())) {
      return act instanceof EvidenceRecorded;
    }
    return ground.facts().knows(act.by())
        && !ground.facts().staff().isGone(act.by())
        && !(act instanceof FoundingAct
            || act instanceof AttestationIssued
            || act instanceof BatchEvaluated);
  }

  private boolean founding(Act act) {
    Optional<LogOpened> opening = ground.facts().opening();
    return opening.isPresent() && opening.get().at().equals(act.at());
  }
}
