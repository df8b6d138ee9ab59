// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.replay;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.imprimatur.proof.act.Act;
import org.imprimatur.proof.act.ModelAct.RiskAnswered;
import org.imprimatur.proof.act.ModelAct.RiskConfirmed;
import org.imprimatur.proof.act.SubmissionAct.EvidenceRecorded;
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
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.json.JsonException;
import org.imprimatur.proof.policy.Policy;
import org.imprimatur.proof.review.Review;

/** What a gate must know of a submission, from the facts as they stand. */
final class Dockets {
  private final Facts facts;
  private final HashedBlobs blobs;

  Dockets(Facts facts, HashedBlobs blobs) {
    this.facts = facts;
    this.blobs = blobs;
  }

  Docket docket(SubmissionFacts submission) throws UnestablishedException {
    return docket(submission, blobs.policy(submission.opened().policy()), Optional.empty());
  }

  /**
   * The same under another policy.
   *
   * @param tier in which people are asked, where it is not the confirmed one
   */
  Docket docket(SubmissionFacts submission, Policy policy, Optional<String> tier)
      throws UnestablishedException {
    List<Act> acts = facts.model(submission.opened().model()).acts();
    return docket(submission, policy, tier, new Told(acts, facts.condemnations().of(submission)));
  }

  /**
   * What a gate is asked of a submission that was promoted, once more and with all that was said
   * and found since, under the policy that governs its model now.
   */
  GateInput again(SubmissionFacts submission, Instant at) throws UnestablishedException {
    SubmissionOpened opened = submission.opened();
    ModelFacts model = facts.model(opened.model());
    Policy policy = blobs.policy(facts.governing(model));
    RiskConfirmed confirmed =
        Newest.ranked(model.acts(), opened).orElseThrow(() -> unconfirmed(opened));
    String tier =
        PolicyReplay.tier(
            policy, blobs.policy(opened.policy()), confirmed.tier(), blobs.document(opened.risk()));
    Condemnations now = facts.condemnations().now();
    return docket(submission, policy, Optional.of(tier), new Told(model.acts(), now))
        .again(model.acts(), now)
        .input(at)
        .inTier(tier);
  }

  /**
   * What a docket is read from.
   *
   * @param acts the first ones of the model; the rest came later
   * @param condemnations what was condemned when the gate looked, or looks
   */
  private record Told(List<Act> acts, Condemnations condemnations) {}

  /** The same as some acts of the model tell it. */
  private Docket docket(SubmissionFacts submission, Policy policy, Optional<String> tier, Told told)
      throws UnestablishedException {
    List<Act> acts = told.acts();
    SubmissionOpened opened = submission.opened();
    ModelFacts model = facts.model(opened.model());
    ModelFacts.Version version = model.version(opened.version());
    List<Docket.Filed> filed = new ArrayList<>();
    for (EvidenceRecorded evidence : submission.evidence()) {
      filed.add(new Docket.Filed(evidence, blobs.document(evidence.evidence())));
    }
    Docket.Known known = known(model, version, opened, acts);
    var matter =
        Matter.of(
            opened.model(),
            model.owner(),
            tier.orElse(known.confirmation().tier()),
            policy,
            model.since());
    People people =
        facts
            .staff()
            .people(
                matter,
                Contributors.judging(
                    acts,
                    facts.files(),
                    opened,
                    facts.monitoring().withdrawn(opened.model()),
                    submission.promoted()),
                Contributors.unnamed(acts, opened.version(), facts.files()),
                submission.recused(),
                Instant.EPOCH);
    return new Docket(
        policy,
        opened,
        known,
        filed,
        submission.signOffs(),
        people,
        Review.at(acts, opened.submission()),
        new Docket.Decided(
            submission.decisions(),
            terms(submission),
            Rejections.before(acts, opened, told.condemnations()),
            Bypasses.of(acts),
            under(submission, policy, told),
            condemned(told, opened)));
  }

  private Condemned condemned(Told told, SubmissionOpened opened) {
    return told.condemnations().isEmpty()
        ? Condemned.NONE
        : Condemned.of(told.condemnations(), Basis.of(told.acts(), opened), blobs.origins());
  }

  /** What it rests on where it was opened under a change envelope. */
  private Optional<Under> under(SubmissionFacts submission, Policy policy, Told told)
      throws UnestablishedException {
    List<Act> acts = told.acts();
    SubmissionOpened opened = submission.opened();
    if (opened.under().isEmpty()) {
      return Optional.empty();
    }
    ModelFacts model = facts.model(opened.model());
    List<Act> before = Under.before(acts, opened);
    Optional<InForce> inForce = Under.inForce(before, opened);
    Optional<Under.Lent> lent = Optional.empty();
    if (inForce.isPresent()) {
      SubmissionOpened signed = inForce.get().opened();
      lent =
          Optional.of(
              new Under.Lent(
                  inForce.get(),
                  docket(
                      facts.submission(signed.submission()),
                      policy,
                      Optional.empty(),
                      new Told(Under.before(acts, signed), told.condemnations())),
                  blobs.document(signed.envelope().orElseThrow()),
                  papers(model, signed)));
    }
    return Optional.of(
        new Under(
            opened, lent, model.envelope(), papers(model, opened), Under.Past.of(before, opened)));
  }

  private Under.Papers papers(ModelFacts model, SubmissionOpened opened)
      throws UnestablishedException {
    return new Under.Papers(
        blobs.document(model.version(opened.version()).registered().lineage(), "lineage/v1"),
        blobs.document(opened.manifest()));
  }

  private Map<String, Terms> terms(SubmissionFacts submission) throws UnestablishedException {
    Map<String, Terms> terms = new HashMap<>();
    for (SignoffGiven given : submission.signOffs()) {
      if (given.terms().isPresent()) {
        terms.put(given.signoff(), terms(given.terms().get()));
      }
    }
    return terms;
  }

  /** Terms that cannot be read leave everything open that rests on them. */
  Terms terms(Digest digest) throws UnestablishedException {
    try {
      return Terms.read(blobs.document(digest, "terms/v1"));
    } catch (IllegalArgumentException | JsonException | DateTimeException e) {
      throw new UnestablishedException(
          "signoff.terms", "The terms of a sign-off cannot be read: " + e.getMessage());
    }
  }

  private Docket.Known known(
      ModelFacts model, ModelFacts.Version version, SubmissionOpened opened, List<Act> acts)
      throws UnestablishedException {
    var papers =
        new Docket.Papers(
            Newest.card(acts, opened),
            document(opened.examination()),
            document(opened.promises()),
            document(opened.envelope()));
    Digest assessment =
        model
            .answered()
            .map(RiskAnswered::assessment)
            .orElseThrow(
                () ->
                    new UnestablishedException(
                        "risk.unanswered",
                        "Nobody answered the risk questions of " + model.name()));
    var latest =
        new Docket.Latest(
            model.use(),
            assessment,
            model.examination(),
            model.promises(),
            model.envelope(),
            model.owner());
    return new Docket.Known(
        Newest.confirmation(acts, opened).orElseThrow(() -> unconfirmed(opened)),
        version.registered().cutoff(),
        version.stage(),
        Champion.of(acts, opened),
        papers,
        latest);
  }

  private static UnestablishedException unconfirmed(SubmissionOpened opened) {
    return new UnestablishedException(
        "risk.unconfirmed", "Nobody confirmed the assessment " + opened.risk() + ".");
  }

  private Optional<Json.Obj> document(Optional<Digest> digest) throws UnestablishedException {
    return digest.isPresent() ? Optional.of(blobs.document(digest.get())) : Optional.empty();
  }
}
