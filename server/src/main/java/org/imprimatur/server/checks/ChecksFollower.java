// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.checks;

import java.util.HashMap;
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

  @Override
  public Following read(Page page, JdbcClient reader) {
    Openings openings = openings(page, reader);
    Set<String> things = new LinkedHashSet<>();
    openings.concerned(page).forEach(opened -> things.add(thing(opened)));
    Map<String, List<Act>> told = Entries.ofEachNamed(reader, things, OF_SUBMISSIONS);
    return db -> follow(page, new Reading(db, openings, now(db, things, told)));
  }

  /** What was opened before for the models of which something else was done. */
  private record Openings(Map<String, List<SubmissionOpened>> of) {
    /** What a card or a promotion calls for another check of. */
    List<SubmissionOpened> concerned(Act act) {
      return switch (act) {
        case SubmissionOpened opened -> List.of(opened);
        case VersionPromoted promoted ->
            of.getOrDefault(promoted.model(), List.of()).stream()
                .filter(one -> one.submission() != promoted.submission())
                .filter(one -> one.gate().equals(promoted.to()))
                .toList();
        case CardFiled card ->
            of.getOrDefault(card.model(), List.of()).stream()
                .filter(one -> one.version() == card.version())
                .toList();
        case Act _ -> List.of();
      };
    }

    List<SubmissionOpened> concerned(Page page) {
      return page.acts().stream().flatMap(act -> concerned(act).stream()).toList();
    }
  }

  /** Found by the act's name, so that a model with many versions is not read whole. */
  private static Openings openings(Page page, JdbcClient db) {
    Set<String> models = new LinkedHashSet<>();
    for (Act act : page.acts()) {
      if (act instanceof VersionPromoted one) {
        models.add(one.model());
      } else if (act instanceof CardFiled one) {
        models.add(one.model());
      }
    }
    Map<String, List<SubmissionOpened>> of = new HashMap<>();
    Entries.ofEach(db, models, Optional.of(OPENED))
        .forEach(
            (model, acts) ->
                of.put(
                    model,
                    acts.stream()
                        .filter(SubmissionOpened.class::isInstance)
                        .map(SubmissionOpened.class::cast)
                        .toList()));
    return new Openings(of);
  }

  /** What has ended stays so; of what had not, that is asked again. */
  private static Map<String, List<Act>> now(
      JdbcClient db, Set<String> things, Map<String, List<Act>> told) {
    List<String> open =
        things.stream().filter(thing -> isOpen(told.getOrDefault(thing, List.of()))).toList();
    Map<String, List<Act>> now = new HashMap<>(told);
    open.forEach(now::remove);
    now.putAll(Entries.ofEachNamed(db, open, OF_SUBMISSIONS));
    return now;
  }

  private static String thing(SubmissionOpened opened) {
    return "submission:" + opened.submission();
  }

  /** What is read and written for entries that are followed together. */
  private static final class Reading {
    private final JdbcClient db;
    private final Openings openings;
    private final Map<String, List<Act>> submissions;
    private final Map<List<?>, CheckStore.Recorded> recorded = new LinkedHashMap<>();

    Reading(JdbcClient db, Openings openings, Map<String, List<Act>> submissions) {
      this.db = db;
      this.openings = openings;
      this.submissions = submissions;
    }

    List<Act> acts(SubmissionOpened opened) {
      return submissions.getOrDefault(thing(opened), List.of());
    }

    /** Those of which an act calls for another check, as far as they have not ended. */
    List<SubmissionOpened> open(Act act) {
      return openings.concerned(act).stream().filter(one -> isOpen(acts(one))).toList();
    }

    /** The first that is noted of a run counts. */
    void recorded(CheckStore.Recorded run) {
      recorded.putIfAbsent(List.of(run.submission(), run.check()), run);
    }

    void write() {
      CheckStore.recorded(db, recorded.values());
    }
  }

  private void follow(Page page, Reading reading) {
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
    for (SubmissionOpened opened : reading.open(card)) {
      if (CheckStore.runs(reading.db, opened.submission()).stream()
          .anyMatch(run -> run.check().equals(Job.CARD))) {
        CheckStore.ask(reading.db, opened.submission(), Job.CARD, card.at());
      }
    }
  }

  /** What was compared with the version that held the stage is compared with its successor. */
  private void promoted(VersionPromoted promoted, Reading reading) {
    for (SubmissionOpened opened : reading.open(promoted)) {
      if (plan(opened, reading.db, true).contains(Job.COMPARISON)) {
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
