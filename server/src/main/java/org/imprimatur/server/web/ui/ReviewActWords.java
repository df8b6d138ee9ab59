// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import org.imprimatur.proof.act.DiscussionAct;
import org.imprimatur.proof.act.FindingAct;
import org.imprimatur.proof.act.ReviewAct;
import org.imprimatur.server.web.ui.ActWords.Said;
import org.imprimatur.server.web.ui.view.Text;
import org.springframework.stereotype.Component;

/** What people said in a review, in words for the audit page. */
@Component
record ReviewActWords(Names names) {
  Said said(ReviewAct act) {
    return switch (act) {
      case FindingAct finding -> said(finding);
      case DiscussionAct discussion -> said(discussion);
    };
  }

  private Said said(FindingAct act) {
    return switch (act) {
      case FindingAct.FindingRaised raised ->
          new Said(
              "alert-octagon",
              "warn",
              finding(Text.of("raised "), raised)
                  .then(" of " + raised.severity() + " severity, to be put right by ")
                  .strong(names.of(raised.owner()))
                  .then(" until " + raised.due()));
      case FindingAct.FindingFixed fixed ->
          new Said("pencil", "mute", finding(Text.of("says that "), fixed).then(" is fixed"));
      case FindingAct.FindingHanded to ->
          new Said(
              "user",
              "act",
              finding(Text.of("made ").strong(names.of(to.owner())).then(" own "), to));
      case FindingAct.FindingRetested retested ->
          new Said(
              retested.passes() ? "circle-check" : "circle-x",
              retested.passes() ? "ok" : "warn",
              finding(Text.of("retested "), retested)
                  .then(retested.passes() ? ": closed" : ": open again"));
      case FindingAct.FindingAccepted accepted ->
          new Said(
              "scale",
              "warn",
              finding(Text.of("accepted the risk of "), accepted)
                  .then(" as " + accepted.role() + " until " + accepted.until()));
    };
  }

  private Said said(DiscussionAct act) {
    return switch (act) {
      case DiscussionAct.ChallengeRaised raised ->
          new Said(
              "help-circle",
              "warn",
              challenge(Text.of("raised "), raised.submission(), raised.challenge())
                  .then(" as " + raised.role() + " and asked ")
                  .strong(names.of(raised.asked())));
      case DiscussionAct.ChallengeAnswered answered ->
          new Said(
              "message",
              "mute",
              challenge(Text.of("answered "), answered.submission(), answered.challenge()));
      case DiscussionAct.ChallengeResolved resolved ->
          new Said(
              "circle-check",
              "ok",
              challenge(Text.of("resolved "), resolved.submission(), resolved.challenge())
                  .then(": " + resolved.outcome()));
      case DiscussionAct.CommentMade comment ->
          new Said("message", "mute", Text.of("commented on " + comment.anchor().evidenceClass()));
      case DiscussionAct.ValidationPlanned planned ->
          new Said(
              "clipboard-check",
              "mute",
              Text.of("planned the validation of ")
                  .link(
                      "submission " + planned.submission(),
                      "/submissions/" + planned.submission()));
    };
  }

  private static Text finding(Text before, FindingAct act) {
    return before.link("finding " + act.finding(), "/findings/" + act.finding());
  }

  private static Text challenge(Text before, long submission, long number) {
    return before.link(
        "challenge " + number, "/submissions/%d#challenge-%d".formatted(submission, number));
  }
}
