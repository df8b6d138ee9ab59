// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.submissions;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.BatchAct.BatchWithdrawn;
import org.imprimatur.proof.act.GateAct.VersionBypassed;
import org.imprimatur.proof.act.GateAct.VersionPromoted;
import org.imprimatur.proof.act.ModelAct.ExaminationRegistered;
import org.imprimatur.proof.act.ModelAct.VersionRegistered;
import org.imprimatur.proof.act.SubmissionAct.SignerRecused;
import org.imprimatur.proof.act.SubmissionAct.SignoffGiven;
import org.imprimatur.proof.act.SubmissionAct.SubmissionOpened;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Bypasses;
import org.imprimatur.proof.gate.Champion;
import org.imprimatur.proof.gate.Contributors;
import org.imprimatur.proof.gate.Docket;
import org.imprimatur.proof.gate.GateInput;
import org.imprimatur.proof.gate.InForce;
import org.imprimatur.proof.gate.Matter;
import org.imprimatur.proof.gate.Newest;
import org.imprimatur.proof.gate.People;
import org.imprimatur.proof.gate.Rejections;
import org.imprimatur.proof.gate.Terms;
import org.imprimatur.proof.gate.Under;
import org.imprimatur.proof.impact.Basis;
import org.imprimatur.proof.impact.Condemnations;
import org.imprimatur.proof.impact.Condemned;
import org.imprimatur.proof.impact.Origins;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.replay.PolicyReplay;
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
    Model model = models.byId(db, submission.opened().model());
    return read(
        db,
        model,
        submission,
        new Told(models.history(db, model.id()), condemnations(db, submission)));
  }

  /**
   * What a docket is read from.
   *
   * @param acts of the model, up to where the gate looked
   * @param condemnations what stood condemned then
   * @param drafted under which policy, where it is not the pinned one
   * @param again whether what moved since its promotion counts for it as well
   */
  private record Told(
      List<Act> acts, Condemnations condemnations, Optional<Drafted> drafted, boolean again) {
    Told(List<Act> acts, Condemnations condemnations) {
      this(acts, condemnations, Optional.empty(), false);
    }
  }

  /** What came after a promotion is another's matter. */
  private static Condemnations condemnations(JdbcClient db, Submission submission) {
    return submission
        .ending()
        .promoted()
        .map(promoted -> Condemning.before(db, promoted))
        .orElseGet(() -> Condemning.now(db));
  }

  /** The docket on which a submission was promoted, whatever was filed or said of it since. */
  public Docket promoted(JdbcClient db, Submission submission, VersionPromoted promoted) {
    Model model = models.byId(db, submission.opened().model());
    List<Act> before =
        models.history(db, model.id()).stream().takeWhile(act -> !act.equals(promoted)).toList();
    return read(db, model, submission, new Told(before, Condemning.before(db, promoted)));
  }

  /**
   * The docket under a policy that does not hold yet.
   *
   * @param tier in which it would be judged
   */
  public Docket under(JdbcClient db, Submission submission, Policy draft, String tier) {
    Model model = models.byId(db, submission.opened().model());
    return read(
        db,
        model,
        submission,
        new Told(
            models.history(db, model.id()),
            condemnations(db, submission),
            Optional.of(new Drafted(draft, Optional.of(tier))),
            false));
  }

  /**
   * What a gate is asked of a submission that was promoted, once more and with all that was said
   * and found since, under the policy that governs its model now.
   */
  public GateInput again(JdbcClient db, Submission submission, Instant at) {
    SubmissionOpened opened = submission.opened();
    Model model = models.byId(db, opened.model());
    Policy policy = policies.read(policies.governing(db, model).digest());
    List<Act> acts = models.history(db, model.id());
    Condemnations now = Condemning.now(db);
    String confirmed =
        Newest.ranked(acts, opened)
            .orElseThrow(
                () -> new IllegalStateException("A submission needs a confirmed assessment."))
            .tier();
    String tier =
        PolicyReplay.tier(
            policy, policies.read(opened.policy()), confirmed, blobs.document(opened.risk()));
    return read(
            db,
            model,
            submission,
            new Told(acts, now, Optional.of(new Drafted(policy, Optional.of(tier))), true))
        .again(acts, now)
        .input(at)
        .inTier(tier);
  }

  private record Drafted(Policy policy, Optional<String> tier) {}

  private Docket read(JdbcClient db, Model model, Submission submission, Told told) {
    List<Act> acts = told.acts();
    Optional<Drafted> drafted = told.drafted();
    SubmissionOpened opened = submission.opened();
    Version version = submitted(model, opened);
    Policy policy = drafted.map(Drafted::policy).orElseGet(() -> policies.read(opened.policy()));
    Docket.Known known = known(db, model, told, submission);
    String tier = drafted.flatMap(Drafted::tier).orElse(known.confirmation().tier());
    return new Docket(
        policy,
        opened,
        known,
        submission.evidence().stream()
            .map(act -> new Docket.Filed(act, blobs.document(act.evidence())))
            .toList(),
        submission.signOffs(),
        people(
            db,
            version,
            new Asked(
                matter(model, tier, policy),
                acts,
                Contributors.judging(
                    acts,
                    Models.elsewhere(db),
                    opened,
                    withdrawn(db, model),
                    submission.ending().promoted()),
                recused(db, submission),
                Instant.EPOCH)),
        Review.at(acts, opened.submission()),
        new Docket.Decided(
            submission.decisions(),
            terms(submission),
            Rejections.before(acts, opened, told.condemnations()),
            Bypasses.of(acts),
            under(db, model, submission, told),
            condemned(told, opened)));
  }

  /** What was taken back of the production data of a model. */
  private static List<BatchWithdrawn> withdrawn(JdbcClient db, Model model) {
    return Entries.mentioning(db, "act:batch.withdrawn", "batches:" + model.id()).stream()
        .map(Entries.Entry::act)
        .map(BatchWithdrawn.class::cast)
        .toList();
  }

  private Condemned condemned(Told told, SubmissionOpened opened) {
    return told.condemnations().isEmpty()
        ? Condemned.NONE
        : Condemned.of(told.condemnations(), Basis.of(told.acts(), opened), this::origins);
  }

  /** What a version was made of. */
  public List<Origins.Origin> origins(VersionRegistered version) {
    return Origins.read(blobs.document(version.lineage()), blobs.document(version.manifest()));
  }

  /** What it rests on where it was opened under a change envelope. */
  private Optional<Under> under(JdbcClient db, Model model, Submission submission, Told told) {
    SubmissionOpened opened = submission.opened();
    List<Act> acts = told.acts();
    if (opened.under().isEmpty()) {
      return Optional.empty();
    }
    List<Act> before = Under.before(acts, opened);
    Optional<Under.Lent> lent =
        Under.inForce(before, opened).map(one -> lent(db, model, one, told));
    return Optional.of(
        new Under(
            opened, lent, model.envelope(), papers(model, opened), Under.Past.of(before, opened)));
  }

  private Under.Lent lent(JdbcClient db, Model model, InForce inForce, Told told) {
    SubmissionOpened signed = inForce.opened();
    Submission base =
        SubmissionStore.find(db, signed.submission())
            .orElseThrow(() -> new IllegalStateException("The signed submission is not there."));
    return new Under.Lent(
        inForce,
        read(
            db,
            model,
            base,
            new Told(
                Under.before(told.acts(), signed),
                told.condemnations(),
                told.drafted().map(one -> new Drafted(one.policy(), Optional.empty())),
                false)),
        blobs.document(signed.envelope().orElseThrow()),
        papers(model, signed));
  }

  private Under.Papers papers(Model model, SubmissionOpened opened) {
    return new Under.Papers(
        blobs.document(submitted(model, opened).registered().lineage()),
        blobs.document(opened.manifest()));
  }

  private static Version submitted(Model model, SubmissionOpened opened) {
    return model
        .find(opened.version())
        .orElseThrow(() -> new IllegalStateException("The submitted version is not there."));
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

  /** Who stepped back from signing for it, or took it past the gate. */
  private static Set<String> recused(JdbcClient db, Submission submission) {
    Set<String> recused = new TreeSet<>();
    for (Act act : Entries.acts(db, "submission:" + submission.number())) {
      if (act instanceof SignerRecused back) {
        recused.add(back.by());
      } else if (act instanceof VersionBypassed bypassed) {
        recused.addAll(bypassed.persons());
      }
    }
    return recused;
  }

  private static Matter matter(Model model, String tier, Policy policy) {
    return Matter.of(model.id(), model.owner(), tier, policy, model.since());
  }

  private Docket.Known known(JdbcClient db, Model model, Told told, Submission submission) {
    List<Act> acts = told.acts();
    SubmissionOpened opened = submission.opened();
    Version version = submitted(model, opened);
    var papers =
        new Docket.Papers(
            Newest.card(acts, opened),
            opened.examination().map(blobs::document),
            opened.promises().map(blobs::document),
            opened.envelope().map(blobs::document));
    // A promoted submission is read as it was promoted: what moved since is another's matter.
    boolean ended = submission.status() == Submission.Status.PROMOTED && !told.again();
    String stage =
        submission
            .ending()
            .promoted()
            .filter(_ -> ended)
            .map(VersionPromoted::from)
            .orElse(version.stage());
    Docket.Latest latest =
        ended
            ? new Docket.Latest(
                opened.use(),
                opened.risk(),
                opened.examination(),
                opened.promises(),
                opened.envelope(),
                model.owner())
            : latest(db, model);
    return new Docket.Known(
        Newest.confirmation(acts, opened)
            .orElseThrow(
                () -> new IllegalStateException("A submission needs a confirmed assessment.")),
        version.cutoff(),
        stage,
        Champion.of(acts, opened),
        papers,
        latest);
  }

  private Docket.Latest latest(JdbcClient db, Model model) {
    Risk risk = assessments.risk(db, model.id());
    return new Docket.Latest(
        model.use(),
        assessment(risk),
        risk.examination().map(ExaminationRegistered::examination),
        model.promises(),
        model.envelope(),
        model.owner());
  }

  /** What is answered now: new answers move the ground even before anybody confirms them. */
  private static Digest assessment(Risk risk) {
    return risk.answered()
        .orElseThrow(() -> new IllegalStateException("A submission needs an assessment."))
        .assessment();
  }

  /** Who could sign for a version in a tier, before anything is submitted. */
  public People people(JdbcClient db, Model model, Version version, String tier, Instant at) {
    Matter matter = matter(model, tier, policies.read(policies.governing(db, model).digest()));
    List<Act> acts = models.history(db, model.id());
    Map<String, String> contributors =
        Contributors.ahead(acts, Models.elsewhere(db), version.number());
    return people(db, version, new Asked(matter, acts, contributors, Set.of(), at));
  }

  private record Asked(
      Matter matter,
      List<Act> acts,
      Map<String, String> contributors,
      Set<String> recused,
      Instant at) {}

  private People people(JdbcClient db, Version version, Asked asked) {
    return persons
        .staff(db)
        .people(
            asked.matter(),
            asked.contributors(),
            Contributors.unnamed(asked.acts(), version.number(), Models.elsewhere(db)),
            asked.recused(),
            asked.at());
  }
}
