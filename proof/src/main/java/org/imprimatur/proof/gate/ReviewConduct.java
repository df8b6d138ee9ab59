// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.proof.gate;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.imprimatur.proof.act.Anchor;
import org.imprimatur.proof.act.DiscussionAct;
import org.imprimatur.proof.act.DiscussionAct.ChallengeAnswered;
import org.imprimatur.proof.act.DiscussionAct.ChallengeRaised;
import org.imprimatur.proof.act.DiscussionAct.ChallengeResolved;
import org.imprimatur.proof.act.DiscussionAct.CommentMade;
import org.imprimatur.proof.act.DiscussionAct.ValidationPlanned;
import org.imprimatur.proof.act.FindingAct;
import org.imprimatur.proof.act.FindingAct.FindingAccepted;
import org.imprimatur.proof.act.FindingAct.FindingFixed;
import org.imprimatur.proof.act.FindingAct.FindingHanded;
import org.imprimatur.proof.act.FindingAct.FindingRaised;
import org.imprimatur.proof.act.FindingAct.FindingRetested;
import org.imprimatur.proof.act.ReviewAct;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.gate.Verdict.Reason;
import org.imprimatur.proof.policy.EvidenceClasses;
import org.imprimatur.proof.review.RaisedChallenge;
import org.imprimatur.proof.review.RaisedFinding;
import org.imprimatur.proof.review.Review;
import org.imprimatur.proof.review.Severity;

/**
 * Who may say what in a review, and when. A server asks it before it records an act, and a replay
 * asks the same of every recorded one.
 */
public final class ReviewConduct {
  /** The role of whoever plans an independent validation. */
  public static final String VALIDATOR = "validator";

  private static final int MOST_DAYS = 731;
  private static final int MOST_DAYS_ACCEPTED = 366;

  private final Docket docket;
  private final Review review;
  private final List<Reason> against = new ArrayList<>();

  /**
   * The ground of a rule.
   *
   * @param docket the submission that the act names, as it stood before
   * @param review everything that was said of the model before
   */
  public ReviewConduct(Docket docket, Review review) {
    this.docket = docket;
    this.review = review;
  }

  /** Everything that stands against this act; nothing where it may be recorded. */
  public List<Reason> against(ReviewAct act) {
    against.clear();
    switch (act) {
      case FindingAct about -> {
        ofModel(about.model());
        finding(about);
      }
      case DiscussionAct about -> discussion(about);
    }
    return List.copyOf(against);
  }

  private void finding(FindingAct act) {
    if (act instanceof FindingRaised raised) {
      raised(raised);
      return;
    }
    Optional<RaisedFinding> known =
        review
            .finding(act.finding())
            .filter(finding -> finding.raised().model().equals(act.model()));
    if (known.isEmpty()) {
      no("finding.unknown", "The model has no finding " + act.finding() + ".");
      return;
    }
    switch (act) {
      case FindingRaised _ -> {}
      case FindingFixed fixed -> fixed(fixed, known.get());
      case FindingRetested retested -> retested(retested, known.get());
      case FindingAccepted accepted -> accepted(accepted, known.get());
      case FindingHanded handed -> handed(handed, known.get());
    }
  }

  private void raised(FindingRaised act) {
    unless(
        Severity.of(act.severity()).isPresent(),
        "finding.severity",
        "A finding is "
            + String.join(", ", Severity.words())
            + "; not \""
            + act.severity()
            + "\".");
    unless(
        isSomebody(act.owner()),
        "finding.owner",
        "A finding needs an owner who holds a role here; " + act.owner() + " does not.");
    day("finding.due", act.due(), act.at(), MOST_DAYS);
    anchored(act.anchor());
    act.failure()
        .ifPresent(
            identity ->
                unless(
                    Failures.of(docket.input(act.at())).find(identity).isPresent(),
                    "finding.failure",
                    "No check of this submission fails as \"" + identity + "\"."));
    if (act.challenge().isPresent()) {
      long number = act.challenge().getAsLong();
      Optional<RaisedChallenge> challenge = challenge(number, act.submission());
      unless(
          challenge.isPresent(),
          "challenge.unknown",
          "This submission has no challenge " + number + ".");
      challenge.ifPresent(
          one ->
              unless(
                  one.raised().by().equals(act.by()),
                  "challenge.carried-by-other",
                  "Only %s, who raised challenge %d, carries it on with a finding."
                      .formatted(one.raised().by(), number)));
    }
  }

