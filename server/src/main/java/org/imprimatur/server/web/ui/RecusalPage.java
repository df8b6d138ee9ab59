// SPDX-License-Identifier: Apache-2.0
package org.imprimatur.server.web.ui;

import jakarta.servlet.http.HttpServletRequest;
import org.imprimatur.server.models.Models;
import org.imprimatur.server.people.Caller;
import org.imprimatur.server.people.Permission;
import org.imprimatur.server.submissions.Recusals;
import org.imprimatur.server.submissions.Submission;
import org.imprimatur.server.submissions.Submissions;
import org.imprimatur.server.web.Needs;
import org.imprimatur.server.web.ui.view.Link;
import org.imprimatur.server.web.ui.view.RecusalSheet;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Stepping back from a submission, with a reason. */
@Controller
final class RecusalPage {
  private final Screens screens;
  private final Submissions submissions;
  private final Models models;
  private final Recusals recusals;

  RecusalPage(Screens screens, Submissions submissions, Models models, Recusals recusals) {
    this.screens = screens;
    this.submissions = submissions;
    this.models = models;
    this.recusals = recusals;
  }

  @GetMapping("/submissions/{number}/recusal")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> show(HttpServletRequest request, @PathVariable long number) {
    Submission submission = submissions.get(number);
    String thing =
        "%s v%d".formatted(models.name(submission.opened().model()), submission.opened().version());
    return screens.show(
        request,
        Screens.Place.of(
            "recusal",
            "submissions",
            "Step back from submission " + number,
            new Link("Submissions", "/submissions"),
            new Link("Submission " + number, "/submissions/" + number),
            new Link("Step back", "")),
        new RecusalSheet(number, thing));
  }

  @PostMapping("/submissions/{number}/recusal")
  @Needs(Permission.READ)
  ResponseEntity<byte[]> recuse(
      Caller caller, @PathVariable long number, @RequestParam String reason) {
    recusals.recuse(caller, number, reason);
    return Screens.go("/submissions/" + number);
  }
}
