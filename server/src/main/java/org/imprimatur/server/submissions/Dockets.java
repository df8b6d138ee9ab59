// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.submissions;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.ModelAct.ExaminationRegistered;
import org.imprimatur.proof.act.ModelAct.RiskConfirmed;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Champion;
import org.imprimatur.proof.gate.Contributors;
import org.imprimatur.proof.gate.Creators;
import org.imprimatur.proof.gate.Docket;
import org.imprimatur.proof.gate.People;
import org.imprimatur.proof.gate.Terms;
import org.imprimatur.proof.review.Review;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.models.Model;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.models.Version;
import org.imprimatur.server.people.Persons;
import org.imprimatur.server.policies.Assessments;
import org.imprimatur.server.policies.Policies;
import org.imprimatur.server.policies.Risk;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what a gate must know of a submission, on the connection it is given. */
@Component
public final class Dockets {
  private final Models models;
  private final Assessments assessments;
  private final Policies policies;
  private final Persons persons;
  private final Blobs blobs;

  Dockets(Models models, Assessments assessments, Policies policies, Persons persons, Blobs blobs) {
    this.models = models;
    this.assessments = assessments;
    this.policies = policies;
    this.persons = persons;
    this.blobs = blobs;
  }

  /** The docket of a submission as it stands on this connection. */
  public Docket read(JdbcClient db, Submission submission) {
    SubmissionOpened opened = submission.opened();
    Model model = models.byId(db, opened.model());
    Version version =
        model
            .find(opened.version())
            .orElseThrow(() -> new IllegalStateException("The submitted version is not there."));
    return new Docket(
        policies.read(opened.policy()),
        opened,
        known(db, model, version, submission),
        submission.evidence().stream()
            .map(act -> new Docket.Filed(act, blobs.document(act.evidence())))
            .toList(),
        submission.signOffs(),
        people(db, model, version),
        Review.at(Entries.acts(db, model.id()), opened.submission()),
        new Docket.Decided(submission.decisions(), terms(submission)));
  }

  private Map<String, Terms> terms(Submission submission) {
    Map<String, Terms> terms = new HashMap<>();
    for (SignoffGiven given : submission.signOffs()) {
      given
          .terms()
          .ifPresent(digest -> terms.put(given.signoff(), Terms.read(blobs.document(digest))));
    }
    return terms;
  }

  private Docket.Known known(JdbcClient db, Model model, Version version, Submission submission) {
    SubmissionOpened opened = submission.opened();
    var papers =
        new Docket.Papers(
            version.card(),
            opened.examination().map(blobs::document),
            opened.promises().map(blobs::document));
    // A promoted submission is read as it was promoted: what moved since is another's matter.
    String stage =
        submission.ending().promoted().map(VersionPromoted::from).orElse(version.stage());
    Docket.Latest latest =
        submission.status() == Submission.Status.PROMOTED
            ? new Docket.Latest(
                opened.use(), opened.risk(), opened.examination(), opened.promises())
            : latest(db, model);
    return new Docket.Known(
        confirmation(db, model, opened),
        version.cutoff(),
        stage,
        Champion.of(Entries.acts(db, model.id()), opened),
        papers,
        latest);
  }

  private Docket.Latest latest(JdbcClient db, Model model) {
    Risk risk = assessments.risk(db, model.id());
    return new Docket.Latest(
        model.use(),
        assessment(risk),
        risk.examination().map(ExaminationRegistered::examination),
        model.promises());
  }

  /** What is answered now: new answers move the ground even before anybody confirms them. */
  private static Digest assessment(Risk risk) {
    return risk.answered()
        .orElseThrow(() -> new IllegalStateException("A submission needs an assessment."))
        .assessment();
  }

  /** The latest confirmation of the assessment that the submission pinned. */
  private static RiskConfirmed confirmation(JdbcClient db, Model model, SubmissionOpened opened) {
    Optional<RiskConfirmed> confirmed = Optional.empty();
    for (Act act : Entries.acts(db, model.id())) {
      if (act instanceof RiskConfirmed given && given.assessment().equals(opened.risk())) {
        confirmed = Optional.of(given);
      }
    }
    return confirmed.orElseThrow(
        () -> new IllegalStateException("A submission needs a confirmed assessment."));
  }

  /** Who may sign for a version, who had a hand in it, and who made whom. */
  public People people(JdbcClient db, Model model, Version version) {
    return new People(
        persons.roles(db),
        contributors(db, model, version),
        version.registered().unnamed(),
        Creators.of(persons.making(db), model.since()));
  }

  private static Map<String, String> contributors(JdbcClient db, Model model, Version version) {
    List<Act> acts = new ArrayList<>(Entries.acts(db, model.id()));
    for (long number : SubmissionStore.ofModel(db, model.id())) {
      acts.addAll(Entries.acts(db, "submission:" + number));
    }
    return Contributors.of(acts, version.number());
  }
}