  private void fixed(FindingFixed act, RaisedFinding finding) {
    unless(
        finding.owner().equals(act.by()),
        "finding.fixed-by-other",
        "Only the owner of finding %d, %s, can say that it is fixed."
            .formatted(finding.number(), finding.owner()));
    unless(
        finding.state(act.at()) != RaisedFinding.State.CLOSED,
        "finding.closed",
        "Finding " + finding.number() + " is closed.");
  }

  private void handed(FindingHanded act, RaisedFinding finding) {
    against.addAll(Handing.against(act.by(), finding.owner(), act.owner(), docket));
    unless(
        finding.state(act.at()) != RaisedFinding.State.CLOSED,
        "finding.closed",
        "Finding " + finding.number() + " is closed.");
  }

  private void retested(FindingRetested act, RaisedFinding finding) {
    Optional<FindingFixed> fix = finding.lastFix();
    if (fix.isEmpty() || finding.work() == RaisedFinding.State.OPEN) {
      no(
          "finding.not-fixed",
          "The owner of finding " + finding.number() + " has not said that it is fixed.");
      return;
    }
    Retesting.bar(docket.people(), finding, act.by()).ifPresent(against::add);
    recused(act.by());
    boolean later = RaisedFinding.day(act.at()).isAfter(RaisedFinding.day(fix.get().at()));
    boolean rests =
        act.evidence().isPresent()
            && Retesting.grounds(docket, finding).stream()
                .anyMatch(ground -> ground.evidence().equals(act.evidence().get()));
    unless(
        act.evidence().isEmpty() || rests,
        "finding.retest-evidence",
        "The retest rests on nothing new: evidence of what finding %d was said of, computed after."
            .formatted(finding.number()));
    unless(
        later || rests,
        "finding.retested-too-soon",
        "A retest is done on a later day than the fix, or rests on newer evidence.");
  }

  private void accepted(FindingAccepted act, RaisedFinding finding) {
    unless(
        finding.state(act.at()) != RaisedFinding.State.CLOSED,
        "finding.closed",
        "Finding " + finding.number() + " is closed.");
    holds(act.by(), act.role());
    unless(
        !docket.people().sameAs(act.by()).contains(finding.owner()),
        "finding.accepted-by-owner",
        "The owner of finding " + finding.number() + " does not accept its risk.");
    free(act.by(), "finding.accepted-by-contributor");
    day("finding.until", act.until(), act.at(), MOST_DAYS_ACCEPTED);
  }

  private void discussion(DiscussionAct act) {
    switch (act) {
      case ChallengeRaised raised -> {
        ofModel(raised.model());
        holds(raised.by(), raised.role());
        unless(
            isSomebody(raised.asked())
                && !docket.people().sameAs(raised.by()).contains(raised.asked()),
            "challenge.asked",
            "A challenge asks another person for an answer.");
        anchored(raised.anchor());
      }
      case ChallengeAnswered answered ->
          known(answered.challenge(), answered.model(), answered.submission())
              .ifPresent(challenge -> answered(answered, challenge));
      case ChallengeResolved resolved ->
          known(resolved.challenge(), resolved.model(), resolved.submission())
              .ifPresent(challenge -> resolved(resolved, challenge));
      case CommentMade comment -> {
        anchored(comment.anchor());
        if (comment.challenge().isPresent()) {
          long number = comment.challenge().getAsLong();
          unless(
              challenge(number, comment.submission()).isPresent(),
              "challenge.unknown",
              "This submission has no challenge " + number + ".");
        }
      }
      case ValidationPlanned planned -> {
        holds(planned.by(), VALIDATOR);
        free(planned.by(), "validation.contributor");
      }
    }
  }

  private Optional<RaisedChallenge> known(long number, String model, long submission) {
    ofModel(model);
    Optional<RaisedChallenge> challenge = challenge(number, submission);
    unless(
        challenge.isPresent(),
        "challenge.unknown",
        "This submission has no challenge " + number + ".");
    challenge.ifPresent(
        one ->
            unless(
                one.resolved().isEmpty(),
                "challenge.resolved",
                "Challenge " + number + " is resolved."));
    return challenge;
  }

  private void answered(ChallengeAnswered act, RaisedChallenge challenge) {
    String challenger = challenge.raised().by();
    unless(
        !docket.people().sameAs(act.by()).contains(challenger),
        "challenge.answered-by-challenger",
        "Whoever raised challenge %d does not answer it.".formatted(challenge.number()));
    unless(
        act.by().equals(challenge.raised().asked())
            || docket.people().conflict(act.by()).isPresent(),
        "challenge.answered-unasked",
        "Challenge %d is answered by %s, who was asked, or by whoever had a hand in the version."
            .formatted(challenge.number(), challenge.raised().asked()));
  }

