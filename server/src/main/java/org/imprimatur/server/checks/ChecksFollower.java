// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.checks;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
  private static final String OPENED = "act:submission.opened";

  /** What is asked of a submission: whether it has ended, and what was recorded of it. */
  private static final Set<String> OF_SUBMISSIONS =
      Set.of("version.promoted", "submission.withdrawn", "evidence.recorded");

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

  /** What is read and written for entries that are followed together. */
  private static final class Reading {
    private final JdbcClient db;
    private final Map<String, List<Act>> submissions;
    private final Map<String, List<Act>> openings;
    private final Map<List<?>, CheckStore.Recorded> recorded = new LinkedHashMap<>();

    Reading(Page page, JdbcClient db) {
      this.db = db;
      Set<String> opened = new LinkedHashSet<>();
      Set<String> models = new LinkedHashSet<>();
      for (Act act : page.acts()) {
        if (act instanceof SubmissionOpened one) {
          opened.add(thing(one));
        } else if (act instanceof VersionPromoted one) {
          models.add(one.model());
        } else if (act instanceof CardFiled one) {
          models.add(one.model());
        }
      }
      submissions = Entries.ofEachNamed(db, opened, OF_SUBMISSIONS);
      opened.forEach(one -> submissions.putIfAbsent(one, List.of()));
      openings = Entries.ofEach(db, models, Optional.of(OPENED));
    }

    private static String thing(SubmissionOpened opened) {
      return "submission:" + opened.submission();
    }

    List<Act> acts(SubmissionOpened opened) {
      return submissions.computeIfAbsent(thing(opened), thing -> Entries.acts(db, thing));
    }

    /** Found by the act's name, so that a model with many versions is not read whole. */
    List<SubmissionOpened> submissions(String model) {
      return openings
          .computeIfAbsent(
              model,
              _ -> Entries.mentioning(db, model, OPENED).stream().map(Entries.Entry::act).toList())
          .stream()
          .filter(SubmissionOpened.class::isInstance)
          .map(SubmissionOpened.class::cast)
          .toList();
    }

    boolean isOpen(SubmissionOpened opened) {
      return ChecksFollower.isOpen(acts(opened));
    }

    /** The first that is noted of a run counts. */
    void recorded(CheckStore.Recorded run) {
      recorded.putIfAbsent(List.of(run.submission(), run.check()), run);
    }

    void write() {
      CheckStore.recorded(db, recorded.values());
    }
  }

  @Override
  public void follow(Page page, JdbcClient db) {
    var reading = new Reading(page, db);
    for (Act act : page.acts()) {
      if (act instanceof SubmissionOpened opened) {
        opened(opened, reading);
      } else if (act instanceof VersionPromoted promoted) {
        promoted(promoted, reading);
      } else if (act instanceof CardFiled card) {
        filed(card, reading);
      }
    }
    reading.write();
  }

  private static void filed(CardFiled card, Reading reading) {
    for (SubmissionOpened opened : reading.submissions(card.model())) {
      if (opened.version() == card.version()
          && reading.isOpen(opened)
          && CheckStore.runs(reading.db, opened.submission()).stream()
              .anyMatch(run -> run.check().equals(Job.CARD))) {
        CheckStore.ask(reading.db, opened.submission(), Job.CARD, card.at());
      }
    }
  }

  /** What was compared with the version that held the stage is compared with its successor. */
  private void promoted(VersionPromoted promoted, Reading reading) {
    for (SubmissionOpened opened : reading.submissions(promoted.model())) {
      if (opened.submission() != promoted.submission()
          && opened.gate().equals(promoted.to())
          && reading.isOpen(opened)
          && plan(opened, reading.db, true).contains(Job.COMPARISON)) {
        CheckStore.ask(reading.db, opened.submission(), Job.COMPARISON, promoted.at());
      }
    }
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
  private void opened(SubmissionOpened opened, Reading reading) {
    List<Act> acts = reading.acts(opened);
    if (!isOpen(acts)) {
      for (Act act : acts) {
        if (act instanceof EvidenceRecorded evidence) {
          CheckPlan.check(evidence.item())
              .map(check -> new CheckStore.Recorded(opened.submission(), check, evidence.at()))
              .ifPresent(reading::recorded);
        }
      }
      return;
    }
    boolean champion = Champion.of(Entries.acts(reading.db, opened.model()), opened).isPresent();
    plan(opened, reading.db, champion)
        .forEach(check -> CheckStore.ask(reading.db, opened.submission(), check, opened.at()));
  }
}
