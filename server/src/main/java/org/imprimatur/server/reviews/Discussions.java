// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.reviews;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import org.imprimatur.proof.act.DiscussionAct.ChallengeAnswered;
import org.imprimatur.proof.act.DiscussionAct.ChallengeRaised;
import org.imprimatur.proof.act.DiscussionAct.ChallengeResolved;
import org.imprimatur.proof.act.DiscussionAct.CommentMade;
import org.imprimatur.proof.act.DiscussionAct.ValidationPlanned;
import org.imprimatur.proof.act.FindingAct.FindingRaised;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.review.RaisedChallenge;
import org.imprimatur.proof.review.RaisedChallenge.Outcome;
import org.imprimatur.proof.review.RaisedFinding;
import org.imprimatur.proof.review.Review;
import org.imprimatur.server.audit.Audit;
import org.imprimatur.server.audit.Blobs;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.people.Caller;
import org.springframework.stereotype.Component;

/** Challenges, their answers, comments and plans on a submission. */
@Component
public final class Discussions {
  private final Reviewing reviewing;
  private final Database database;
  private final Audit audit;
  private final Blobs blobs;

  Discussions(Reviewing reviewing, Database database, Audit audit, Blobs blobs) {
    this.reviewing = reviewing;
    this.database = database;
    this.audit = audit;
    this.blobs = blobs;
  }

  /** Everything that was said on a submission's page, and done about findings from there. */
  public Review of(long submission) {
    return Review.of(Entries.acts(database.reader(), "submission:" + submission));
  }

  /** The words under a digest. */
  public String words(Digest digest) {
    return blobs
        .find(digest)
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .orElse("The words are not there any more.");
  }

  /** Doubts something; the person who is asked has it then. */
  public ChallengeRaised challenge(Caller caller, long submission, Place place, Question question) {
    Digest text = reviewing.words(question.text());
    return reviewing.say(
        caller,
        submission,
        OptionalLong.empty(),
        true,
        scene ->
            new ChallengeRaised(
                scene.stamp(),
                ReviewStore.nextChallenge(scene.db()),
                scene.model(),
                submission,
                question.role(),
                question.asked().orElse(scene.docket().opened().by()),
                Reviewing.anchor(scene, place),
                text));
  }

  /**
   * What is asked.
   *
   * @param role in which role it is asked
   * @param asked who is to answer; whoever opened the submission where nobody is named
   */
  public record Question(String role, Optional<String> asked, String text) {}

  public ChallengeAnswered answer(Caller caller, long challenge, String words, OptionalLong seen) {
    Digest text = reviewing.words(words);
    return reviewing.say(
        caller,
        submission(challenge),
        seen,
        true,
        scene ->
            new ChallengeAnswered(
                scene.stamp(), challenge, scene.model(), scene.submission(), text));
  }

  /**
   * Says what came of it; on the page only, since a gate counts it. An upheld challenge becomes a
   * finding in the same moment, so that neither is ever there without the other.
   */
  public ChallengeResolved resolve(
      Caller caller, long challenge, Resolution resolution, OptionalLong seen) {
    Reviewing.onPage(caller);
    Optional<Digest> text =
        resolution.text().isBlank()
            ? Optional.empty()
            : Optional.of(reviewing.words(resolution.text()));
    return reviewing.sayTogether(
        caller,
        submission(challenge),
        seen,
        true,
        scene -> {
          Optional<RaisedChallenge> own =
              scene
                  .review()
                  .challenge(challenge)
                  .filter(one -> one.raised().by().equals(caller.id()))
                  .filter(_ -> resolution.outcome().equals(Outcome.UPHELD.word()));
          Optional<FindingRaised> there = own.flatMap(one -> carriesOn(scene.review(), one));
          Optional<FindingRaised> raised =
              own.filter(_ -> there.isEmpty())
                  .map(one -> finding(scene, one, resolution, text.orElseThrow(Reviewing::unsaid)));
          OptionalLong carrying =
              there.or(() -> raised).stream().mapToLong(FindingRaised::finding).findFirst();
          return new Reviewing.Together<>(
              raised.stream().toList(),
              new ChallengeResolved(
                  scene.stamp(),
                  challenge,
                  scene.model(),
                  scene.submission(),
                  resolution.outcome(),
                  carrying,
                  text));
        });
  }

  /** The challenger's finding that is there already, so that it is not raised twice. */
  private static Optional<FindingRaised> carriesOn(Review review, RaisedChallenge challenge) {
    return review.findings().stream()
        .map(RaisedFinding::raised)
        .filter(challenge::isCarriedOnBy)
        .findFirst();
  }

  private static FindingRaised finding(
      Reviewing.Scene scene, RaisedChallenge challenge, Resolution resolution, Digest text) {
    var doubted = challenge.raised().anchor();
    var place =
        new Place(doubted.evidenceClass(), doubted.item(), doubted.path(), Optional.empty());
    return new FindingRaised(
        scene.stamp(),
        ReviewStore.nextFinding(scene.db()),
        scene.model(),
        scene.submission(),
        resolution.severity(),
        challenge.raised().asked(),
        resolution.due(),
        Reviewing.anchor(scene, place),
        Optional.empty(),
        OptionalLong.of(challenge.number()),
        text);
  }

  /**
   * What came of a challenge.
   *
   * @param severity of the finding that carries an upheld one on
   * @param due when that finding is to be put right
   */
  public record Resolution(String outcome, String severity, String due, String text) {}

  public CommentMade comment(
      Caller caller, long submission, Place place, OptionalLong challenge, String words) {
    Digest text = reviewing.words(words);
    return reviewing.say(
        caller,
        submission,
        OptionalLong.empty(),
        false,
        scene ->
            new CommentMade(
                scene.stamp(), submission, Reviewing.anchor(scene, place), challenge, text));
  }

  /** A validator says what will be looked at, and how; never over a plan that was not seen. */
  public ValidationPlanned plan(Caller caller, long submission, String words, OptionalLong seen) {
    Reviewing.onPage(caller);
    Digest plan = reviewing.words(words);
    return reviewing.say(
        caller,
        submission,
        seen,
        true,
        scene -> new ValidationPlanned(scene.stamp(), submission, plan));
  }

  /** The submission that a challenge is on. */
  public long submission(long challenge) {
    return ReviewStore.submissionOfChallenge(database.reader(), challenge)
        .orElseThrow(
            () ->
                new RefusedException(
                    Reviewing.refusal(
                        "challenge.unknown", 404, "There is no challenge " + challenge + ".")));
  }

  /** Keeps what a person wrote until it is said. */
  public void keep(Caller caller, String place, String words) {
    audit.work(
        db -> {
          ReviewStore.keep(db, caller.id(), place, words.strip());
          return place;
        });
  }

  /** What was kept has been said. */
  public void said(Caller caller, String place) {
    audit.work(
        db -> {
          ReviewStore.forget(db, caller.id(), place);
          return place;
        });
  }

  /** What a person wrote at a place and has not said; empty where nothing. */
  public String kept(Caller caller, String place) {
    return ReviewStore.kept(database.reader(), caller.id(), place).orElse("");
  }
}
