// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.imprimatur.engines.Job;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.ModelAct.CardFiled;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.act.SubmissionAct.SubmissionWithdrawn;
import org.imprimatur.proof.gate.Champion;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.audit.Follower;
import org.imprimatur.server.policies.Assessments;
import org.imprimatur.server.policies.Policies;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Asks for the checks that a submission needs, and for one again whose input changed. */
@Component
final class ChecksFollower implements Follower {
  private final Policies policies;
  private final Assessments assessments;
  private final Blobs blobs;

  ChecksFollower(Policies policies, Assessments assessments, Blobs blobs) {
    this.policies = policies;
    this.assessments = assessments;
    this.blobs = blobs;
  }

  @Override
  public String name() {
    return "checks";
  }

  @Override
  public void follow(long position, Act act, JdbcClient db) {
    if (act instanceof SubmissionOpened opened) {
      opened(opened, db);
    } else if (act instanceof VersionPromoted promoted) {
      promoted(promoted, db);
    } else if (act instanceof CardFiled card) {
      for (SubmissionOpened opened : submissions(db, card.model())) {
        if (opened.version() == card.version()
            && isOpen(opened, db)
            && CheckStore.runs(db, opened.submission()).stream()
                .anyMatch(run -> run.check().equals(Job.CARD))) {
          CheckStore.ask(db, opened.submission(), Job.CARD, card.at());
        }
      }
    }
  }

  /** Found by the act's name, so that a model with many versions is not read whole. */
  private static List<SubmissionOpened> submissions(JdbcClient db, String model) {
    List<SubmissionOpened> submissions = new ArrayList<>();
    for (Entries.Entry entry : Entries.mentioning(db, model, "act:submission.opened")) {
      if (entry.act() instanceof SubmissionOpened opened) {
        submissions.add(opened);
      }
    }
    return submissions;
  }

  /** What was compared with the version that held the stage is compared with its successor. */
  private void promoted(VersionPromoted promoted, JdbcClient db) {
    for (SubmissionOpened opened : submissions(db, promoted.model())) {
      if (opened.submission() != promoted.submission()
          && opened.gate().equals(promoted.to())
          && isOpen(opened, db)
          && plan(opened, db, true).contains(Job.COMPARISON)) {
        CheckStore.ask(db, opened.submission(), Job.COMPARISON, promoted.at());
      }
    }
  }

  private static boolean isOpen(SubmissionOpened opened, JdbcClient db) {
    return isOpen(Entries.acts(db, "submission:" + opened.submission()));
  }

  private static boolean isOpen(List<Act> acts) {
    return acts.stream()
        .noneMatch(act -> act instanceof VersionPromoted || act instanceof SubmissionWithdrawn);
  }

  private Set<String> plan(SubmissionOpened opened, JdbcClient db, boolean champion) {
    Policy.Gate gate = policies.read(opened.policy()).gates().get(opened.gate());
    Optional<String> tier =
        assessments.risk(db, opened.model()).confirmed().map(confirmed -> confirmed.tier());
    String task = CheckInputs.task(opened.examination().map(blobs::document));
    return gate == null || tier.isEmpty()
        ? Set.of()
        : CheckPlan.of(gate, tier.get(), task, champion);
  }

  /** Nothing is computed for what has ended since; what was recorded of it is noted. */
  private void opened(SubmissionOpened opened, JdbcClient db) {
    List<Act> acts = Entries.acts(db, "submission:" + opened.submission());
    if (!isOpen(acts)) {
      for (Act act : acts) {
        if (act instanceof EvidenceRecorded evidence) {
          CheckPlan.check(evidence.item())
              .ifPresent(
                  check -> CheckStore.recorded(db, opened.submission(), check, evidence.at()));
        }
      }
      return;
    }
    boolean champion = Champion.of(Entries.acts(db, opened.model()), opened).isPresent();
    plan(opened, db, champion)
        .forEach(check -> CheckStore.ask(db, opened.submission(), check, opened.at()));
  }
}