  private void resolved(ChallengeResolved act, RaisedChallenge challenge) {
    unless(
        act.by().equals(challenge.raised().by()),
        "challenge.resolved-by-other",
        "Only %s, who raised challenge %d, resolves it."
            .formatted(challenge.raised().by(), challenge.number()));
    Optional<RaisedChallenge.Outcome> outcome = RaisedChallenge.Outcome.of(act.outcome());
    unless(
        outcome.isPresent(),
        "challenge.outcome",
        "A challenge is accepted, upheld or withdrawn; not \"" + act.outcome() + "\".");
    unless(
        outcome.equals(Optional.of(RaisedChallenge.Outcome.WITHDRAWN))
            || !challenge.answers().isEmpty(),
        "challenge.unanswered",
        "Nobody has answered challenge %d; it can only be withdrawn."
            .formatted(challenge.number()));
    if (act.finding().isPresent()) {
      boolean carries =
          outcome.equals(Optional.of(RaisedChallenge.Outcome.UPHELD))
              && review
                  .finding(act.finding().getAsLong())
                  .filter(finding -> challenge.isCarriedOnBy(finding.raised()))
                  .isPresent();
      unless(
          carries,
          "challenge.finding",
          "Finding %d does not carry challenge %d on."
              .formatted(act.finding().getAsLong(), challenge.number()));
    }
  }

  private Optional<RaisedChallenge> challenge(long number, long submission) {
    return review.challenge(number).filter(one -> one.raised().submission() == submission);
  }

  private void anchored(Anchor anchor) {
    Dossier dossier = docket.dossier();
    boolean known =
        EvidenceClasses.ALL.contains(anchor.evidenceClass())
            || dossier.classes().containsKey(anchor.evidenceClass());
    Optional<Digest> now = digest(dossier, anchor.evidenceClass(), anchor.item());
    boolean there = anchor.item().isEmpty() ? anchor.path().isEmpty() : now.isPresent();
    unless(
        known && there && anchor.said().equals(now),
        "review.anchor",
        "The dossier holds nothing such as %s/%s under the digest that was named."
            .formatted(anchor.evidenceClass(), anchor.item()));
  }

  /** What an anchor of this place is said of now; absent where the class or item is not there. */
  public static Optional<Digest> digest(Dossier dossier, String evidenceClass, String item) {
    return item.isEmpty()
        ? Optional.ofNullable(dossier.digests().get(evidenceClass))
        : dossier.find(evidenceClass, item).map(Dossier.Item::digest);
  }

  private void ofModel(String model) {
    unless(
        docket.opened().model().equals(model),
        "review.model",
        "The submission is of another model than the act names.");
  }

  private void holds(String person, String role) {
    unless(
        docket.people().holds(person, role),
        "review.role",
        person + " does not hold the role " + role + ".");
  }

  /** Nobody who had a hand in the version, or stepped back from the submission. */
  private void free(String person, String contributor) {
    docket
        .people()
        .duty(person)
        .ifPresent(
            bar ->
                no(bar.code().equals("recused") ? "review.recused" : contributor, bar.sentence()));
  }

  /** A retest that counted before its author stepped back goes on counting; a new one does not. */
  private void recused(String person) {
    docket
        .people()
        .duty(person)
        .filter(bar -> bar.code().equals("recused"))
        .ifPresent(bar -> no("review.recused", bar.sentence()));
  }

  private boolean isSomebody(String person) {
    return !docket.people().rolesOf(person).isEmpty();
  }

  /** A date from today on, and not so far that it means never. */
  private void day(String code, String text, Instant at, int mostDays) {
    LocalDate today = RaisedFinding.day(at);
    boolean right;
    try {
      LocalDate day = LocalDate.parse(text);
      right =
          day.toString().equals(text)
              && !day.isBefore(today)
              && !day.isAfter(today.plusDays(mostDays));
    } catch (DateTimeException _) {
      right = false;
    }
    unless(
        right,
        code,
        "\"%s\" is no day from %s on within %d days.".formatted(text, today, mostDays));
  }

  private void no(String code, String sentence) {
    against.add(Reason.of(code, sentence));
  }

  private void unless(boolean right, String code, String sentence) {
    if (!right) {
      no(code, sentence);
    }
  }
}
