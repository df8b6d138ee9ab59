// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.imprimatur.server.audit.Refusal;
import org.imprimatur.server.audit.RefusedException;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.reviews.Discussions;
import org.imprimatur.server.reviews.Findings;
import org.imprimatur.server.reviews.Place;
import org.imprimatur.server.web.Needs;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What people say on the page of a submission. Words are kept first, so that none are lost. */
@Controller
final class DiscussionPage {
  private final Discussions discussions;
  private final Findings findings;

  DiscussionPage(Discussions discussions, Findings findings) {
    this.discussions = discussions;
    this.findings = findings;
  }

  /** The fields that a comment, a challenge and a finding share. */
  record Said(String kind, String evidenceClass, String place, String path, String text) {
    Place place(String evidenceClass) {
      int bar = place.indexOf('|');
      String digest = bar < 0 ? "" : place.substring(0, bar);
      return new Place(
          evidenceClass,
          place.substring(bar + 1),
          path.strip(),
          digest.isEmpty() ? Optional.empty() : Optional.of(Parameters.digest("place", digest)));
    }
  }

  @PostMapping("/submissions/{number}/discussion")
  @Needs(Permission.DISCUSS)
  ResponseEntity<byte[]> say(
      Caller caller, @PathVariable long number, @RequestParam Map<String, String> form) {
    var said =
        new Said(
            field(form, "kind"),
            field(form, "class"),
            field(form, "place"),
            field(form, "path"),
            field(form, "text"));
    String draft = DraftOf.discussion(number, said.evidenceClass());
    discussions.keep(caller, draft, said.text());
    Place place = said.place(said.evidenceClass());
    switch (said.kind()) {
      case "challenge" ->
          discussions.challenge(
              caller,
              number,
              place,
              new Discussions.Question(
                  field(form, "role"), present(field(form, "asked")), said.text()));
      case "finding" ->
          findings.raise(
              caller,
              number,
              place,
              new Findings.Found(
                  field(form, "severity"),
                  field(form, "asked"),
                  field(form, "due"),
                  present(field(form, "failure")),
                  OptionalLong.empty(),
                  said.text()));
      case "comment" ->
          discussions.comment(caller, number, place, OptionalLong.empty(), said.text());
      default ->
          throw new RefusedException(
              new Refusal(
                  "review.kind",
                  422,
                  "Choose whether it is a comment, a challenge or a finding.",
                  List.of(),
                  "Your words are kept and stand in the form."));
    }
    discussions.said(caller, draft);
    return Screens.go(
        "/submissions/%d?class=%s#discussion".formatted(number, said.evidenceClass()));
  }

  @PostMapping("/challenges/{number}/answers")
  @Needs(Permission.DISCUSS)
  ResponseEntity<byte[]> answer(
      Caller caller,
      @PathVariable long number,
      @RequestParam(defaultValue = "") String text,
      @RequestParam long seen) {
    String draft = DraftOf.answer(number);
    discussions.keep(caller, draft, text);
    discussions.answer(caller, number, text, OptionalLong.of(seen));
    discussions.said(caller, draft);
    return back(number);
  }

  @PostMapping("/challenges/{number}/resolution")
  @Needs(Permission.DISCUSS)
  ResponseEntity<byte[]> resolve(
      Caller caller, @PathVariable long number, @RequestParam Map<String, String> form) {
    String draft = DraftOf.resolution(number);
    String text = field(form, "text");
    discussions.keep(caller, draft, text);
    long seen = Parameters.number("seen", field(form, "seen"));
    var resolution =
        new Discussions.Resolution(
            field(form, "outcome"), field(form, "severity"), field(form, "due"), text);
    discussions.resolve(caller, number, resolution, OptionalLong.of(seen));
    discussions.said(caller, draft);
    return back(number);
  }

  @PostMapping("/submissions/{number}/plan")
  @Needs(Permission.DISCUSS)
  ResponseEntity<byte[]> plan(
      Caller caller,
      @PathVariable long number,
      @RequestParam(defaultValue = "") String text,
      @RequestParam long seen) {
    String draft = DraftOf.plan(number);
    discussions.keep(caller, draft, text);
    discussions.plan(caller, number, text, OptionalLong.of(seen));
    discussions.said(caller, draft);
    return Screens.go("/submissions/%d#discussion".formatted(number));
  }

  private ResponseEntity<byte[]> back(long challenge) {
    long submission = discussions.submission(challenge);
    String evidenceClass =
        discussions
            .of(submission)
            .challenge(challenge)
            .orElseThrow()
            .raised()
            .anchor()
            .evidenceClass();
    return Screens.go(
        "/submissions/%d?class=%s#challenge-%d".formatted(submission, evidenceClass, challenge));
  }

  private static String field(Map<String, String> form, String name) {
    return form.getOrDefault(name, "");
  }

  private static Optional<String> present(String text) {
    return Optional.of(text).filter(some -> !some.isEmpty());
  }
}
