// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.reviews;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.imprimatur.proof.act.FindingAct.FindingAccepted;
import org.imprimatur.proof.act.FindingAct.FindingFixed;
import org.imprimatur.proof.act.FindingAct.FindingHanded;
import org.imprimatur.proof.act.FindingAct.FindingRaised;
import org.imprimatur.proof.act.FindingAct.FindingRetested;
import org.imprimatur.proof.digest.Digest;
import org.imprimatur.proof.review.RaisedFinding;
import org.imprimatur.proof.review.Review;
import org.imprimatur.server.audit.Entries;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.database.Database;
import org.imprimatur.server.people.Caller;
import org.springframework.stereotype.Component;

/** Findings: raised on a submission, put right by their owner, closed by another person. */
@Component
public final class Findings {
  private final Reviewing reviewing;
  private final Database database;
  private final InstantSource clock;

  Findings(Reviewing reviewing, Database database, InstantSource clock) {
    this.reviewing = reviewing;
    this.database = database;
    this.clock = clock;
  }

  /**
   * What somebody found.
   *
   * @param failure the identity of the check failure that it is about
   */
  public record Found(
      String severity,
      String owner,
      String due,
      Optional<String> failure,
      OptionalLong challenge,
      String text) {}

  public FindingRaised raise(Caller caller, long submission, Place place, Found found) {
    Digest text = reviewing.words(found.text());
    return reviewing.say(
        caller,
        submission,
        OptionalLong.empty(),
        false,
        scene ->
            new FindingRaised(
                scene.stamp(),
                ReviewStore.nextFinding(scene.db()),
                scene.model(),
                submission,
                found.severity(),
                found.owner(),
                found.due(),
                Reviewing.anchor(scene, place),
                found.failure(),
                found.challenge(),
                text));
  }

  /** Its owner says that it is put right. */
  public FindingFixed fix(Caller caller, long finding, String words, OptionalLong seen) {
    Digest text = reviewing.words(words);
    return reviewing.say(
        caller,
        submission(finding),
        seen,
        false,
        scene -> new FindingFixed(scene.stamp(), finding, scene.model(), scene.submission(), text));
  }

  /** The model's owner names who puts it right, where its owner left. */
  public FindingHanded hand(
      Caller caller, long finding, String owner, String words, OptionalLong seen) {
    Digest text = reviewing.words(words);
    return reviewing.say(
        caller,
        submission(finding),
        seen,
        false,
        scene ->
            new FindingHanded(
                scene.stamp(), finding, scene.model(), scene.submission(), owner, text));
  }

  /**
   * What a retest saw.
   *
   * @param submission the submission on which it was looked at
   * @param evidence the item that it rests on
   */
  public record Retest(long submission, boolean passes, Optional<Digest> evidence, String text) {}

  /** Another person looked whether it is put right; on the page only. */
  public FindingRetested retest(Caller caller, long finding, Retest retest, OptionalLong seen) {
    Reviewing.onPage(caller);
    Digest text = reviewing.words(retest.text());
    return reviewing.say(
        caller,
        retest.submission(),
        seen,
        false,
        scene ->
            new FindingRetested(
                scene.stamp(),
                finding,
                scene.model(),
                retest.submission(),
                retest.passes(),
                retest.evidence(),
                text));
  }

  /** Why and until when somebody answers for living with it. */
  public record Acceptance(String role, String until, String text) {}

  /** Accepts the risk for a while; on the page only. */
  public FindingAccepted accept(
      Caller caller, long finding, Acceptance acceptance, OptionalLong seen) {
    Reviewing.onPage(caller);
    Digest text = reviewing.words(acceptance.text());
    return reviewing.say(
        caller,
        submission(finding),
        seen,
        false,
        scene ->
            new FindingAccepted(
                scene.stamp(),
                finding,
                scene.model(),
                scene.submission(),
                acceptance.role(),
                acceptance.until(),
                text));
  }

  /** Open and overdue ones first. */
  public List<FindingRow> list(FindingFilter filter) {
    return ReviewStore.findings(database.reader(), RaisedFinding.day(clock.instant())).stream()
        .filter(filter::takes)
        .toList();
  }

  /** A finding as a list shows it, where there is one. */
  public Optional<FindingRow> row(long number) {
    return ReviewStore.finding(database.reader(), RaisedFinding.day(clock.instant()), number);
  }

  /** The newest of a model. */
  public List<FindingRow> newest(String model, int count) {
    return ReviewStore.newest(database.reader(), RaisedFinding.day(clock.instant()), model, count);
  }

  public RaisedFinding get(long number) {
    return Review.of(Entries.acts(database.reader(), "finding:" + number))
        .finding(number)
        .orElseThrow(() -> unknown(number));
  }

  /** Where a finding stands now. */
  public RaisedFinding.State state(RaisedFinding finding) {
    return finding.state(clock.instant());
  }

  public boolean isOverdue(RaisedFinding finding) {
    return finding.isOverdue(clock.instant());
  }

  private long submission(long finding) {
    return ReviewStore.submissionOfFinding(database.reader(), finding)
        .orElseThrow(() -> unknown(finding));
  }

  private static RefusedException unknown(long number) {
    return new RefusedException(
        Reviewing.refusal("finding.unknown", 404, "There is no finding " + number + "."));
  }
}
