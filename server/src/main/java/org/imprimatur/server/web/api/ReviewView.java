// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.api;

import java.util.ArrayList;
import java.util.List;
import org.imprimatur.proof.act.Anchor;
import org.imprimatur.proof.act.DiscussionAct.ChallengeAnswered;
import org.imprimatur.proof.act.FindingAct;
import org.imprimatur.proof.gate.Failures.Age;
import org.imprimatur.proof.json.Json;
import org.imprimatur.proof.review.RaisedChallenge;
import org.imprimatur.proof.review.RaisedFinding;
import org.imprimatur.proof.review.Review;
import org.imprimatur.server.gates.FailureHistory;
import org.imprimatur.server.gates.Standing;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.reviews.Discussions;
import org.imprimatur.server.reviews.FindingRow;
import org.imprimatur.server.reviews.Findings;
import org.imprimatur.server.reviews.Moved;
import org.springframework.stereotype.Component;

/** Findings, challenges and comments as the API shows them. */
@Component
record ReviewView(
    Shown shown,
    Discussions discussions,
    Findings findings,
    FailureHistory history,
    Models models) {
  Json.Obj row(FindingRow row) {
    return Json.obj()
        .put("number", row.number())
        .put("model", models.byId(row.model()).name())
        .put("submission", row.submission())
        .put("severity", row.severity())
        .put("state", row.state().word())
        .put("overdue", row.overdue())
        .put("owner", shown.person(row.owner()))
        .put("due", row.due().toString())
        .put("class", row.evidenceClass())
        .build();
  }

  Json.Obj finding(RaisedFinding finding) {
    var raised = finding.raised();
    List<Json> steps = new ArrayList<>();
    for (FindingAct act : finding.later()) {
      steps.add(step(act));
    }
    return Json.obj()
        .put("number", finding.number())
        .put("model", models.byId(raised.model()).name())
        .put("submission", raised.submission())
        .put("severity", finding.severity().word())
        .put("state", findings.state(finding).word())
        .put("overdue", findings.isOverdue(finding))
        .put("owner", shown.person(finding.owner()))
        .put("due", raised.due())
        .put("anchor", anchor(raised.anchor()))
        .put("failure", Shown.text(raised.failure()))
        .put(
            "challenge",
            raised.challenge().isPresent()
                ? Json.of((double) raised.challenge().getAsLong())
                : Json.nothing())
        .put("text", discussions.words(raised.text()))
        .put("raised", shown.stamp(raised.stamp()))
        .put("revision", Moved.revision(finding))
        .put("steps", Json.array(steps))
        .build();
  }

  private Json step(FindingAct act) {
    Json.Builder step =
        Json.obj()
            .put("act", act.name())
            .put("at", Shown.time(act.at()))
            .put("by", shown.person(act.by()))
            .put("text", discussions.words(act.text()));
    switch (act) {
      case FindingAct.FindingRaised _, FindingAct.FindingFixed _ -> {}
      case FindingAct.FindingHanded to -> step.put("owner", shown.person(to.owner()));
      case FindingAct.FindingRetested retested ->
          step.put("passes", retested.passes())
              .put("submission", retested.submission())
              .put("evidence", Shown.digest(retested.evidence()));
      case FindingAct.FindingAccepted accepted ->
          step.put("role", accepted.role()).put("until", accepted.until());
    }
    return step.build();
  }

  Json.Obj discussion(long submission) {
    Review said = discussions.of(submission);
    List<Json> comments = new ArrayList<>();
    said.comments()
        .forEach(
            comment ->
                comments.add(
                    Json.obj()
                        .put("at", Shown.time(comment.at()))
                        .put("by", shown.person(comment.by()))
                        .put("anchor", anchor(comment.anchor()))
                        .put(
                            "challenge",
                            comment.challenge().isPresent()
                                ? Json.of((double) comment.challenge().getAsLong())
                                : Json.nothing())
                        .put("text", discussions.words(comment.text()))
                        .build()));
    return Json.obj()
        .put("challenges", Json.array(said.challenges().stream().map(this::challenge).toList()))
        .put("comments", Json.array(comments))
        .build();
  }

  Json challenge(RaisedChallenge challenge) {
    var raised = challenge.raised();
    List<Json> answers = new ArrayList<>();
    for (ChallengeAnswered answer : challenge.answers()) {
      answers.add(
          Json.obj()
              .put("at", Shown.time(answer.at()))
              .put("by", shown.person(answer.by()))
              .put("text", discussions.words(answer.text()))
              .build());
    }
    return Json.obj()
        .put("number", challenge.number())
        .put("submission", raised.submission())
        .put("state", challenge.state().word())
        .put("role", raised.role())
        .put("asked", shown.person(raised.asked()))
        .put("anchor", anchor(raised.anchor()))
        .put("text", discussions.words(raised.text()))
        .put("raised", shown.stamp(raised.stamp()))
        .put("revision", Moved.revision(challenge))
        .put("answers", Json.array(answers))
        .put(
            "resolved",
            challenge
                .resolved()
                .<Json>map(
                    act ->
                        Json.obj()
                            .put("at", Shown.time(act.at()))
                            .put("outcome", act.outcome())
                            .put(
                                "finding",
                                act.finding().isPresent()
                                    ? Json.of((double) act.finding().getAsLong())
                                    : Json.nothing())
                            .put("text", Shown.text(act.text().map(discussions::words)))
                            .build())
                .orElse(Json.nothing()))
        .build();
  }

  private static Json anchor(Anchor anchor) {
    return Json.obj()
        .put("class", anchor.evidenceClass())
        .put("item", anchor.item())
        .put("path", anchor.path())
        .put("said", Shown.digest(anchor.said()))
        .build();
  }

  /** What fails, with its age against the earlier submission and against the holder. */
  Json.Obj failures(Standing standing) {
    FailureHistory.Compared compared = history.of(standing);
    List<Json> lines = new ArrayList<>();
    for (FailureHistory.Line line : compared.lines()) {
      lines.add(
          Json.obj()
              .put("identity", line.failure().identity())
              .put("requirement", line.failure().requirement())
              .put("class", line.failure().evidenceClass())
              .put("code", line.failure().code())
              .put("sentence", line.failure().sentence())
              .put("here", line.here())
              .put("sinceEarlier", Shown.text(line.sinceEarlier().map(Age::word)))
              .put("sinceHolder", Shown.text(line.sinceHolder().map(Age::word)))
              .build());
    }
    return Json.obj()
        .put("earlier", Shown.number(compared.earlier()))
        .put("holder", Shown.number(compared.holder()))
        .put("all", Json.array(lines))
        .build();
  }
}
